"use client"

import { useState } from "react"
import { FindingList } from "#components/run/finding-list"
import { ChainTab, HandshakeTab, IdentityTab } from "#components/run/lane-tabs"
import { laneOfAttempt } from "#components/run/live-run"
import { Verdict } from "#components/run/verdict"
import { millisecondWords } from "#components/ui/duration"
import { Mono } from "#components/ui/mono"
import { Tabs } from "#components/ui/tabs"
import { absoluteWords } from "#components/ui/time"
import type { Evidence } from "#diagnosis/finding"
import type { CapturedRun } from "#report/captured-run"
import { Calls } from "./calls.tsx"
import { callsView } from "./calls-view.tsx"

type Tab = "handshake" | "chain" | "identity" | "calls" | "findings"

/** One connection, whole: the answer first, then what proves it. */
export function ConnectionView({ captured }: { readonly captured: CapturedRun }) {
	const { run, report, problems } = captured
	const attempt = run.attempts[0]
	const lane = attempt === undefined ? undefined : laneOfAttempt(attempt)
	const [tab, setTab] = useState<Tab>(captured.protocol === "tls" ? "handshake" : "calls")
	const [open, setOpen] = useState<number>()
	const [marked, setMarked] = useState<number>()
	const [messagesMax, setMessagesMax] = useState<number>()
	const lead = report.findings.find(({ severity }) => severity === "error" || severity === "warning")
	const calls = callsView(captured)
	const showEvidence = (evidence: Evidence) => {
		setTab(evidence.certificate === undefined ? "handshake" : "chain")
		setOpen(evidence.entry)
		setMarked(evidence.certificate)
	}
	return (
		<article
			aria-label={`Connection ${captured.index}`}
			className="flex flex-col gap-4 border-line border-t pt-4"
		>
			<header className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
				<h2 className="min-w-0 font-semibold text-base">
					<span className="text-ink-faint">#{captured.index}</span>{" "}
					<Mono>{`${captured.client} → ${captured.server}`}</Mono>
				</h2>
				{run.target === captured.server ? null : <Mono className="text-ink-soft text-sm">{run.target}</Mono>}
				<span className="text-ink-faint text-sm">
					{absoluteWords(captured.startedAt)}, {millisecondWords(captured.durationMs)}
				</span>
			</header>
			<Verdict verdict={report.verdict} lead={lead} />
			{lane === undefined ? null : (
				<Tabs
					label="About this connection"
					value={tab}
					onChange={setTab}
					tabs={[
						{
							value: "handshake",
							label: "Handshake",
							content: (
								<HandshakeTab
									lane={lane}
									messagesMax={messagesMax}
									onShowMore={setMessagesMax}
									open={open}
									onOpen={setOpen}
									isLive={false}
								/>
							),
						},
						{ value: "chain", label: "Chain", content: <ChainTab lane={lane} marked={marked} /> },
						{
							value: "identity",
							label: "Identity",
							content: <IdentityTab lane={lane} workloadApi={undefined} issuer={report.server.issuer} />,
						},
						{ value: "calls", label: "Calls", count: calls.count, content: <Calls view={calls} /> },
						{
							value: "findings",
							label: "Findings",
							count: report.findings.length,
							content: <FindingList findings={report.findings} isPending={false} onShow={showEvidence} />,
						},
					]}
				/>
			)}
			<NotRead problems={problems} />
		</article>
	)
}

const problemsShown = 10

function NotRead({ problems }: { readonly problems: readonly string[] }) {
	if (problems.length === 0) return null
	return (
		<section aria-label="Not read" className="text-sm">
			<h3 className="font-semibold">Not read</h3>
			<ul className="text-ink-soft">
				{problems.slice(0, problemsShown).map((problem) => (
					<li key={problem} className="wrap-anywhere">
						{problem}
					</li>
				))}
				{problems.length > problemsShown ? <li>and {problems.length - problemsShown} more</li> : null}
			</ul>
		</section>
	)
}
