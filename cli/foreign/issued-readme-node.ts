import { mkdir, readFile, symlink, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { Client, credentials } from "@grpc/grpc-js"
import { fenceOf, type KitFolder } from "./issued-kits.ts"

const program = (port: number, code: string) => `${code}

const path = "/grpc.health.v1.Health/Check"
const pass = (bytes) => bytes
if (process.argv[2] === "serve") {
	const server = new grpc.Server()
	const check = {
		...{ path, requestStream: false, responseStream: false },
		...{ requestSerialize: pass, requestDeserialize: pass, responseSerialize: pass, responseDeserialize: pass },
	}
	server.addService({ check }, { check: (_call, answer) => answer(null, Buffer.from([8, 1])) })
	server.bindAsync("127.0.0.1:${port}", forServer, (error) => {
		if (error !== null) throw error
	})
} else
	client.makeUnaryRequest(path, pass, pass, Buffer.alloc(0), { deadline: Date.now() + 5_000 }, (error, answer) => {
		console.log(error === null ? (answer.toString("hex") === "0801" ? "SERVING" : answer) : error.message)
		client.close()
	})
`

/** Writes a server and a client around the README's fence, with the grpc-js that is installed. Resolves with the command. */
export async function buildReadmeNode(
	parent: string,
	kit: KitFolder,
	port: number,
): Promise<readonly string[]> {
	const folder = join(parent, "readme-node")
	await mkdir(folder)
	await symlink(join(import.meta.dirname, "../../node_modules"), join(folder, "node_modules"))
	await writeFile(join(folder, "readme.mjs"), program(port, await fenceOf(kit, "Node", port)))
	return [process.execPath, join(folder, "readme.mjs")]
}

/** A health call that trusts the kit's CA and shows no certificate. Resolves with `SERVING` or what grpc-js says. */
export async function callWithoutCertificate(folder: string, port: number): Promise<string> {
	const security = credentials.createSsl(await readFile(join(folder, "ca.pem")))
	const client = new Client(`127.0.0.1:${port}`, security, { "grpc.ssl_target_name_override": "localhost" })
	const pass = (bytes: Buffer) => bytes
	const deadline = Date.now() + 5_000
	try {
		return await new Promise<string>((resolve) => {
			client.makeUnaryRequest(
				"/grpc.health.v1.Health/Check",
				pass,
				pass,
				Buffer.alloc(0),
				{ deadline },
				(error) => resolve(error === null ? "SERVING" : error.message),
			)
		})
	} finally {
		client.close()
	}
}
