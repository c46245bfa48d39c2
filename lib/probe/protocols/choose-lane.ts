import type { AttemptObservation } from "../observation.ts"
import { postureTraits } from "../posture.ts"

/**
 * The lane whose security the questions use: the configured one when it was let in, else any that was, else one in
 * which the server went on to talk HTTP after its security was up (an error page is an answer too). Undefined when
 * no lane came that far.
 */
export function chooseLane(attempts: readonly AttemptObservation[]): AttemptObservation | undefined {
	const ranked = attempts
		.map((attempt) => ({ attempt, rank: rankOf(attempt) }))
		.filter(({ rank }) => rank > 0)
		.toSorted((a, b) => b.rank - a.rank)
	return ranked[0]?.attempt
}

function rankOf(attempt: AttemptObservation): number {
	const own = attempt.configured ? 1 : 0
	if (attempt.outcome.kind === "accepted") return 4 + own
	if (attempt.outcome.kind === "skipped") return 0
	if (!postureTraits[attempt.posture].usesTls) {
		const first = attempt.firstBytes?.kind
		return first === "http1" || first === "http2-settings" ? 1 + own : 0
	}
	const { phase, alert } = attempt.outcome
	if (attempt.tls?.version !== undefined && (phase === "http2" || phase === "rpc")) return 2 + own
	// It speaks TLS and not HTTP/2; HTTP/1.1 can still be asked.
	return alert === "no_application_protocol" ? 2 + own : 0
}
