import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { Client, credentials } from "@grpc/grpc-js"
import { requireClients, tlsGrpc } from "#lab/servers/grpc-server"

const pass = (bytes: Buffer) => bytes

/**
 * A health call of grpc-js over mutual TLS to a gRPC server with the certificates of a folder. Resolves with `ok`, or with
 * the error as grpc-js words it.
 */
export async function callWithIssued(folder: string, name: string): Promise<string> {
	try {
		return await call(folder, name)
	} catch (cause) {
		return String(cause)
	}
}

async function call(folder: string, name: string): Promise<string> {
	const read = (file: string) => readFile(join(folder, file))
	const [ca, serverKey, serverChain, clientKey, clientChain] = await Promise.all(
		["root.pem", "server-key.pem", "server.pem", "client-key.pem", "client.pem"].map(read),
	)
	if (ca === undefined || clientKey === undefined || clientChain === undefined) return "a file is missing"
	const identity = { key: serverKey, cert: serverChain, ...requireClients(ca.toString("utf8")) }
	const server = await tlsGrpc({ port: 0 }, identity)
	const security = credentials.createSsl(ca, clientKey, clientChain)
	const client = new Client(`127.0.0.1:${server.port}`, security, { "grpc.ssl_target_name_override": name })
	try {
		return await new Promise<string>((resolve) => {
			client.makeUnaryRequest(
				"/grpc.health.v1.Health/Check",
				pass,
				pass,
				Buffer.alloc(0),
				{ deadline: Date.now() + 5_000 },
				(error) => resolve(error === null ? "ok" : error.message),
			)
		})
	} finally {
		client.close()
		await server.close()
	}
}
