import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { fenceOf, type KitFolder } from "./issued-kits.ts"
import { runToEnd } from "./process.ts"

const grpcio = "grpcio==1.85.1"

const program = (port: number, code: string) => `import sys
from concurrent import futures

${code}

if sys.argv[1] == "serve":
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
    check = grpc.unary_unary_rpc_method_handler(lambda asked, context: b"\\x08\\x01")
    server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler("grpc.health.v1.Health", {"Check": check})])
    server.add_secure_port("127.0.0.1:${port}", for_server)
    server.start()
    server.wait_for_termination()
try:
    answer = channel.unary_unary("/grpc.health.v1.Health/Check")(b"", timeout=5)
    print("SERVING" if answer == b"\\x08\\x01" else answer)
except grpc.RpcError as error:
    print(f"{error.code().name}: {error.details()}")
`

/** Writes a server and a client around the README's fence; grpcio is fetched. Resolves with the command. */
export async function buildReadmePython(
	parent: string,
	kit: KitFolder,
	port: number,
): Promise<readonly string[]> {
	const folder = join(parent, "readme-python")
	await mkdir(folder)
	const words = ["-m", "pip", "install", "--quiet", "--only-binary", ":all:", "--target", folder, grpcio]
	await runToEnd("python3", words, { cwd: folder, limitMs: 200_000 })
	// Python looks for modules in the folder of the program first: grpcio lies beside it.
	await writeFile(join(folder, "readme.py"), program(port, await fenceOf(kit, "Python", port)))
	return ["python3", join(folder, "readme.py")]
}
