import type { Diagnosis } from "#diagnosis/finding"
import type { AttemptObservation, RunObservation } from "#probe/observation"
import type { RunSummary } from "#store/run-summary"

/**
 * What a list shows of a run. Identity, version and lifetime come from the lane that speaks for the settings, or from
 * the first other lane that saw a certificate.
 */
export function summariseRun(run: RunObservation, diagnosis: Diagnosis): RunSummary {
	const lane = run.attempts.toSorted(configuredFirst).find((attempt) => leafOf(attempt) !== undefined)
	const leaf = lane === undefined ? undefined : leafOf(lane)
	const identity = lane?.peer?.identity
	const tlsVersion = lane?.tls?.version
	return {
		verdict: diagnosis.verdict.kind,
		sentence: diagnosis.verdict.sentence,
		serverMode: diagnosis.server.mode,
		...(identity === undefined ? {} : { identity }),
		...(tlsVersion === undefined ? {} : { tlsVersion }),
		...(leaf === undefined ? {} : { notBefore: leaf.notBefore, notAfter: leaf.notAfter }),
	}
}

function configuredFirst(a: AttemptObservation, b: AttemptObservation): number {
	return Number(b.configured) - Number(a.configured)
}

function leafOf(attempt: AttemptObservation) {
	const first = attempt.chain?.[0]
	return first?.kind === "certificate" ? first.description : undefined
}
