import { once } from "node:events"
import { connect, createServer } from "node:tls"
import type { MadeCertificate } from "#x509/testing/make-certificate"

/** The word of this machine's OpenSSL, as Node reports it, on a chain that a server of our own presents to it. */
export async function opensslWord(
	chain: readonly MadeCertificate[],
	roots: readonly MadeCertificate[],
	securityLevel: number,
): Promise<string> {
	const server = createServer({
		cert: chain.map(({ pem }) => pem).join("\n"),
		key: await keyPem(chain[0]),
		ciphers: "ALL:@SECLEVEL=0",
	})
	server.on("secureConnection", (socket) => socket.on("error", () => undefined))
	server.listen(0, "127.0.0.1")
	await once(server, "listening")
	const address = server.address()
	const port = typeof address === "object" && address !== null ? address.port : 0
	const socket = connect({
		port,
		host: "127.0.0.1",
		ca: roots.map(({ pem }) => pem),
		ciphers: `ALL:@SECLEVEL=${securityLevel}`,
		rejectUnauthorized: false,
		checkServerIdentity: () => undefined,
	})
	try {
		await once(socket, "secureConnect", { signal: AbortSignal.timeout(10_000) })
		if (socket.authorized) return "ok"
		const error: unknown = socket.authorizationError
		return error instanceof Error ? error.message : String(error)
	} finally {
		socket.destroy()
		server.close()
	}
}

async function keyPem(leaf: MadeCertificate | undefined): Promise<string> {
	if (leaf === undefined) throw new Error("a server needs a certificate")
	const pkcs8 = Buffer.from(await crypto.subtle.exportKey("pkcs8", leaf.keys.privateKey))
	return `-----BEGIN PRIVATE KEY-----\n${pkcs8.toString("base64")}\n-----END PRIVATE KEY-----\n`
}
