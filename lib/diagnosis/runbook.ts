import type { Blame, Fix, Severity } from "./finding.ts"
import { placeholderContext } from "./fix-context.ts"
import type { Citation, RuleProse } from "./rule.ts"
import { rules } from "./rules.ts"

/** One rule's page: plain, JSON-safe data. */
export interface RunbookPage extends RuleProse {
	readonly id: string
	readonly title: string
	readonly severity: Severity
	readonly blame: Blame
	/** With placeholder names. */
	readonly fixes: readonly Fix[]
	readonly citation: readonly Citation[]
}

/** Every page, in the order in which faults have to be mended. */
export function runbookPages(): readonly RunbookPage[] {
	return rules.map(({ id, title, severity, blame, prose, fixes, citation }) => ({
		id,
		title,
		severity,
		blame,
		...prose,
		fixes: fixes(placeholderContext),
		citation,
	}))
}

/** One page by its rule id. */
export function findRunbookPage(id: string): RunbookPage | undefined {
	return runbookPages().find((page) => page.id === id)
}

/** Pages that contain every word of the query, those with a word in id or title first. An empty query finds all. */
export function searchRunbook(query: string): readonly RunbookPage[] {
	const words = query.toLowerCase().split(/\s+/).filter((word) => word !== "")
	const heading = (page: RunbookPage) => `${page.id} ${page.title}`.toLowerCase()
	const whole = (page: RunbookPage) =>
		[heading(page), ...page.seen.map(({ stack, line }) => `${stack} ${line}`), page.means, page.confirm, page.prevent]
			.join(" ")
			.toLowerCase()
	const found = runbookPages().filter((page) => words.every((word) => whole(page).includes(word)))
	const isNamed = (page: RunbookPage) => words.some((word) => heading(page).includes(word))
	return [...found.filter(isNamed), ...found.filter((page) => !isNamed(page))]
}
