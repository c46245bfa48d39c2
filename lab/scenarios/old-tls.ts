import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** TLS 1.0 and 1.1 are still on. */
export const oldTls: LabScenario = {
	id: "old-tls",
	title: "TLS 1.0 and 1.1 are still on",
	explains:
		"The server speaks TLS 1.3 with whoever can, and TLS 1.0 or 1.1 with whoever asks for nothing " +
		"newer. Both have been forbidden since 2021; no client of today shows that they are on.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "works-as-configured",
		configuredOutcome: "accepted",
		enforcement: { plaintext: "refused", "tls-1.0": "let-in", "tls-1.1": "let-in" },
		enforcementRules: ["old-tls-accepted"],
	},
	start: async (context) => {
		const { certificates } = context
		const server = await tlsGrpc(context, {
			...identityOptions(certificates.server),
			minVersion: "TLSv1",
			ciphers: "ALL:@SECLEVEL=0",
		})
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "tls", ca: certificates.files.ca },
			close: server.close,
		}
	},
}
