"use client"

import { type ReactNode, useState } from "react"
import { Tabs } from "#components/ui/tabs"
import type { Evidence } from "#diagnosis/finding"
import type { PostureName } from "#probe/observation"
import type { Report } from "#report/report"
import { Addresses } from "./addresses.tsx"
import type { Extra } from "./check-buttons.tsx"
import { ClientsTab } from "./clients-tab.tsx"
import { FindingList } from "./finding-list.tsx"
import { firstLane, laneRow } from "./lane-row.tsx"
import { ChainTab, HandshakeTab, IdentityTab } from "./lane-tabs.tsx"
import { Lanes } from "./lanes.tsx"
import type { RunProgress } from "./live-run.tsx"
import { OffersTab } from "./offers-tab.tsx"
import { RefusalsTab } from "./refusals-tab.tsx"
import { type RunTab, useRunAddress } from "./run-address.tsx"
import { Verdict, VerdictPending } from "./verdict.tsx"

/**
 * One run, finished or still running: the answer first, the lanes of all modes, and what the chosen lane showed. The
 * chosen lane, tab, message and certificate are in the address.
 */
export function RunScreen({
	progress,
	report,
	isLive,
	waiting,
	note,
	ask,
	proof,
	history,
	historyCount,
}: {
	readonly progress: RunProgress
	/** Absent while the run has no verdict. */
	readonly report: Report | undefined
	readonly isLive: boolean
	/** The line that says what is being waited for. */
	readonly waiting?: ReactNode
	/** What must be known before the verdict is read: lost, not stored. */
	readonly note?: ReactNode
	/** The button that starts a check with an extra, for tabs that have nothing to show without it. */
	readonly ask?: (extra: Extra) => ReactNode
	/** The way to a proof of refusal with a CA that the server trusts. */
	readonly proof?: ReactNode
	readonly history?: ReactNode
	readonly historyCount?: number
}) {
	const [address, setAddress] = useRunAddress()
	const [messagesMax, setMessagesMax] = useState<number>()
	const lane = progress.lanes.find((candidate) => candidate.posture === address.lane)
	const chosen = lane ?? progress.lanes.find((candidate) => candidate.posture === firstLane(progress.lanes))
	const findings = report?.findings ?? []
	const lead = findings.find((finding) => finding.severity === "error" || finding.severity === "warning")

	const choose = (posture: PostureName) =>
		void setAddress({ lane: posture, message: null, certificate: null })
	const show = (evidence: Evidence) =>
		void setAddress({
			lane: evidence.posture ?? null,
			tab: evidence.certificate === undefined ? "handshake" : "chain",
			message: evidence.entry ?? null,
			certificate: evidence.certificate ?? null,
		})
	const tabs = [
		{
			value: "handshake" as const,
			label: "Handshake",
			content: (
				<HandshakeTab
					lane={chosen}
					messagesMax={messagesMax}
					onShowMore={setMessagesMax}
					open={address.message ?? undefined}
					onOpen={(entry) => void setAddress({ message: entry ?? null })}
					isLive={isLive}
				/>
			),
		},
		{
			value: "chain" as const,
			label: "Chain",
			content: <ChainTab lane={chosen} marked={address.certificate ?? undefined} />,
		},
		{
			value: "identity" as const,
			label: "Identity",
			content: (
				<IdentityTab lane={chosen} workloadApi={progress.run?.workloadApi} issuer={report?.server.issuer} />
			),
		},
		{
			value: "offers" as const,
			label: "What it offers",
			content: (
				<OffersTab
					lane={chosen}
					report={report}
					isScanning={progress.after?.scan !== undefined}
					action={ask?.("scan")}
				/>
			),
		},
		{
			value: "refusals" as const,
			label: "Refusals",
			content: (
				<RefusalsTab
					progress={progress}
					report={report}
					open={address.refusal ?? undefined}
					onOpen={(posture) => void setAddress({ refusal: posture ?? null })}
					action={ask?.("enforce")}
					again={proof}
				/>
			),
		},
		{ value: "clients" as const, label: "Clients", content: <ClientsTab report={report} /> },
		...(report?.addresses === undefined
			? []
			: [
					{
						value: "addresses" as const,
						label: "Addresses",
						count: report.addresses.length,
						content: <Addresses addresses={report.addresses} />,
					},
				]),
		{
			value: "findings" as const,
			label: "Findings",
			count: findings.length,
			content: <FindingList findings={findings} isPending={report === undefined} onShow={show} />,
		},
		...(history === undefined
			? []
			: [
					{
						value: "history" as const,
						label: "History",
						...(historyCount === undefined ? {} : { count: historyCount }),
						content: history,
					},
				]),
	]
	const tab: RunTab = tabs.some((candidate) => candidate.value === address.tab) ? address.tab : "handshake"
	return (
		<div className="flex flex-col gap-4">
			<p role="status" className="sr-only">
				{report === undefined ? "" : `${report.verdict.sentence} ${report.verdict.advice ?? ""}`}
			</p>
			{note}
			{report === undefined ? (
				<VerdictPending target={progress.target} isLive={isLive}>
					{waiting}
				</VerdictPending>
			) : (
				<Verdict verdict={report.verdict} lead={lead} />
			)}
			<Lanes rows={progress.lanes.map(laneRow)} chosen={chosen?.posture} onChoose={choose} isLive={isLive} />
			<Tabs
				label="About this run"
				value={tab}
				onChange={(next) => void setAddress({ tab: next })}
				tabs={tabs}
			/>
		</div>
	)
}
