// A TLS 1.3 server in a process of its own, so that it does not share the client's event loop.
import "reflect-metadata"
import { createServer } from "node:tls"
import { createAuthority } from "#pki/authority"
import { issueCertificate } from "#pki/issue"

const authority = await createAuthority({ commonName: "Bench CA" })
const leaf = await issueCertificate({
	authority,
	subject: "CN=localhost",
	dns: ["localhost"],
	eku: ["serverAuth"],
})
const server = createServer({
	cert: leaf.chainPem,
	key: leaf.privateKeyPem.reveal(),
	ALPNProtocols: ["h2"],
	minVersion: "TLSv1.3",
})
server.on("secureConnection", (socket) => socket.on("error", () => socket.destroy()))
server.on("tlsClientError", () => undefined)
server.listen(0, "127.0.0.1", () => {
	const address = server.address()
	const port = typeof address === "object" && address !== null ? address.port : 0
	process.stdout.write(`${JSON.stringify({ port, ca: authority.pem })}\n`)
})
process.once("disconnect", () => process.exit(0))
process.once("SIGTERM", () => process.exit(0))
