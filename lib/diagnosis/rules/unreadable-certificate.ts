import { serverFix } from "../client-fixes.ts"
import { verificationFault } from "../judge-verification.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"
import { opensslAddress } from "../snippet/openssl.ts"
import { certificateFixes } from "../snippet/server-fixes.ts"

export const unreadableCertificate: Rule = {
	id: "unreadable-certificate",
	title: "A certificate of the server cannot be read or understood.",
	severity: "error",
	blame: "server",
	judge,
	prose: {
		seen: [
			{ stack: "Go", line: "x509: malformed certificate" },
			{ stack: "Go", line: "x509: unhandled critical extension" },
			{ stack: "OpenSSL", line: "asn1 encoding routines" },
			{ stack: "Java", line: "java.security.cert.CertificateParsingException" },
		],
		means:
			"The bytes are no DER certificate, break a rule of the encoding that strict readers enforce, or carry a critical extension that verifiers do not know and therefore must refuse.",
		confirm:
			"The page shows the bytes and the place where reading ended. Lenient readers may go further than Go or rustls.",
		prevent:
			"Issue with a tool that writes DER by the rules, and test with Go's reader, the strictest in wide use.",
	},
	fixes: (context) => [
		serverFix(
			"Look at what is served.",
			`openssl s_client ${opensslAddress(context)} -alpn h2 -showcerts </dev/null | openssl x509 -noout -text`,
		),
		...certificateFixes(context, "Issue the certificate again."),
	],
	citation: [
		{ text: "RFC 5280", section: "4.1 and 4.2" },
		{ text: "ITU-T X.690", section: "10" },
	],
}

function judge(facts: RunFacts): readonly Judgement[] {
	const fault = verificationFault(facts, "unreadable-certificate")
	const lane = facts.focus.find((attempt) => attempt.chain?.some((each) => each.kind === "unreadable"))
	if (fault === undefined && lane === undefined) return []
	const index = lane?.chain?.findIndex((each) => each.kind === "unreadable") ?? -1
	const broken = lane?.chain?.[index]
	const problem = broken?.kind === "unreadable" ? broken.problem : undefined
	const evidence =
		lane === undefined || problem === undefined
			? []
			: [{ text: problem, posture: lane.posture, certificate: index }]
	return [
		{
			title:
				problem === undefined
					? "A certificate of the server carries what verifiers must refuse."
					: `Certificate ${index + 1} of the server's chain cannot be read.`,
			detail: [problem, fault?.reason.text].filter((text) => text !== undefined).join(" "),
			evidence: [...evidence, ...(fault?.judgement.evidence ?? [])],
			postures: fault?.judgement.postures ?? (lane === undefined ? [] : [lane.posture]),
			...(fault?.judgement.severity === undefined ? {} : { severity: fault.judgement.severity }),
			verdict: "Its certificate cannot be read.",
			advice: "Issue the certificate again, and test it with a strict reader.",
		},
	]
}
