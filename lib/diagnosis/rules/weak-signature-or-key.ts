import { ownRefusal } from "../judge-own-certificate.ts"
import { verificationFault } from "../judge-verification.ts"
import { isTooWeakToLoad, reissueOwnFixes, weaknessOf } from "../own-weakness.ts"
import { answeredCertificate, laneEvidence } from "../read-attempt.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"
import { certificateFixes } from "../snippet/server-fixes.ts"

export const weakSignatureOrKey: Rule = {
	id: "weak-signature-or-key",
	title: "A certificate uses a signature or key that verifiers refuse as too weak.",
	severity: "error",
	blame: "server",
	judge: (facts) => [...judgeServer(facts), ...judgeOwn(facts)],
	prose: {
		seen: [
			{ stack: "Go", line: "x509: cannot verify signature: insecure algorithm SHA1-RSA" },
			{ stack: "OpenSSL", line: "EE certificate key too weak" },
			{ stack: "OpenSSL", line: "CA signature digest algorithm too weak" },
			{ stack: "Java", line: "Algorithm constraints check failed" },
		],
		means:
			"SHA-1 signatures and short RSA keys are refused by newer libraries and stricter systems, and still accepted by others: the same server works for one client and fails for the next.",
		confirm: "Read signature algorithm and key size of every certificate on the wire.",
		prevent: "Issue with SHA-256 and EC P-256.",
	},
	fixes: (context) =>
		certificateFixes(context, "Issue the certificate again with a stronger key and signature."),
	citation: [{ text: "RFC 8446", section: "4.4.2.2" }, { text: "RFC 9155" }],
}

function judgeServer(facts: RunFacts): readonly Judgement[] {
	const fault = verificationFault(facts, "weak-signature-or-key")
	if (fault === undefined) return []
	return [
		{
			...fault.judgement,
			title: "A certificate of the server is too weak for today's verifiers.",
			detail: `${fault.reason.text} Which clients refuse it depends on their security level.`,
			verdict: "Its certificate is too weak for today's verifiers.",
			advice: "Issue it again with SHA-256 and an EC P-256 or RSA key of at least 2,048 bits.",
		},
	]
}

const strongerText = "Issue it again with SHA-256 and an EC P-256 key, or RSA of at least 2,048 bits."

/** What the client shows: refused by the server, refused by our own library before that, or taken by this server alone. */
function judgeOwn(facts: RunFacts): readonly Judgement[] {
	const { voice } = facts
	const common = {
		blame: "client",
		advice: strongerText,
		fixes: reissueOwnFixes(facts, strongerText),
	} as const
	const refusal = ownRefusal(facts)
	const refused = refusal?.own === undefined ? undefined : weaknessOf(refusal.own)
	if (refusal?.fault === "weak" && refused !== undefined)
		return [
			{
				...common,
				title: `The server refused ${voice.our} certificate, which ${refused}.`,
				detail: `${voice.We} sent a certificate that ${refused}, and the server answered with ${refusal.how}. Newer libraries and stricter systems take none of this kind.`,
				evidence: refusal.evidence,
				postures: [refusal.attempt.posture],
				verdict: `It refuses ${voice.yours}, which ${refused}.`,
			},
		]
	const unusable = facts.focus.filter(isTooWeakToLoad)
	if (unusable[0] !== undefined)
		return [
			{
				...common,
				title: "The client certificate is too weak for the TLS library here.",
				detail: `${unusable[0].outcome.text} Newer libraries take no short RSA key and no SHA-1 signature; nothing was sent to the server.`,
				evidence: unusable.map((attempt) => laneEvidence(attempt)),
				postures: unusable.map(({ posture }) => posture),
				verdict: `${voice.YourCertificate} is too weak to be used.`,
			},
		]
	const lane = facts.focus.find((attempt) => typeof answeredCertificate(attempt) === "string")
	const taken = lane?.own.certificate === undefined ? undefined : weaknessOf(lane.own.certificate)
	if (lane === undefined || taken === undefined || lane.outcome.kind !== "accepted") return []
	return [
		{
			...common,
			severity: "warning",
			title: `${voice.OurCertificate} ${taken}: this server takes it, others refuse it.`,
			detail: "Newer libraries and stricter systems refuse it; the next update of this server may do so too.",
			evidence: [laneEvidence(lane)],
			postures: [lane.posture],
			verdict: `${voice.YourCertificate} ${taken}; this server takes it, others refuse it.`,
		},
	]
}
