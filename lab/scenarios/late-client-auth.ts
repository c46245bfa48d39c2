import { createServer } from "node:http2"
import type { LabScenario } from "../scenario.ts"
import { askClients, identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

const page = "<html><head><title>400 No required SSL certificate was sent</title></head></html>"

/** A client certificate judged late. */
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
		configuredOutcome: "refused",
		enforcement: {
			"no-certificate": "transport-only",
			"self-signed": "transport-only",
			"foreign-ca": "transport-only",
			"same-name-ca": "transport-only",
			expired: "transport-only",
			"not-yet-valid": "transport-only",
			"wrong-eku": "transport-only",
			plaintext: "refused",
			"tls-1.0": "refused",
			"tls-1.1": "refused",
		},
	},
	start: async (context) => {
		const { certificates } = context
		const refusing = createServer()
		refusing.on("sessionError", () => undefined)
		refusing.on("stream", (stream) => {
			stream.on("error", () => stream.destroy())
			stream.respond({ ":status": 400, server: "lab", "content-type": "text/html" })
			stream.end(page)
		})
		const server = await tlsGrpc(
			context,
			{ ...identityOptions(certificates.server), ...askClients(certificates.ca.pem) },
			{},
			(socket) => !socket.authorized && refusing.emit("connection", socket),
		)
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "tls", ca: certificates.files.ca },
			close: server.close,
		}
	},
}
