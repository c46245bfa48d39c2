import type { Fix } from "#diagnosis/finding"
import { serverKindWords } from "#diagnosis/snippet/server-kinds"
import { audienceWords } from "./words.ts"

/** Who a fix is for: `Go`, `the server`, `the server (nginx)`. */
export function fixAudience(fix: Fix): string {
	const kind = fix.server === undefined ? "" : ` (${serverKindWords[fix.server]})`
	return `${audienceWords[fix.for]}${kind}`
}

/** The fixes that a report on paper shows, and the kinds of servers whose own fix it leaves to the runbook. */
export interface BriefFixes {
	readonly shown: readonly Fix[]
	readonly otherKinds: readonly string[]
}

/** Keeps the first of the fixes that are written for one kind of server: the diagnosis puts the server's own kind there. */
export function briefFixes(fixes: readonly Fix[]): BriefFixes {
	const kinds = fixes.flatMap(({ server }) => server ?? [])
	const [lead] = kinds
	return {
		shown: fixes.filter(({ server }) => server === undefined || server === lead),
		otherKinds: [...new Set(kinds.filter((kind) => kind !== lead).map((kind) => serverKindWords[kind]))],
	}
}

/** Says where the fixes are that were left out, as one line; none where none were. */
export function otherKindsLine(rule: string, { otherKinds }: BriefFixes): readonly string[] {
	if (otherKinds.length === 0) return []
	return [`The runbook page ${rule} shows the server's side also for ${otherKinds.join(", ")}.`]
}
