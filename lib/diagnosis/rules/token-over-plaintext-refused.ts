import { clientFixes } from "../client-fixes.ts"
import type { Rule } from "../rule.ts"

export const tokenOverPlaintextRefused: Rule = {
	id: "token-over-plaintext-refused",
	title: "A token may not travel in plaintext.",
	severity: "error",
	blame: "client",
	judge: ({ run, configured }) => {
		if (configured?.posture !== "plaintext" || !run.settings.hasToken || configured.tokenSent === true)
			return []
		return [
			{
				title: "The token was not sent, because the connection is plaintext.",
				detail:
					"Call credentials over plaintext would hand the token to anybody on the way. Go, grpc-js and .NET refuse the combination; some C-core bindings silently drop the token.",
				evidence: [{ text: "The plaintext lane carried no token.", posture: "plaintext" }],
				postures: ["plaintext"],
				verdict: "Your settings bring a token, which must not travel in plaintext.",
				advice: "Use TLS for this endpoint, or remove the token.",
			},
		]
	},
	prose: {
		seen: [
			{
				stack: "Go",
				line: "the credentials require transport level security (use grpc.WithTransportCredentials() to set)",
			},
			{ stack: ".NET", line: "CallCredentials can't be composed with InsecureCredentials" },
			{ stack: ".NET", line: "Supplied channel credentials do not allow composition" },
			{ stack: "grpc-js", line: "Cannot compose insecure credentials" },
		],
		means:
			"Call credentials and an unencrypted channel were put together. The library refuses before anything is sent.",
		confirm: "The endpoint is plaintext and the settings bring a token.",
		prevent: "Turn TLS on wherever tokens are used, on the last hop behind a proxy too.",
	},
	fixes: (context) =>
		clientFixes(
			context,
			"Connect with TLS, and send the token there.",
			{ security: "tls", hasToken: true },
			{ permguard: "Switch the endpoint to grpcs://." },
		),
	citation: [
		{ text: "RFC 6750", section: "5.3" },
		{ text: "gRPC authentication guide", section: "Call credentials" },
	],
}
