import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** Every suite that the TLS library still has. */
export const weakCiphers: LabScenario = {
	id: "weak-ciphers",
	title: "Every cipher suite is on",
	explains:
		"The server takes every cipher suite that its TLS library has, those without encryption and without a " +
		"certificate too. No client of today chooses one, so nothing shows it but a scan.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.2",
		identity: "localhost",
		rule: "works-as-configured",
		scanRules: ["weak-cipher-suite-accepted"],
		configuredOutcome: "accepted",
	},
	start: async (context) => {
		const { certificates } = context
		const server = await tlsGrpc(context, {
			...identityOptions(certificates.server),
			maxVersion: "TLSv1.2",
			ciphers: "ALL:COMPLEMENTOFALL:@SECLEVEL=0",
		})
		return {
			settings: { target: `grpcs://localhost:${server.port}`, ca: certificates.files.ca, mode: "tls" },
			close: server.close,
		}
	},
}
