import type { LabScenario } from "../scenario.ts"
import { askClients, identityOptions, refuseUnless, tlsGrpc, verdictOn } from "../servers/grpc-server.ts"

/** A server certificate lets a client in. */
export const acceptsWrongEku: LabScenario = {
	id: "accepts-wrong-eku",
	title: "A server certificate lets a client in",
	explains:
		"The server overlooks that a certificate is not meant for clients. Whoever takes over one server " +
		"can call this one with that server's certificate.",
	expected: {
		mode: "mtls",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "works-as-configured",
		configuredOutcome: "accepted",
		enforcement: {
			"no-certificate": "refused",
			"self-signed": "refused",
			"foreign-ca": "refused",
			"same-name-ca": "refused",
			expired: "refused",
			"not-yet-valid": "refused",
			"wrong-eku": "let-in",
			plaintext: "refused",
			"tls-1.0": "refused",
			"tls-1.1": "refused",
		},
		enforcementRules: ["accepts-wrong-eku-client-certificate"],
	},
	start: async (context) => {
		const { certificates } = context
		const server = await tlsGrpc(
			context,
			{ ...identityOptions(certificates.server), ...askClients(certificates.ca.pem) },
			{},
			(socket) => refuseUnless(socket, socket.authorized || verdictOn(socket) === "INVALID_PURPOSE"),
		)
		return {
			settings: {
				target: `grpcs://localhost:${server.port}`,
				mode: "mtls",
				ca: certificates.files.ca,
				certificate: certificates.files.client,
				key: certificates.files.clientKey,
			},
			close: server.close,
		}
	},
}
