import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { Suspense } from "react"
import { RulePage } from "#components/runbook/rule-page"
import { runbookPage } from "#diagnosis/runbook"
import { TeamNoteSection, TeamNoteSkeleton } from "../../_sections/team-note-section.tsx"
import { AffectedSection, AffectedSkeleton } from "./_sections/affected-section.tsx"

export async function generateMetadata({ params }: PageProps<"/runbook/[rule]">): Promise<Metadata> {
	return { title: (await params).rule }
}

/** One cause: what people see, what it means, what to change, and who has it now. */
export default async function RunbookRulePage({ params }: PageProps<"/runbook/[rule]">) {
	const rule = runbookPage((await params).rule)
	if (rule === undefined) notFound()
	return (
		<RulePage
			rule={rule}
			note={
				<Suspense fallback={<TeamNoteSkeleton />}>
					<TeamNoteSection kind="rule" id={rule.id} />
				</Suspense>
			}
			affected={
				<Suspense fallback={<AffectedSkeleton />}>
					<AffectedSection rule={rule.id} />
				</Suspense>
			}
		/>
	)
}
