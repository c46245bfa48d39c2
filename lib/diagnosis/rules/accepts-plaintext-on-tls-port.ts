import { gapEvidence, gapsOf } from "../enforcement-gaps.ts"
import type { Rule } from "../rule.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

export const acceptsPlaintextOnTlsPort: Rule = {
	id: "accepts-plaintext-on-tls-port",
	title: "The port that speaks TLS also takes calls in the clear.",
	severity: "error",
	blame: "server",
	judge: (facts) => {
		const gaps = gapsOf(facts, ["plaintext"])
		if (gaps.length === 0) return []
		return [
			{
				title: "The server takes plaintext calls on its TLS port.",
				detail:
					"A client that is set up without TLS by mistake works, sends everything in the clear and is never told. What TLS demands of clients, certificates included, can be walked around.",
				evidence: gapEvidence(gaps),
				postures: [],
				verdict: "It takes plaintext calls on the same port.",
				advice: "Serve TLS alone on this port.",
			},
		]
	},
	prose: {
		seen: [
			{ stack: "any client", line: "no error: the call without TLS is answered on the TLS port" },
			{ stack: "Go", line: "cmux.New(listener)" },
			{ stack: "Istio", line: "mtls: { mode: PERMISSIVE }" },
		],
		means:
			"Something in front of the server looks at the first byte and hands plaintext on, often to make a change to TLS easier. Such doors tend to stay open.",
		confirm: "Call the port with a plaintext client: the call is answered.",
		prevent:
			"Give plaintext a port of its own on loopback, if it is needed at all, and end migrations with a date.",
	},
	fixes: (context) =>
		serverFixes(context, "serve-tls", "Let the port speak TLS alone.", {
			go: { text: "Give the server credentials, and take the multiplexer for plaintext away." },
			python: { text: "Leave add_insecure_port out." },
			nginx: { text: "Every listen of the port needs ssl." },
			envoy: { text: "Leave no filter chain without a transport socket." },
			istio: {
				text: "PERMISSIVE takes plaintext beside mutual TLS; STRICT does not.",
				command: "mtls: { mode: STRICT }",
			},
		}),
	citation: [{ text: "RFC 9325", section: "3.2" }],
}
