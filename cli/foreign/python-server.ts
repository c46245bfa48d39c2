import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import type { ForeignFiles } from "./identities.ts"
import { type ForeignProcess, freePort, runToEnd, startForeign } from "./process.ts"

const program = `import sys
from concurrent import futures

import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc

mode, address, cert, key, ca = sys.argv[1:6]


def read(path):
    with open(path, "rb") as file:
        return file.read()


server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
servicer = health.HealthServicer()
servicer.set("", health_pb2.HealthCheckResponse.SERVING)
health_pb2_grpc.add_HealthServicer_to_server(servicer, server)
pairs = [(read(key), read(cert))]
if mode == "plaintext":
    server.add_insecure_port(address)
elif mode == "tls":
    server.add_secure_port(address, grpc.ssl_server_credentials(pairs))
else:
    credentials = grpc.ssl_server_credentials(pairs, read(ca), require_client_auth=mode == "mtls")
    server.add_secure_port(address, credentials)
server.start()
server.wait_for_termination()
`

const pinned = "1.71.0"
const installMs = 200_000

/** The ways in which the Python server can listen; `ca-only` has a client CA and does not require certificates. */
export type PythonMode = "plaintext" | "tls" | "mtls" | "ca-only"

/** Fetches grpcio and its health service into the folder of the run. Resolves with the folder to import from. */
export async function installPythonGrpc(files: ForeignFiles): Promise<string> {
	const target = join(files.folder, "python-packages")
	const packages = ["grpcio", "grpcio-health-checking"].map((name) => `${name}==${pinned}`)
	const words = ["-m", "pip", "install", "--quiet", "--only-binary", ":all:", "--target", target, ...packages]
	await runToEnd("python3", words, { cwd: files.folder, limitMs: installMs })
	return target
}

/** Starts grpcio's server in one mode, importing from `packages`; empty: what Python itself has. */
export async function startPythonServer(
	packages: string,
	mode: PythonMode,
	files: ForeignFiles,
): Promise<ForeignProcess> {
	const port = await freePort()
	const path = join(files.folder, "serve.py")
	await writeFile(path, program)
	return startForeign(
		"python3",
		[path, mode, `127.0.0.1:${port}`, files.serverCert, files.serverKey, files.ca],
		port,
		files.folder,
		packages === "" ? {} : { PYTHONPATH: packages },
	)
}
