import type { AttemptObservation } from "#probe/observation"
import { outcomeJudgement } from "../judge-outcome.ts"
import type { Rule } from "../rule.ts"
import { keepaliveFixes } from "../snippet/keepalive.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

export const keepaliveGoaway: Rule = {
	id: "keepalive-goaway",
	title: "The server sends clients away that ping too often.",
	severity: "error",
	blame: "client",
	judge: (facts) =>
		outcomeJudgement(facts, isSentAway, (first) => ({
			title: `The server sent ${facts.voice.us} away with ENHANCE_YOUR_CALM.`,
			detail: `GOAWAY said: ${first.http2?.goaway?.debug ?? "nothing more"}.`,
			verdict: "It sends clients away that ping too often.",
			advice: "Lengthen the keepalive interval of the client.",
		})),
	prose: {
		seen: [
			{ stack: "grpc-js", line: "rejected by server because of excess pings" },
			{ stack: "Java", line: "HTTP/2 error code: ENHANCE_YOUR_CALM … too_many_pings" },
			{
				stack: "Go",
				line: 'received GoAway with error code ENHANCE_YOUR_CALM and debug data equal to ASCII "too_many_pings"',
			},
		],
		means:
			"The client's keepalive is shorter than the server allows (five minutes by default in gRPC servers). It has nothing to do with certificates.",
		confirm: "Compare the client's keepalive time with the server's enforcement policy.",
		prevent: "Set both from one place; never below what the server permits.",
	},
	fixes: (context) => [
		...keepaliveFixes(context),
		...serverFixes(context, "keepalive", "Or allow shorter ones at the server."),
	],
	citation: [{ text: "gRPC keepalive guide", section: "Server-side configuration" }],
}

function isSentAway({ http2, outcome }: AttemptObservation): boolean {
	return outcome.kind !== "accepted" && http2?.goaway?.codeName === "ENHANCE_YOUR_CALM"
}
