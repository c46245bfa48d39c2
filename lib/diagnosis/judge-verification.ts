import type { AttemptObservation, PostureName } from "#probe/observation"
import type { CertificateDescription } from "#x509/description"
import type { VerificationReason } from "#x509/verification"
import type { Evidence, Severity } from "./finding.ts"
import { isAccepted } from "./read-attempt.ts"
import type { RunFacts } from "./rule.ts"

/** Reasons that no rule is named after, and the rule that answers for them. */
const answeredBy: Readonly<Record<string, string>> = {
	"bad-signature": "untrusted-issuer",
	"path-length-exceeded": "ca-without-basic-constraints",
	"key-usage": "ca-without-basic-constraints",
	"unknown-critical-extension": "unreadable-certificate",
	"svid-rule": "wrong-spiffe-id",
}

/** A reason why the server's chain does not hold, with what every judgement of it needs. */
export interface VerificationFault {
	readonly attempt: AttemptObservation
	readonly reason: VerificationReason
	/** The certificate that the reason speaks of, or the leaf. */
	readonly certificate?: CertificateDescription
	readonly judgement: {
		readonly evidence: readonly Evidence[]
		readonly postures: readonly PostureName[]
		readonly severity?: Severity
	}
}

/**
 * Finds a reason of the recorded verifications that `rule` answers for. Where the settings skip verification, or the
 * client of a capture went on all the same, it is a warning; where the configured lane never came to the certificate, a notice about the next obstacle; where it was
 * accepted in plaintext, nothing.
 */
export function verificationFault(facts: RunFacts, rule: string): VerificationFault | undefined {
	const { lanes, severity } = judgedLanes(facts)
	const hits = lanes.flatMap((attempt) => {
		const reason = attempt.verification?.reasons.find((each) => (answeredBy[each.rule] ?? each.rule) === rule)
		return reason === undefined ? [] : [{ attempt, reason }]
	})
	const first = hits.find(({ attempt }) => attempt.configured) ?? hits[0]
	if (first === undefined) return undefined
	const certificate = certificateAt(first.attempt, first.reason.certificate ?? 0)
	return {
		...first,
		...(certificate === undefined ? {} : { certificate }),
		judgement: {
			postures: hits.map(({ attempt }) => attempt.posture),
			evidence: [faultEvidence(first.attempt, first.reason)],
			...(severity === undefined ? {} : { severity }),
		},
	}
}

function judgedLanes({ configured, tried }: RunFacts): {
	readonly lanes: readonly AttemptObservation[]
	readonly severity?: Severity
} {
	const judged = tried.filter((attempt) => attempt.verification !== undefined)
	if (configured?.verification !== undefined) {
		const isSpiffe = configured.posture === "spiffe"
		const lanes = judged.filter((attempt) => (attempt.posture === "spiffe") === isSpiffe)
		const wasContent = configured.captured !== undefined && isAccepted(configured)
		return configured.posture === "tls-unverified" || wasContent ? { lanes, severity: "warning" } : { lanes }
	}
	if (configured !== undefined && isAccepted(configured)) return { lanes: [] }
	return { lanes: judged.filter((attempt) => attempt.posture !== "spiffe"), severity: "notice" }
}

function certificateAt(attempt: AttemptObservation, index: number): CertificateDescription | undefined {
	const observed = attempt.chain?.[index]
	return observed?.kind === "certificate" ? observed.description : undefined
}

function faultEvidence(attempt: AttemptObservation, reason: VerificationReason): Evidence {
	return {
		text: reason.text,
		posture: attempt.posture,
		...(reason.certificate === undefined ? {} : { certificate: reason.certificate }),
	}
}
