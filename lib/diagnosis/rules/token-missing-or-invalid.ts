import type { AttemptObservation } from "#probe/observation"
import { clientFixes } from "../client-fixes.ts"
import { outcomeJudgement } from "../judge-outcome.ts"
import type { Rule } from "../rule.ts"

export const tokenMissingOrInvalid: Rule = {
	id: "token-missing-or-invalid",
	title: "The server wants a valid token.",
	severity: "error",
	blame: "client",
	judge: (facts) =>
		outcomeJudgement(facts, isUnauthenticated, (first) => {
			const sent = first.tokenSent === true
			const said =
				first.rpc?.statusText === undefined || first.rpc.statusText === ""
					? ""
					: ` It said: ${first.rpc.statusText}.`
			return {
				title: sent
					? "The server does not accept the token."
					: "The server requires a token, and none was sent.",
				detail: `Transport security let ${facts.voice.us} in; the call itself ended with ${first.rpc?.status ?? `HTTP ${first.rpc?.httpStatus ?? 401}`}.${said}`,
				verdict: sent
					? "Transport security is fine, but the token is not accepted."
					: `Transport security is fine, but the call needs a token and ${facts.voice.settings("send", "sends")} none.`,
				advice: sent
					? "Check issuer, audience and expiry of the token."
					: "Send a bearer token with the call.",
			}
		}),
	prose: {
		seen: [
			{ stack: "any client", line: "code = Unauthenticated" },
			{ stack: "Envoy", line: "Jwt is missing" },
			{ stack: "Consul", line: "Permission denied: anonymous token lacks permission" },
		],
		means:
			"The handshake was fine. The server then asked who is calling at the level of the call: a bearer token in the metadata is missing, has expired, or is meant for somebody else.",
		confirm:
			"The answer is the gRPC status UNAUTHENTICATED, which only a server that let the client in can send.",
		prevent:
			"Fetch tokens shortly before use, check their audience, and log which claim failed on the server.",
	},
	fixes: (context) =>
		clientFixes(
			context,
			"Send a valid token as call credentials.",
			{ hasToken: context.needs !== "plaintext" },
			{ permguard: "Permguard's own services need no token; what stands in front of it asks for one." },
		),
	citation: [
		{ text: "gRPC status codes", section: "16 UNAUTHENTICATED" },
		{ text: "RFC 6750", section: "3.1" },
	],
}

function isUnauthenticated({ rpc }: AttemptObservation): boolean {
	return rpc?.status === "UNAUTHENTICATED" || rpc?.httpStatus === 401
}
