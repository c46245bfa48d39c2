import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** A certificate without its key. */
export const partialConfig: LabScenario = {
	id: "partial-config",
	title: "A certificate without its key",
	explains:
		"The settings name a client certificate and no private key. Half of a pair is worth nothing, " +
		"and many programs go on silently without it.",
	expected: {
		mode: "unknown",
		clientAuth: "unknown",
		tlsVersion: null,
		identity: null,
		rule: "partial-config",
		configuredOutcome: "skipped",
	},
	start: async (context) => {
		const { certificates } = context
		const server = await tlsGrpc(context, identityOptions(certificates.server))
		return {
			settings: {
				target: `grpcs://localhost:${server.port}`,
				mode: "mtls",
				ca: certificates.files.ca,
				certificate: certificates.files.client,
			},
			close: server.close,
		}
	},
}
