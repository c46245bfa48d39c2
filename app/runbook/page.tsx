import type { Metadata } from "next"
import { RuleList } from "#components/runbook/rule-list"
import { PageHeading } from "#components/ui/heading"
import { runbookPages } from "#diagnosis/runbook"
import { searchEverything } from "#server/search"

export const metadata: Metadata = { title: "Runbook" }

/** Every cause that Countersign knows; `?q=` finds rules, notes and endpoints that hold its words. */
export default async function RunbookPage({ searchParams }: PageProps<"/runbook">) {
	const { q } = await searchParams
	const pages = runbookPages()
	const isSearch = typeof q === "string" && q.trim() !== ""
	const hits = isSearch ? await searchEverything(q) : []
	return (
		<div className="mx-auto max-w-6xl">
			<PageHeading
				title="Runbook"
				lead="Everything that Countersign can find: what people see, what it means, how to confirm it, what to change, and what your team knows about it."
			/>
			<RuleList
				entries={
					isSearch
						? hits.filter((hit) => hit.kind === "rule")
						: pages.map(({ id, group, title, severity }) => ({ id, group, title, severity }))
				}
				endpoints={hits.filter((hit) => hit.kind === "endpoint")}
				total={pages.length}
			/>
		</div>
	)
}
