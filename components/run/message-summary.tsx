import type { TranscriptEntry } from "#tls/transcript"

/** One line of what matters in a message; empty where its name says it all. */
export function messageSummary(entry: TranscriptEntry): string {
	return entry.problem ?? ""
}
