"use client"

import { EmptyState } from "#components/ui/empty-state"
import type { Evidence, Finding } from "#diagnosis/finding"
import { FindingCard } from "./finding-card.tsx"

/** All findings of a run, most important first, as they came from the diagnosis. */
export function FindingList({
	findings,
	isPending,
	onShow,
}: {
	readonly findings: readonly Finding[]
	readonly isPending: boolean
	readonly onShow: (evidence: Evidence) => void
}) {
	if (isPending) {
		return <EmptyState title="No verdict yet.">Findings are judged when all lanes have ended.</EmptyState>
	}
	if (findings.length === 0) {
		return (
			<EmptyState title="No finding.">
				No rule had anything to say about this run. The lanes above show what was seen.
			</EmptyState>
		)
	}
	return (
		<ol className="flex flex-col gap-3">
			{findings.map((finding) => (
				<li key={`${finding.rule} ${finding.title}`}>
					<FindingCard finding={finding} onShow={onShow} />
				</li>
			))}
		</ol>
	)
}
