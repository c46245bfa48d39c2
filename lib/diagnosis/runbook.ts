import type { SearchField } from "#base/find-words"
import { coherenceRules } from "./coherence/coherence-rules.ts"
import type { Blame, Fix, Severity } from "./finding.ts"
import { placeholderContext } from "./fix-context.ts"
import type { Citation, Rule, RuleProse } from "./rule.ts"
import { rules, rulesById } from "./rules.ts"

/** One page of the runbook. Plain data: functions of the rule stay behind. */
export interface RunbookPage {
	readonly id: string
	readonly title: string
	readonly severity: Severity
	readonly blame: Blame
	readonly prose: RuleProse
	/** With placeholder names. */
	readonly fixes: readonly Fix[]
	readonly citation: readonly Citation[]
}

/** Every page, in the order in which things have to be mended: causes that runs and texts show, then settings. */
export function runbookPages(): readonly RunbookPage[] {
	return [...rules, ...coherenceRules].map(pageOf)
}

/** The page of one rule; undefined for an id that no rule has. */
export function runbookPage(id: string): RunbookPage | undefined {
	const rule = rulesById.get(id) ?? coherenceRules.find((each) => each.id === id)
	return rule === undefined ? undefined : pageOf(rule)
}

/** Every text of a page in which a search may find words, with the name of its place. */
export function ruleFields({ id, title, prose, fixes, citation }: RunbookPage): readonly SearchField[] {
	return [
		{ place: "the id", text: id, isName: true },
		{ place: "the title", text: title, isName: true },
		...prose.seen.map(({ stack, line }) => ({ place: "what people see", text: `${stack}: ${line}` })),
		{ place: "what it means", text: prose.means },
		{ place: "how to confirm it", text: prose.confirm },
		{ place: "how to prevent it", text: prose.prevent },
		...fixes.map((fix) => ({
			place: "what to change",
			text: [fix.text, ...(fix.command === undefined ? [] : [fix.command])].join(" "),
		})),
		...citation.map(({ text, section }) => ({
			place: "where it is written",
			text: section === undefined ? text : `${text}, section ${section}`,
		})),
	]
}

function pageOf(rule: Omit<Rule, "judge">): RunbookPage {
	const { id, title, severity, blame, prose, citation } = rule
	return { id, title, severity, blame, prose, fixes: rule.fixes(placeholderContext), citation }
}
