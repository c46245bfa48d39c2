import type { Report } from "#report/report"
import type { HistoryRun } from "./history.tsx"

/** The row that a run gets in the history, from its own report. */
export function historyRow(runId: string, report: Report): HistoryRun {
	const { startedAt, durationMs, verdict, stopped } = report
	const tlsVersion = versionOf(report)
	const row = { runId, startedAt, durationMs, verdict: verdict.kind, sentence: verdict.sentence, stopped }
	return tlsVersion === undefined ? row : { ...row, tlsVersion }
}

/** The history that the page came with, and above it the runs that were finished since; none of them twice. */
export function withFinished(
	history: readonly HistoryRun[],
	finished: readonly HistoryRun[],
): readonly HistoryRun[] {
	const known = new Set(history.map(({ runId }) => runId))
	return [...finished.filter(({ runId }) => !known.has(runId)).toReversed(), ...history]
}

/** As the stored summary has it: of the lane that speaks for the settings, or of the first that saw a certificate. */
function versionOf({ attempts }: Report): string | undefined {
	const lane = attempts
		.toSorted((a, b) => Number(b.configured) - Number(a.configured))
		.find(({ chain }) => chain !== undefined && chain.length > 0)
	return lane?.tls?.version
}
