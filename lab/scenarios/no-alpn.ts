import { performServerHandshake } from "node:http2"
import { createServer } from "node:tls"
import type { LabScenario } from "../scenario.ts"
import { identityOptions } from "../servers/grpc-server.ts"
import { healthAnswer } from "../servers/health-service.ts"
import { listen } from "../servers/listen.ts"

/** Health/Check's answer: SERVING as one uncompressed message of two bytes. */
const serving = Buffer.concat([Buffer.from([0, 0, 0, 0, 2]), healthAnswer(1)])

/** TLS without ALPN. */
export const noAlpn: LabScenario = {
	id: "no-alpn",
	title: "TLS without ALPN",
	explains:
		"The server speaks HTTP/2 but selects no protocol in the handshake. Some gRPC clients do not " +
		"mind; Go since 1.67 and C-core refuse.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "alpn-missing-h2",
		configuredOutcome: "accepted",
	},
	start: async (context) => {
		const { certificates } = context
		const tls = createServer(identityOptions(certificates.server), (socket) => {
			socket.on("error", () => socket.destroy())
			const session = performServerHandshake(socket)
			session.on("error", () => socket.destroy())
			session.on("stream", (stream) => {
				stream.on("error", () => stream.destroy())
				stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }))
				stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true })
				stream.end(serving)
			})
		})
		const server = await listen(tls, context)
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "tls", ca: certificates.files.ca },
			close: server.close,
		}
	},
}
