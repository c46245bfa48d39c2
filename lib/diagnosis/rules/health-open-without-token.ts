import { serverFix } from "../client-fixes.ts"
import type { Rule } from "../rule.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

export const healthOpenWithoutToken: Rule = {
	id: "health-open-without-token",
	title: "The health check needs no token.",
	severity: "notice",
	blame: "server",
	judge: ({ run }) => {
		const row = run.enforcement?.attempts.find(({ posture }) => posture === "health-without-token")
		if (row?.actual !== "let-in") return []
		return [
			{
				title: "The health check is open to callers without a token.",
				detail:
					"Probes often need it so. Whoever reaches the port learns whether the service is up, and whether a service of a given name exists.",
				evidence: [{ text: `${row.brings} ${row.how}` }],
				postures: [],
			},
		]
	},
	prose: {
		seen: [
			{
				stack: "any client",
				line: "grpc.health.v1.Health/Check is answered without an authorization header",
			},
		],
		means:
			"The health service is left out of the check of the token, most often on purpose, for probes that have none.",
		confirm: "Call Health/Check without an authorization header.",
		prevent: "Where it should not be open, put it on a port that only probes reach.",
	},
	fixes: (context) => [
		serverFix(
			"Leave it so where probes need it; otherwise take the health service off the list of open methods.",
		),
		...serverFixes(
			context,
			"token-check",
			"Where the health service is not to be open, check its token like any other.",
		),
	],
	citation: [{ text: "gRPC health checking protocol", section: "Service Definition" }],
}
