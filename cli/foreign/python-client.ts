import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { ask } from "./ask.ts"
import type { ClientSettings } from "./client-settings.ts"
import { runToEnd } from "./process.ts"

const program = `import sys

import grpc

target, ca, cert, key = sys.argv[1:5]


def read(path):
    if path == "":
        return None
    with open(path, "rb") as file:
        return file.read()


if ca == "plaintext":
    channel = grpc.insecure_channel(target)
else:
    channel = grpc.secure_channel(target, grpc.ssl_channel_credentials(read(ca), read(key), read(cert)))
try:
    answer = channel.unary_unary("/grpc.health.v1.Health/Check")(b"", timeout=5)
    print("connected", answer.hex())
except grpc.RpcError as error:
    print(f"{error.code().name}: {error.details()}")
`

/** One version before C-core's hello grew, and one after. */
export const pythonEras = { "c-core-before-1.83": "1.71.0", "c-core-1.83": "1.85.1" } as const

/** Fetches grpcio of one era into a folder of its own. Resolves with the path of the program, to be run with that folder. */
export async function installPythonClient(
	era: keyof typeof pythonEras,
	parent: string,
): Promise<{ readonly program: string; readonly packages: string }> {
	const packages = join(parent, era)
	const words = ["-m", "pip", "install", "--quiet", "--only-binary", ":all:", "--target", packages]
	await runToEnd("python3", [...words, `grpcio==${pythonEras[era]}`], { cwd: parent, limitMs: 200_000 })
	const path = join(parent, "call.py")
	await writeFile(path, program)
	return { program: path, packages }
}

/** `connected …`, or status and details as grpcio gives them. */
export function askPython(
	{ program: path, packages }: { readonly program: string; readonly packages: string },
	{ target, ca, certificate, key }: ClientSettings,
): Promise<string> {
	return ask("python3", [path, target, ca, certificate, key], { PYTHONPATH: packages })
}
