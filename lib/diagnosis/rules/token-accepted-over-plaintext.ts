import { gapEvidence, gapsOf } from "../enforcement-gaps.ts"
import type { Rule } from "../rule.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

export const tokenAcceptedOverPlaintext: Rule = {
	id: "token-accepted-over-plaintext",
	title: "The server reads tokens that travel in the clear.",
	severity: "error",
	blame: "server",
	judge: (facts) => {
		const gaps = gapsOf(facts, ["token-over-plaintext"])
		if (gaps.length === 0) return []
		return [
			{
				title: "The server takes calls with a token over plaintext.",
				detail:
					"The token of this test was made up; the real one was not sent. A client that is set up in this way shows its token to everybody on the way, and is never told.",
				evidence: gapEvidence(gaps),
				postures: [],
				verdict: "It reads tokens that travel in the clear.",
				advice: "Serve TLS wherever tokens are used.",
			},
		]
	},
	prose: {
		seen: [
			{ stack: "any client", line: "no error: the call with a token over plaintext is answered" },
			{ stack: "any client", line: "UNAUTHENTICATED over plaintext: the token was read, and not liked" },
		],
		means:
			"gRPC libraries refuse to put call credentials on a plaintext channel, but nothing keeps a client from setting the header by hand. The server does not mind.",
		confirm: "Call in plaintext with a made-up token: a gRPC status comes back.",
		prevent: "Turn TLS on for the last hop too, or refuse the authorization header where there is no TLS.",
	},
	fixes: (context) => serverFixes(context, "serve-tls", "Serve TLS, so that no token travels in the clear."),
	citation: [{ text: "RFC 6750", section: "5.3" }],
}
