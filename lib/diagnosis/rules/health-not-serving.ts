import type { AttemptObservation } from "#probe/observation"
import { clientFixes, serverFix } from "../client-fixes.ts"
import { outcomeJudgement } from "../judge-outcome.ts"
import type { Rule } from "../rule.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

export const healthNotServing: Rule = {
	id: "health-not-serving",
	title: "The server says that it is not serving.",
	severity: "warning",
	blame: "server",
	judge: (facts) => {
		const name = facts.run.settings.healthService
		const what = name === "" ? "the server as a whole" : `the service ${name}`
		return [
			...outcomeJudgement(
				facts,
				({ rpc }) => rpc?.serving === "NOT_SERVING",
				() => ({
					title: `The health service answers NOT_SERVING for ${what}.`,
					detail:
						"The connection and its security are fine: the server answered. It says itself that it does not serve.",
					verdict: "Security is fine, but the server says that it is not serving.",
					advice: "Look at the server's log and at what it depends on.",
				}),
			),
			...outcomeJudgement(
				facts,
				(attempt) => isUnknownService(attempt, name),
				() => ({
					title: `The health service does not know ${what}.`,
					detail:
						"The connection and its security are fine. The name is unknown to the server's health service; an empty name asks for the server as a whole.",
					verdict: `Security is fine, but the health service does not know the service that ${facts.voice.settings("name", "names")}.`,
					advice: "Correct the service name, or leave it empty.",
					blame: "client",
				}),
			),
		]
	},
	prose: {
		seen: [
			{ stack: "grpc_health_probe", line: 'service unhealthy (responded with "NOT_SERVING")' },
			{ stack: "any client", line: "code = NotFound desc = unknown service" },
		],
		means:
			"grpc.health.v1.Health/Check was answered, so transport security works. The answer is that the service does not serve, or that the health service knows no service of that name.",
		confirm: "Ask again with an empty service name.",
		prevent: "Let the health service follow what the server depends on, and use the names of its services.",
	},
	fixes: (context) => [
		serverFix("Look at the server's log, and at what it depends on."),
		...serverFixes(context, "health", "Set the status that the server is in."),
		...clientFixes(context, "Ask for the server as a whole, without a service name."),
	],
	citation: [{ text: "gRPC health checking protocol", section: "Service definition" }],
}

function isUnknownService({ rpc }: AttemptObservation, name: string): boolean {
	return rpc?.serving === "SERVICE_UNKNOWN" || (name !== "" && rpc?.status === "NOT_FOUND")
}
