import { createSecureServer } from "node:http2"
import type { LabScenario } from "../scenario.ts"
import { identityOptions } from "../servers/grpc-server.ts"
import { listen } from "../servers/listen.ts"

/** A client certificate judged late */
export const lateClientAuth: LabScenario = {
	id: "late-client-auth",
	title: "A client certificate judged late",
	explains:
		"The server lets every client through the handshake and refuses the first request with HTTP " +
		"status 400, as nginx does. A look at the handshake alone would call it open.",
	expected: {
		mode: "mtls",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "client-cert-required",
	},
	start: async (context) => {
		const { certificates } = context
		const http2 = createSecureServer({
			...identityOptions(certificates.server),
			ca: certificates.ca.pem,
			requestCert: true,
			rejectUnauthorized: false,
		})
		http2.on("stream", (stream) => {
			stream.respond({ ":status": 400, server: "lab", "content-type": "text/html" })
			stream.end("<html><head><title>400 No required SSL certificate was sent</title></head></html>")
		})
		http2.on("sessionError", () => undefined)
		const server = await listen(http2, context)
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "tls", ca: certificates.files.ca },
			close: server.close,
		}
	},
}
