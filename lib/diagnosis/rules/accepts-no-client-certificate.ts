import { gapEvidence, gapsOf } from "../enforcement-gaps.ts"
import type { Rule } from "../rule.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

export const acceptsNoClientCertificate: Rule = {
	id: "accepts-no-client-certificate",
	title: "A client without a certificate gets in, although one is demanded.",
	severity: "error",
	blame: "server",
	judge: (facts) => {
		const gaps = gapsOf(facts, ["no-certificate"])
		if (gaps.length === 0) return []
		return [
			{
				title: "The server lets a client in that has no certificate.",
				detail:
					"Mutual TLS is what this endpoint is meant to demand. Whoever reaches the port can call it, and the server does not know who it is.",
				evidence: gapEvidence(gaps),
				postures: [],
				verdict: "It lets clients in that have no certificate.",
				advice: "Require and verify client certificates at the server.",
			},
		]
	},
	prose: {
		seen: [
			{ stack: "any client", line: "no error: the call without a certificate is answered" },
			{ stack: "Go", line: "ClientAuth: tls.VerifyClientCertIfGiven" },
			{ stack: "nginx", line: "ssl_verify_client optional" },
		],
		means:
			"The server asks for a certificate and goes on without one, or does not ask at all. Clients that have one notice nothing, so the gap stays until somebody tries.",
		confirm: "Connect with TLS and without a client certificate: the call is answered.",
		prevent:
			"Try from time to time, and after every change of the server, that a client without a certificate is refused.",
	},
	fixes: (context) =>
		serverFixes(context, "require-client-certificate", "Require and verify client certificates."),
	citation: [{ text: "RFC 8446", section: "4.4.2.4" }],
}
