/** A team note on a rule as finding cards show it. */
export interface RuleNoteEntry {
	readonly rule: string
	readonly text: string
}

/** Characters of a note that a finding card shows; the rest stands on the rule's page. */
export const excerptMax = 8_000

/** What travels with a page: enough of each note for its card. */
export function ruleNoteEntries(
	notes: readonly { readonly subject: { readonly id: string }; readonly text: string }[],
): readonly RuleNoteEntry[] {
	return notes.map(({ subject, text }) => ({ rule: subject.id, text: text.slice(0, excerptMax + 1) }))
}
