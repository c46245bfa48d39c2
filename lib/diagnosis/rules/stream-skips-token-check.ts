import { gapEvidence, gapsOf } from "../enforcement-gaps.ts"
import type { Rule } from "../rule.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

export const streamSkipsTokenCheck: Rule = {
	id: "stream-skips-token-check",
	title: "Streaming calls are answered without a valid token.",
	severity: "error",
	blame: "server",
	judge: (facts) => {
		const gaps = gapsOf(facts, ["no-token-stream", "malformed-token-stream"])
		// Where unary calls need no token either, accepts-missing-token says it.
		if (gaps.length === 0 || gapsOf(facts, ["no-token", "malformed-token"]).length > 0) return []
		return [
			{
				title: "The server checks the token of unary calls, and not of streams.",
				detail:
					"A unary call without a valid token is refused; a streaming one is answered. Every streaming method of this server may be as open.",
				evidence: gapEvidence(gaps),
				postures: [],
				verdict: "Its streams need no token.",
				advice: "Install the check of the token for streaming calls too.",
			},
		]
	},
	prose: {
		seen: [
			{
				stack: "any client",
				line: "no error: Health/Watch or server reflection is answered without a token",
			},
			{ stack: "Go", line: "grpc.UnaryInterceptor(checkToken)" },
		],
		means:
			"Some libraries keep interceptors of unary and of streaming calls apart. The check was installed for one kind alone.",
		confirm: "Call a streaming method, Health/Watch for example, without an authorization header.",
		prevent: "Install both in one place, and test one streaming method without a token.",
	},
	fixes: (context) =>
		serverFixes(context, "token-check", "Check the token of streams too.", {
			go: {
				text: "Streams have an interceptor of their own; add it beside the one for unary calls.",
				command: "grpc.ChainStreamInterceptor(checkTokenStream)",
			},
		}),
	citation: [{ text: "gRPC interceptors", section: "Server interceptors" }],
}
