import { join } from "node:path"
import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"
import { issueSvid } from "../spiffe.ts"

/** No Workload API */
export const workloadApiUnavailable: LabScenario = {
	id: "workload-api-unavailable",
	title: "No Workload API",
	explains:
		"The settings name a Workload API socket, and nothing listens there: the agent is down, or " +
		"the path differs.",
	expected: {
		mode: "spiffe",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "spiffe://lab.test/ns/default/sa/server",
		rule: "workload-api-unavailable",
	},
	start: async (context) => {
		const { certificates } = context
		const svid = await issueSvid(certificates, certificates.spiffe, "spiffe://lab.test/ns/default/sa/server")
		const server = await tlsGrpc(context, {
			...identityOptions(svid),
			ca: certificates.spiffe.pem,
			requestCert: true,
			rejectUnauthorized: true,
		})

		const spiffeSocket = `unix://${join(context.sockets, "no-agent.sock")}`
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "spiffe", spiffeSocket },
			close: server.close,
		}
	},
}
