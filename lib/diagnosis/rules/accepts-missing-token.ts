import { gapEvidence, gapsOf } from "../enforcement-gaps.ts"
import type { Rule } from "../rule.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

export const acceptsMissingToken: Rule = {
	id: "accepts-missing-token",
	title: "A call without a valid token is answered.",
	severity: "error",
	blame: "server",
	judge: (facts) => {
		const gaps = gapsOf(facts, ["no-token", "malformed-token"])
		if (gaps.length === 0) return []
		const isMissing = gaps.some(({ verdict }) => verdict.posture === "no-token")
		const method = facts.run.settings.method ?? "grpc.health.v1.Health/Check"
		return [
			{
				title: isMissing
					? "The server answers a call that brings no token."
					: "The server answers a call whose token was made up.",
				detail: `${method} was answered as if the caller were known. ${
					facts.run.settings.method === undefined
						? "If the health check is meant to be open, name a method of your service in the settings and check again."
						: "The token that the settings bring protects nothing here."
				}`,
				evidence: gapEvidence(gaps),
				postures: [],
				verdict: isMissing ? "It answers calls without a token." : "It takes any token.",
				advice: "Have the server verify the token of every call.",
			},
		]
	},
	prose: {
		seen: [
			{ stack: "any client", line: "no error: the call without an authorization header is answered" },
			{ stack: "any client", line: "no error: the call with a made-up bearer token is answered" },
		],
		means:
			"The check of the token is not in the way of this method: an interceptor that is not installed, a list of open methods that is too long, or a check that looks whether there is a token and not which.",
		confirm: "Call the method without an authorization header, and with one that was made up.",
		prevent: "Refuse by default and list what is open; test both cases for every service.",
	},
	fixes: (context) => serverFixes(context, "token-check", "Check the token of every call in one place."),
	citation: [
		{ text: "RFC 6750", section: "3.1" },
		{ text: "gRPC status codes", section: "UNAUTHENTICATED" },
	],
}
