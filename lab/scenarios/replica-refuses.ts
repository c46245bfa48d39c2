import type { LabScenario } from "../scenario.ts"
import { identityOptions, requireClients, tlsGrpc } from "../servers/grpc-server.ts"

/** Two addresses, one of which lets nobody in without a certificate. */
export const replicaRefuses: LabScenario = {
	id: "replica-refuses",
	title: "One replica demands a client certificate",
	explains:
		"Two addresses stand for one server. A rollout of mutual TLS reached only the second: it refuses every client " +
		"without a certificate, and speaks TLS 1.2 alone.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "127.0.0.1",
		rule: "replicas-differ",
		configuredOutcome: "accepted",
		addresses: ["accepted", "refused"],
	},
	start: async (context) => {
		const { certificates } = context
		const identity = identityOptions(certificates.server)
		const first = await tlsGrpc(context, identity)
		const second = await tlsGrpc(
			{ port: 0 },
			{ ...identity, ...requireClients(certificates.ca.pem), maxVersion: "TLSv1.2" },
		)
		return {
			settings: {
				target: `ipv4:127.0.0.1:${first.port},127.0.0.1:${second.port}`,
				ca: certificates.files.ca,
				mode: "tls",
			},
			close: async () => {
				await Promise.all([first.close(), second.close()])
			},
		}
	},
}
