import type { SearchField } from "#base/find-words"
import { svidPages } from "#spiffe/svid-pages"
import { allLints } from "#x509/lint/all-lints"
import { coherenceRules } from "./coherence/coherence-rules.ts"
import type { Blame, Fix, Severity } from "./finding.ts"
import { placeholderContext } from "./fix-context.ts"
import type { ReferencePage } from "./reference-page.ts"
import type { Citation, Rule, RuleProse } from "./rule.ts"
import { rules } from "./rules.ts"
import type { RunbookGroup } from "./runbook-groups.ts"
import { verificationPages } from "./verification-pages.ts"

/** One page of the runbook. Plain data: functions of the rule stay behind. */
export interface RunbookPage {
	readonly id: string
	readonly group: RunbookGroup
	readonly title: string
	readonly severity: Severity
	readonly blame: Blame
	readonly prose: RuleProse
	/** With placeholder names. */
	readonly fixes: readonly Fix[]
	readonly citation: readonly Citation[]
}

/** Every page by its id, group by group; the causes in the order in which things have to be mended. */
const pages = byId([
	...rules.map((rule) => pageOf(rule, "causes")),
	...coherenceRules.map((rule) => pageOf(rule, "settings")),
	...verificationPages.map((page) => referencePage(page, "verification")),
	...allLints.map((lint) => referencePage(lint, "certificates")),
	...svidPages.map((page) => referencePage(page, "svid")),
])

/** The same id means the same thing everywhere; the page that tells most comes first and stays. */
function byId(list: readonly RunbookPage[]): ReadonlyMap<string, RunbookPage> {
	const found = new Map<string, RunbookPage>()
	for (const page of list) if (!found.has(page.id)) found.set(page.id, page)
	return found
}

/** Every page, in the order in which things have to be mended: causes that runs and texts show, then the reference. */
export function runbookPages(): readonly RunbookPage[] {
	return [...pages.values()]
}

/** The page of one rule; undefined for an id that no rule has. */
export function runbookPage(id: string): RunbookPage | undefined {
	return pages.get(id)
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

function pageOf(rule: Omit<Rule, "judge">, group: RunbookGroup): RunbookPage {
	const { id, title, severity, blame, prose, citation } = rule
	return { id, group, title, severity, blame, prose, fixes: rule.fixes(placeholderContext), citation }
}

/** Certificates are mended by whoever issues them. */
function referencePage(page: ReferencePage, group: RunbookGroup): RunbookPage {
	const { id, title, severity, means, confirm, prevent, fix, citation } = page
	return {
		...{ id, group, title, severity, blame: "identity-provider", citation },
		prose: { seen: [], means, confirm, prevent },
		fixes: [{ for: "operator", ...fix }],
	}
}
