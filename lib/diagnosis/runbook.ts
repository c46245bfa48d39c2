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

/** Every page, in the order in which things have to be mended. */
export function runbookPages(): readonly RunbookPage[] {
	return rules.map(pageOf)
}

/** The page of one rule; undefined for an id that no rule has. */
export function runbookPage(id: string): RunbookPage | undefined {
	const rule = rulesById.get(id)
	return rule === undefined ? undefined : pageOf(rule)
}

/**
 * Pages that carry every word of the query, those that carry more of it in id and title first. An empty query finds all
 * pages. Queries are cut at 200 characters.
 */
export function searchRunbook(query: string): readonly RunbookPage[] {
	const words = query
		.slice(0, 200)
		.toLowerCase()
		.split(/\s+/)
		.filter((word) => word !== "")
	return runbookPages()
		.map((page) => ({
			page,
			head: `${page.id} ${page.title}`.toLowerCase(),
			body: textOf(page).toLowerCase(),
		}))
		.filter(({ head, body }) => words.every((word) => head.includes(word) || body.includes(word)))
		.map(({ page, head }) => ({ page, score: words.filter((word) => head.includes(word)).length }))
		.toSorted((a, b) => b.score - a.score)
		.map(({ page }) => page)
}

function pageOf(rule: Rule): RunbookPage {
	const { id, title, severity, blame, prose, citation } = rule
	return { id, title, severity, blame, prose, fixes: rule.fixes(placeholderContext), citation }
}

function textOf({ prose }: RunbookPage): string {
	return [
		prose.means,
		prose.confirm,
		prose.prevent,
		...prose.seen.map((line) => `${line.stack} ${line.line}`),
	].join(" ")
}
