import { status } from "@grpc/grpc-js"
import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** Known, but not allowed. */
export const permissionDenied: LabScenario = {
	id: "permission-denied",
	title: "Known, but not allowed",
	explains:
		"The call arrives with everything that was asked for, and the server answers " +
		"PERMISSION_DENIED. Authentication worked, authorisation did not.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "permission-denied-authz",
		configuredOutcome: "accepted",
	},
	start: async (context) => {
		const { certificates } = context
		const server = await tlsGrpc(context, identityOptions(certificates.server), {
			refuse: () => ({ code: status.PERMISSION_DENIED, details: "caller may not read health" }),
		})
		return {
			settings: { target: `grpcs://localhost:${server.port}`, ca: certificates.files.ca, mode: "tls" },
			close: server.close,
		}
	},
}
