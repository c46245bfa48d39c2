import { join } from "node:path"
import type { LabScenario } from "../scenario.ts"
import { identityOptions, requireClients, tlsGrpc } from "../servers/grpc-server.ts"

/** Mutual TLS on a unix socket. */
export const unixMtls: LabScenario = {
	id: "unix-mtls",
	title: "Mutual TLS on a unix socket",
	explains:
		"Mutual TLS on a unix socket. The certificate is matched against localhost, which gRPC " +
		"clients use as the name there.",
	expected: {
		mode: "mtls",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "works-as-configured",
		configuredOutcome: "accepted",
	},
	start: async (context) => {
		const { certificates } = context
		const path = join(context.sockets, "mtls.sock")
		const server = await tlsGrpc(
			{ path },
			{
				...identityOptions(certificates.server),
				...requireClients(certificates.ca.pem),
			},
		)
		return {
			settings: {
				target: `unix:${path}`,
				mode: "mtls",
				ca: certificates.files.ca,
				certificate: certificates.files.client,
				key: certificates.files.clientKey,
			},
			close: server.close,
		}
	},
}
