import type { LabScenario } from "../scenario.ts"
import { identityOptions } from "../servers/grpc-server.ts"
import { listen } from "../servers/listen.ts"
import { mixedPort } from "../servers/mixed-port.ts"

/** Everything on one port. */
export const mixedPortScenario: LabScenario = {
	id: "mixed-port",
	title: "TLS, plaintext gRPC and HTTP/1.1 on one port",
	explains:
		"A multiplexer looks at the first bytes and sends each connection on: TLS, plaintext HTTP/2, HTTP/1.1. " +
		"Whoever believes that the port is encrypted is right only for clients that ask for it.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "works-as-configured",
		configuredOutcome: "accepted",
		enforcement: { plaintext: "let-in", "tls-1.0": "refused", "tls-1.1": "refused" },
		enforcementRules: ["accepts-plaintext-on-tls-port"],
		protocols: {
			gRPC: "yes",
			"gRPC-Web": "no",
			Connect: "no",
			"browser (CORS)": "no",
			"HTTP/1.1": "yes",
			"plaintext on the TLS port": "yes",
		},
	},
	start: async (context) => {
		const { certificates } = context
		const mixed = mixedPort(identityOptions(certificates.server))
		const server = await listen(mixed.server, context)
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "tls", ca: certificates.files.ca },
			close: async () => {
				mixed.shutdown()
				await server.close()
			},
		}
	},
}
