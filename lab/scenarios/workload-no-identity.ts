import { join } from "node:path"
import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"
import { issueSvid } from "../spiffe.ts"
import { startWorkloadApi } from "../workload-api.ts"

/** A Workload API without an identity for us */
export const workloadNoIdentity: LabScenario = {
	id: "workload-no-identity",
	title: "A Workload API without an identity for us",
	explains: "The agent answers, but no registration entry matches this process, so it issues no identity.",
	expected: {
		mode: "spiffe",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "spiffe://lab.test/ns/default/sa/server",
		rule: "workload-no-identity",
	},
	start: async (context) => {
		const { certificates } = context
		const svid = await issueSvid(certificates, certificates.spiffe, "spiffe://lab.test/ns/default/sa/server")
		const path = join(context.sockets, "no-id.sock")
		const api = await startWorkloadApi(path, { kind: "no-identity" })
		const server = await tlsGrpc(context, {
			...identityOptions(svid),
			ca: certificates.spiffe.pem,
			requestCert: true,
			rejectUnauthorized: true,
		})

		return {
			settings: {
				target: `grpcs://localhost:${server.port}`,
				mode: "spiffe",
				spiffeSocket: `unix://${path}`,
			},
			close: async () => {
				await server.close()
				await api.close()
			},
		}
	},
}
