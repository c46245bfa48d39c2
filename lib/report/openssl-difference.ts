import type { Report } from "./report.ts"

/** Why our verdicts differ from OpenSSL's, sentence by sentence, the configured lane first; empty where they agree. */
export function opensslDifferences({ attempts }: Pick<Report, "attempts">): readonly string[] {
	const ordered = attempts.toSorted((a, b) => Number(b.configured) - Number(a.configured))
	return [...new Set(ordered.flatMap(({ verification }) => verification?.opensslDifference ?? []))]
}
