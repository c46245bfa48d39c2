import { readFile } from "node:fs/promises"
import { Client, credentials } from "@grpc/grpc-js"
import type { ClientSettings } from "./client-settings.ts"

const read = (path: string) => (path === "" ? undefined : readFile(path))

/** `connected …`, or the message as grpc-js words it. grpc-js as it comes, without our tap. */
export async function askNode({ target, ca, certificate, key }: ClientSettings): Promise<string> {
	const [root, chain, privateKey] = await Promise.all([
		ca === "plaintext" ? undefined : read(ca),
		read(certificate),
		read(key),
	])
	const security =
		ca === "plaintext"
			? credentials.createInsecure()
			: credentials.createSsl(root ?? null, privateKey ?? null, chain ?? null)
	const client = new Client(target, security)
	try {
		return await new Promise<string>((resolve) => {
			client.makeUnaryRequest(
				"/grpc.health.v1.Health/Check",
				(bytes: Buffer) => bytes,
				(bytes: Buffer) => bytes,
				Buffer.alloc(0),
				{ deadline: Date.now() + 5_000 },
				(error, answer) =>
					resolve(error === null ? `connected ${answer?.toString("hex") ?? ""}` : error.message),
			)
		})
	} finally {
		client.close()
	}
}
