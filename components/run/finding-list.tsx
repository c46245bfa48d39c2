"use client"

import type { Evidence, Finding } from "#diagnosis/finding"
import { EmptyTab } from "./empty-tab.tsx"
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
		return <EmptyTab>No verdict yet: findings are judged when all lanes have ended.</EmptyTab>
	}
	if (findings.length === 0) {
		return (
			<EmptyTab>No rule had anything to say about this run. The lanes above show what was seen.</EmptyTab>
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
