"use client"

import type { ReactNode } from "react"
import { postureWords } from "#components/ui/meaning"
import type { Report } from "#report/report"
import { AskStrip } from "./ask-strip.tsx"
import { emptyReason } from "./empty-reason.tsx"
import { Facts } from "./facts.tsx"
import { laneFacts } from "./lane-facts.tsx"
import type { LaneProgress } from "./live-run.tsx"
import { Scan, ScanHead } from "./scan.tsx"
import { Protocols, WhoAnswers } from "./who-answers.tsx"

/** What the server offers: the scan where there is one, who answers, and what the chosen lane settled on. */
export function OffersTab({
	lane,
	report,
	isScanning,
	action,
}: {
	readonly lane: LaneProgress | undefined
	readonly report: Report | undefined
	readonly isScanning: boolean
	/** The button that starts a scan. */
	readonly action?: ReactNode
}) {
	const scan = report?.scan
	const protocols = report?.protocols
	const stack = report?.server.stack
	return (
		<>
			{report === undefined ? (
				isScanning ? (
					<AskStrip>The scan runs. Its answers stand here when it is done.</AskStrip>
				) : null
			) : scan === undefined && protocols === undefined ? (
				<AskStrip action={action}>
					A lane settles on one version and one suite. A scan asks for everything that the server would take.
				</AskStrip>
			) : null}
			{scan === undefined ? null : <ScanHead scan={scan} />}
			<div className="mb-4 gap-x-10 lg:columns-2">
				{scan === undefined ? null : <Scan scan={scan} />}
				{protocols === undefined ? null : <Protocols protocols={protocols} />}
				{stack === undefined && protocols === undefined ? null : <WhoAnswers stack={stack} />}
			</div>
			<LaneOffers lane={lane} />
		</>
	)
}

function LaneOffers({ lane }: { readonly lane: LaneProgress | undefined }) {
	if (lane === undefined) return null
	const groups = lane.attempt === undefined || lane.skipped !== undefined ? [] : laneFacts(lane.attempt)
	return (
		<section aria-label="On the chosen lane">
			<h2 className="mb-3 font-semibold text-lg">On the lane {postureWords[lane.posture]}</h2>
			<Facts groups={groups} emptyReason={emptyReason(lane, "facts")} />
		</section>
	)
}
