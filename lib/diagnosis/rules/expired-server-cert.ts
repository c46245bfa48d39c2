import { clientFixes, serverFix } from "../client-fixes.ts"
import { describeSpan, expiryOutlook } from "../expiry.ts"
import { verificationFault } from "../judge-verification.ts"
import { leafOf } from "../read-attempt.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"
import { opensslAddress } from "../snippet/openssl.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

export const expiredServerCert: Rule = {
	id: "expired-server-cert",
	title: "A certificate of the server has expired.",
	severity: "error",
	blame: "server",
	judge: (facts) => {
		const expired = judgeExpired(facts)
		return expired.length > 0 ? expired : judgeOutlook(facts)
	},
	prose: {
		seen: [
			{ stack: "Go", line: "x509: certificate has expired or is not yet valid: current time … is after …" },
			{ stack: "Node", line: "CERT_HAS_EXPIRED" },
			{ stack: "Java", line: "java.security.cert.CertificateExpiredException: NotAfter" },
			{ stack: "Rust", line: "invalid peer certificate: Expired" },
			{ stack: "OpenSSL", line: "certificate has expired" },
		],
		means:
			"The leaf, or a link of its chain, is used after the last moment it is valid for (not after). The renewal failed, or it succeeded and the server still holds the old file in memory.",
		confirm:
			"Compare the not after time of every certificate on the wire with the clock, and with the file on the server's disk.",
		prevent:
			"Renew at two thirds of the lifetime, reload on renewal, and watch what is served rather than what is stored.",
	},
	fixes: (context) => [
		serverFix(
			"Renew the certificate and let the server load it. Then look at what is served.",
			`openssl s_client ${opensslAddress(context)} -alpn h2 </dev/null | openssl x509 -noout -subject -dates`,
		),
		...serverFixes(context, "reload", "Let the server load the renewed certificate."),
		...clientFixes(
			context,
			"Nothing has to change in the client once the server serves the renewed certificate.",
		),
	],
	citation: [{ text: "RFC 5280", section: "4.1.2.5" }],
}

function judgeExpired(facts: RunFacts): readonly Judgement[] {
	const fault = verificationFault(facts, "expired-server-cert")
	if (fault === undefined) return []
	const { certificate, reason } = fault
	const isLeaf = (reason.certificate ?? 0) === 0
	const ago =
		certificate === undefined ? "" : ` ${describeSpan(facts.at - Date.parse(certificate.notAfter))} ago`
	return [
		{
			...fault.judgement,
			title: `${isLeaf ? "The server's certificate" : "The certificate of an authority in the server's chain"} expired${ago}.`,
			detail: `${reason.text}${certificate === undefined ? "" : ` It was valid until ${certificate.notAfter}.`}`,
			verdict: `${isLeaf ? "Its certificate" : "The certificate of an authority in its chain"} expired${ago}.`,
			advice: "Renew it, and make sure that the server loads the new one.",
		},
	]
}

/** A certificate that still holds and is near its end. */
function judgeOutlook(facts: RunFacts): readonly Judgement[] {
	const lane = facts.focus.find((attempt) => leafOf(attempt) !== undefined)
	const leaf = lane === undefined ? undefined : leafOf(lane)
	if (lane === undefined || leaf === undefined) return []
	const outlook = expiryOutlook(leaf, facts.at)
	if (outlook === undefined) return []
	const left = describeSpan(outlook.leftMs)
	return [
		{
			severity: outlook.severity,
			title: `The server's certificate expires in ${left}.`,
			detail: `It is valid until ${leaf.notAfter}, and most of its lifetime has passed. Issuers that rotate renew well before that.`,
			evidence: [{ text: `Not after ${leaf.notAfter}.`, posture: lane.posture, certificate: 0 }],
			postures: [lane.posture],
			verdict: `Its certificate expires in ${left}.`,
			advice: "See to it that it is renewed, and that the server loads the new one.",
		},
	]
}
