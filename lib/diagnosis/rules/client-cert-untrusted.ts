import { clientFixes } from "../client-fixes.ts"
import { shortName } from "../distinguished-name.ts"
import { ownRefusal } from "../judge-own-certificate.ts"
import type { Rule } from "../rule.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

export const clientCertUntrusted: Rule = {
	id: "client-cert-untrusted",
	title: "The server does not accept the client's certificate.",
	severity: "error",
	blame: "client",
	judge: (facts) => {
		const refusal = ownRefusal(facts)
		if (refusal?.fault !== "untrusted") return []
		const { own, attempt } = refusal
		const cas = attempt.requested?.certificateAuthorities ?? []
		const issuer = own === undefined ? undefined : shortName(own.issuer)
		const isListed = own !== undefined && cas.includes(own.issuer)
		const named = cas.slice(0, 3).map(shortName).join(", ")
		const isSelfSigned = own?.isSelfIssued === true && !own.isCa
		// Whether it is an intermediate below one of them, only its certificate could tell.
		const isAlone = own !== undefined && !own.isSelfIssued && attempt.own.chainLength === 1
		const alone =
			isAlone && !isListed
				? ` It was sent alone: where ${issuer} is an intermediate CA, its certificate has to be in the file too, after the leaf.`
				: ""
		const compared = isSelfSigned
			? `It signs itself, so no authority vouches for it${cas.length === 0 ? "" : `; the server accepts ${named}`}.`
			: cas.length === 0
				? "It named no authorities that it accepts, so the reason is in its log."
				: isListed
					? `${facts.voice.Our} issuer is among the authorities that it named: the intermediate may be missing, the CA may have been made anew, or the identity is not allowed.`
					: `It accepts ${named}; ${facts.voice.our === "our" ? "ours" : "the client's"} was issued by ${issuer ?? "another authority"}.`
		return [
			{
				title: `The server refused ${facts.voice.our} certificate${isSelfSigned ? ", which signs itself" : issuer === undefined ? "" : `, issued by ${issuer}`}.`,
				detail: `${facts.voice.We} sent a certificate, and the server answered with ${refusal.how}. ${compared}${alone}`,
				evidence: refusal.evidence,
				postures: [attempt.posture],
				verdict: `It refuses ${facts.voice.yours}${issuer === undefined || isListed || cas.length === 0 ? "" : `: it accepts ${named}, and ${facts.voice.yours} is issued by ${issuer}`}.`,
				advice:
					cas.length === 0 || isListed
						? "Read the server's log for the reason, and compare its client CA file with your issuer."
						: `Use a certificate issued by ${named}${alone === "" ? "" : ", or send the intermediate along where one is left out"}.`,
			},
		]
	},
	prose: {
		seen: [
			{ stack: "Go client", line: "remote error: tls: unknown certificate authority" },
			{ stack: "Go client", line: "remote error: tls: bad certificate" },
			{
				stack: "Go server",
				line: "tls: failed to verify client's certificate: x509: certificate signed by unknown authority",
			},
			{ stack: "OpenSSL", line: "tlsv1 alert unknown ca … SSL alert number 48" },
			{ stack: "nginx", line: "400 The SSL certificate error" },
			{ stack: "Node server", line: "no alert; the connection ends after the client's Certificate" },
		],
		means:
			"The client sent a certificate and the server did not accept it: its issuer is not in the server's client CA file, an intermediate was not sent, or the identity in it is not allowed.",
		confirm: "Compare the issuer of the client certificate with the authorities in the CertificateRequest.",
		prevent:
			"Keep issuing CA and server trust in one place; add the new CA to servers before clients get certificates from it.",
	},
	fixes: (context) => [
		...clientFixes(
			context,
			"Send a certificate from an authority that the server accepts, with its intermediates.",
			{ security: context.needs === "spiffe" ? "spiffe" : "mtls" },
		),
		...serverFixes(
			context,
			"trust-client-ca",
			"Or add the client's issuer to the authorities whose client certificates the server takes.",
		),
	],
	citation: [
		{ text: "RFC 8446", section: "4.2.4 and 4.4.2.3" },
		{ text: "RFC 5246", section: "7.4.4" },
	],
}
