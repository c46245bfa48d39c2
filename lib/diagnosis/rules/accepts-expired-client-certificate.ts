import { gapEvidence, gapsOf, takesAnyIssuer } from "../enforcement-gaps.ts"
import type { Rule } from "../rule.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

export const acceptsExpiredClientCertificate: Rule = {
	id: "accepts-expired-client-certificate",
	title: "A client certificate gets in outside its time.",
	severity: "error",
	blame: "server",
	judge: (facts) => {
		const anyIssuer = takesAnyIssuer(facts)
		const gaps = gapsOf(facts, ["expired", "not-yet-valid"]).filter(
			({ issuer }) => !anyIssuer || issuer === "held" || issuer === "own",
		)
		if (gaps.length === 0) return []
		const isExpired = gaps.some(({ verdict }) => verdict.posture === "expired")
		const state = isExpired ? "has expired" : "is not valid yet"
		return [
			{
				title: `The server lets a client in whose certificate ${state}.`,
				detail:
					"The time is what ends the trust in a certificate that was lost or whose owner has left. A server that overlooks it trusts every certificate for ever.",
				evidence: gapEvidence(gaps),
				postures: [],
				verdict: `It lets in a certificate that ${state}.`,
				advice:
					"Let the server's TLS library decide about client certificates, and make no exception for dates.",
			},
		]
	},
	prose: {
		seen: [
			{ stack: "any client", line: "no error: the call with an expired certificate is answered" },
			{ stack: "Node", line: "socket.authorizationError === 'CERT_HAS_EXPIRED'" },
			{ stack: "OpenSSL", line: "X509_V_FLAG_NO_CHECK_TIME" },
		],
		means:
			"Somebody made an exception, often during an outage by an expired certificate, and never took it back. Many such checks look at one error alone and let in what has another fault besides.",
		confirm: "Connect with a client certificate that expired: the call is answered.",
		prevent:
			"Renew certificates automatically, so that nobody needs an exception, and test with an expired one.",
	},
	fixes: (context) =>
		serverFixes(context, "require-client-certificate", "Let the library verify, which looks at the dates.", {
			go: {
				text: "Take VerifyPeerCertificate, VerifyConnection and tls.RequireAnyClientCert out, and let the library verify.",
			},
			java: { text: "Take the trust manager of your own out: the default one looks at the dates." },
			node: { text: "Let TLS itself refuse, instead of looking at the certificate afterwards." },
			dotnet: { text: "Take ClientCertificateValidation out: the chain itself looks at the dates." },
			nginx: { text: "optional_no_ca lets everything through; on refuses what has expired." },
			envoy: {
				text: "Take this exception out.",
				command: "validation_context: { allow_expired_certificate: false }",
			},
		}),
	citation: [{ text: "RFC 5280", section: "6.1.3 (a)(2)" }],
}
