import { clientFixes, operatorFix } from "../client-fixes.ts"
import { ownRefusal } from "../judge-own-certificate.ts"
import type { Rule } from "../rule.ts"

export const clientCertWrongEku: Rule = {
	id: "client-cert-wrong-eku",
	title: "The client's certificate may not be used by a client.",
	severity: "error",
	blame: "client",
	judge: (facts) => {
		const refusal = ownRefusal(facts)
		if (refusal?.fault !== "wrong-eku") return []
		const usages = refusal.own?.eku?.join(", ") ?? "other purposes"
		return [
			{
				title: `${facts.voice.OurCertificate} may be used for ${usages}, not for clientAuth.`,
				detail: `The server answered with ${refusal.how}. The extended key usage of ${facts.voice.our} certificate lacks clientAuth, which servers demand of clients.`,
				evidence: refusal.evidence,
				postures: [refusal.attempt.posture],
				verdict: `${facts.voice.Yours} is not meant for clients (clientAuth is missing).`,
				advice: "Have a certificate issued that allows clientAuth.",
			},
		]
	},
	prose: {
		seen: [
			{ stack: "Go server", line: "x509: certificate specifies an incompatible key usage" },
			{ stack: "Go client", line: "remote error: tls: bad certificate" },
			{ stack: "OpenSSL", line: "sslv3 alert unsupported certificate … SSL alert number 43" },
			{ stack: "OpenSSL server", line: "unsuitable certificate purpose" },
		],
		means:
			"A server certificate was used as client certificate. Public authorities stop putting clientAuth into their certificates in 2026, so this also appears at a renewal without any change of ours. .NET then silently sends none.",
		confirm: "Read the extended key usage of the client certificate.",
		prevent: "Issue client certificates from a private authority, and give peers that are both both usages.",
	},
	fixes: (context) => [
		operatorFix(
			"Issue a certificate for a client.",
			"countersign issue client --ca ca --out client --cn client",
		),
		...clientFixes(context, "Then load it.", { security: "mtls" }),
	],
	citation: [{ text: "RFC 5280", section: "4.2.1.12" }],
}
