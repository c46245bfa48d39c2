import { clientFixes, operatorFix } from "../client-fixes.ts"
import { describeSpan, expiryOutlook } from "../expiry.ts"
import { ownRefusal } from "../judge-own-certificate.ts"
import { shellPath } from "../quote.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"

export const expiredClientCert: Rule = {
	id: "expired-client-cert",
	title: "The client's certificate has expired.",
	severity: "error",
	blame: "client",
	judge: (facts) => {
		const expired = judgeExpired(facts)
		return expired.length > 0 ? expired : judgeOutlook(facts)
	},
	prose: {
		seen: [
			{ stack: "Go client", line: "remote error: tls: expired certificate" },
			{ stack: "Go client", line: "remote error: tls: bad certificate" },
			{
				stack: "Go server",
				line: "failed to verify client certificate: x509: certificate has expired or is not yet valid",
			},
			{ stack: "OpenSSL", line: "sslv3 alert certificate expired … SSL alert number 45" },
		],
		means:
			"The client still sends a certificate whose time is over, often because it read the file once at its start. The alert certificate_expired is also sent for one that is not valid yet.",
		confirm: "Compare the not after time of the client certificate with the clock of the server.",
		prevent: "Re-read the certificate for each connection, and watch its expiry like that of a server.",
	},
	fixes: (context) => [
		operatorFix(
			"Look at the dates, then have it issued again.",
			`openssl x509 -in ${shellPath(context.certFile)} -noout -dates`,
		),
		...clientFixes(
			context,
			"Load the renewed certificate, and start the client again if it does not reload.",
			{ security: context.needs === "spiffe" ? "spiffe" : "mtls" },
		),
	],
	citation: [{ text: "RFC 5280", section: "4.1.2.5" }],
}

function judgeExpired(facts: RunFacts): readonly Judgement[] {
	const refusal = ownRefusal(facts)
	if (refusal?.fault !== "expired") return []
	const { own } = refusal
	const ago =
		own === undefined || facts.at < Date.parse(own.notAfter)
			? ""
			: ` ${describeSpan(facts.at - Date.parse(own.notAfter))} ago`
	return [
		{
			title:
				ago === ""
					? `The server says that ${facts.voice.our} certificate has expired.`
					: `${facts.voice.OurCertificate} expired${ago}.`,
			detail: `${own === undefined ? "" : `Not after is ${own.notAfter}. `}The server answered with ${refusal.how}.${ago === "" ? ` By ${facts.voice.clock} it still holds: compare the clocks.` : ""}`,
			evidence: refusal.evidence,
			postures: [refusal.attempt.posture],
			verdict: `${facts.voice.Yours} expired${ago}.`,
			advice: "Renew the client certificate, and let the client load it.",
		},
	]
}

/** Our certificate still holds and is near its end; asked only where the server wants one. */
function judgeOutlook(facts: RunFacts): readonly Judgement[] {
	const lane = facts.focus.find(
		(attempt) => attempt.requested !== undefined && attempt.own.certificate !== undefined,
	)
	const own = lane?.own.certificate
	if (lane === undefined || own === undefined) return []
	const outlook = expiryOutlook(own, facts.at)
	if (outlook === undefined) return []
	const left = describeSpan(outlook.leftMs)
	return [
		{
			severity: outlook.severity,
			title: `${facts.voice.OurCertificate} expires in ${left}.`,
			detail: `It is valid until ${own.notAfter}, and most of its lifetime has passed.`,
			evidence: [{ text: `Not after ${own.notAfter}.`, posture: lane.posture }],
			postures: [lane.posture],
			verdict: `${facts.voice.YourCertificate} expires in ${left}.`,
			advice: "Renew it before then.",
		},
	]
}
