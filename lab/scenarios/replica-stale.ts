import { daysFromNow } from "../certificates.ts"
import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** Two addresses, one with the certificate of yesterday. */
export const replicaStale: LabScenario = {
	id: "replica-stale",
	title: "One replica still serves the expired certificate",
	explains:
		"Two addresses stand for one server. The certificate was renewed, and only the first of them took it up: the " +
		"other still serves the old one, which expired yesterday. Calls fail or succeed by chance.",
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
		const named = {
			authority: certificates.ca,
			subject: "CN=replicated",
			dns: ["localhost"],
			ip: ["127.0.0.1"],
		}
		const [renewed, old] = await Promise.all([
			certificates.issue({ ...named, notBefore: daysFromNow(-30), notAfter: daysFromNow(60) }),
			certificates.issue({ ...named, notBefore: daysFromNow(-91), notAfter: daysFromNow(-1) }),
		])
		const first = await tlsGrpc(context, identityOptions(renewed))
		const second = await tlsGrpc({ port: 0 }, identityOptions(old))
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
