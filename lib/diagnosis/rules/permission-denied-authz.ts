import type { AttemptObservation } from "#probe/observation"
import { serverFix } from "../client-fixes.ts"
import { outcomeJudgement } from "../judge-outcome.ts"
import type { Rule } from "../rule.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

export const permissionDeniedAuthz: Rule = {
	id: "permission-denied-authz",
	title: "The server knows the caller and does not allow the call.",
	severity: "error",
	blame: "server",
	judge: (facts) =>
		outcomeJudgement(facts, isDenied, (first) => {
			const said =
				first.rpc?.statusText === undefined || first.rpc.statusText === ""
					? ""
					: ` It said: ${first.rpc.statusText}.`
			return {
				title: "The server does not allow this call.",
				detail: `Transport security let ${facts.voice.us} in; the call ended with ${first.rpc?.status ?? `HTTP ${first.rpc?.httpStatus ?? 403}`}.${said}`,
				verdict: "Transport security is fine, but this caller may not make the call.",
				advice: "Allow the caller's identity in the server's policy.",
			}
		}),
	prose: {
		seen: [
			{ stack: "any client", line: "code = PermissionDenied" },
			{ stack: "Istio", line: "RBAC: access denied" },
			{ stack: "Envoy", line: "rbac_access_denied_matched_policy[none]" },
			{ stack: "Linkerd", line: "Request denied server.group=" },
		],
		means:
			"Authentication worked, authorisation did not: the identity that the server saw is not on its list, or the server saw no identity because the caller came in plaintext through a mesh.",
		confirm: "Look in the server's log for the identity that it saw; it may be a proxy's.",
		prevent:
			"Write policies against identities that the transport proves, and test them with the health service.",
	},
	fixes: (context) => [
		serverFix(
			"Allow the identity that the server sees for this caller, or the health service for everybody.",
		),
		...serverFixes(
			context,
			"authorise-caller",
			"Compare the identity of the connection with those who may call.",
		),
	],
	citation: [{ text: "gRPC status codes", section: "7 PERMISSION_DENIED" }],
}

function isDenied({ rpc }: AttemptObservation): boolean {
	return rpc?.status === "PERMISSION_DENIED" || rpc?.httpStatus === 403
}
