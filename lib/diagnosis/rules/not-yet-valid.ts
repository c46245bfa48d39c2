import { operatorFix } from "../client-fixes.ts"
import { describeSpan } from "../expiry.ts"
import { verificationFault } from "../judge-verification.ts"
import { reissueOwnFixes } from "../own-weakness.ts"
import { answeredCertificate } from "../read-attempt.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"
import { certificateFixes } from "../snippet/server-fixes.ts"

const compareClocks = operatorFix(
	"Compare the clocks; all three have to agree to the second.",
	"date -u\ntimedatectl timesync-status",
)

export const notYetValid: Rule = {
	id: "not-yet-valid",
	title: "A certificate is not valid yet, or a clock is wrong.",
	severity: "error",
	blame: "server",
	judge: (facts) => [...judgeServer(facts), ...judgeOwn(facts)],
	prose: {
		seen: [
			{ stack: "Go", line: "x509: certificate has expired or is not yet valid: current time … is before …" },
			{ stack: "Node", line: "CERT_NOT_YET_VALID" },
			{ stack: "Java", line: "java.security.cert.CertificateNotYetValidException: NotBefore" },
			{ stack: "Rust", line: "invalid peer certificate: NotValidYet" },
			{ stack: "OpenSSL", line: "certificate is not yet valid" },
		],
		means:
			"Not before lies in the future of whoever verifies: the issuer's clock runs ahead, the verifier's clock runs behind, or the certificate is meant for later. Servers report a client certificate of this kind with the alert for an expired one.",
		confirm: "Compare the clocks of issuer, server and client in UTC with not before.",
		prevent: "Run time synchronisation everywhere, and issue with not before a minute or more in the past.",
	},
	fixes: (context) => [
		compareClocks,
		...certificateFixes(
			context,
			"If the clocks are right, issue the certificate again with an earlier not before.",
		),
	],
	citation: [{ text: "RFC 5280", section: "4.1.2.5" }],
}

function judgeServer(facts: RunFacts): readonly Judgement[] {
	const fault = verificationFault(facts, "not-yet-valid")
	if (fault === undefined) return []
	const ahead =
		fault.certificate === undefined
			? ""
			: ` for another ${describeSpan(Date.parse(fault.certificate.notBefore) - facts.at)}`
	return [
		{
			...fault.judgement,
			title: `The server's certificate is not valid yet${ahead}.`,
			detail: `${fault.reason.text} Either it is meant for later, or one of the clocks is wrong: ${facts.voice.clock} said ${facts.run.startedAt}.`,
			verdict: `Its certificate is not valid yet${ahead}.`,
			advice: "Compare the clocks of both machines, then issue the certificate again if they agree.",
		},
	]
}

/** Our own certificate, when the server asked for it. */
function judgeOwn(facts: RunFacts): readonly Judgement[] {
	const lane = facts.focus.find((attempt) => typeof answeredCertificate(attempt) === "string")
	const own = lane?.own.certificate
	if (lane === undefined || own === undefined || facts.at >= Date.parse(own.notBefore)) return []
	const ahead = describeSpan(Date.parse(own.notBefore) - facts.at)
	return [
		{
			blame: "client",
			title: `The client certificate is not valid for another ${ahead}.`,
			detail: `Not before is ${own.notBefore}; ${facts.voice.clock} said ${facts.run.startedAt}. Servers refuse it as if it had expired.`,
			evidence: [
				{ text: `${facts.voice.Our} certificate: not before ${own.notBefore}.`, posture: lane.posture },
			],
			postures: [lane.posture],
			verdict: `${facts.voice.YourCertificate} is not valid yet.`,
			advice: "Compare the clocks, or issue the certificate again with an earlier not before.",
			fixes: [
				compareClocks,
				...reissueOwnFixes(facts, "If the clocks are right, issue it again with an earlier not before."),
			],
		},
	]
}
