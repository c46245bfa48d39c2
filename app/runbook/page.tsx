import type { Metadata } from "next"
import { RuleList } from "#components/runbook/rule-list"
import { PageHeading } from "#components/ui/heading"
import { runbookPages, searchRunbook } from "#diagnosis/runbook"

export const metadata: Metadata = { title: "Runbook" }

/** Every cause that Countersign knows; `?q=` finds those that hold its words. */
export default async function RunbookPage({ searchParams }: PageProps<"/runbook">) {
	const { q } = await searchParams
	const pages = typeof q === "string" ? searchRunbook(q) : runbookPages()
	return (
		<div className="mx-auto max-w-6xl">
			<PageHeading
				title="Runbook"
				lead="Every cause that a check can name, in the order in which things have to be mended: what stands earlier hides what stands later."
			/>
			<RuleList
				entries={pages.map(({ id, title, severity }) => ({ id, title, severity }))}
				total={runbookPages().length}
			/>
		</div>
	)
}
