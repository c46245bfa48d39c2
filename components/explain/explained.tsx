"use client"

import { ArrowRight } from "lucide-react"
import { Fixes } from "#components/run/fixes"
import { ruleAddress } from "#components/ui/address"
import { ButtonLink } from "#components/ui/button"
import { SectionHeading } from "#components/ui/heading"
import type { Explanation } from "#diagnosis/explain/explanation"
import { joinEvidence } from "#diagnosis/explain/join-evidence"
import { CauseList, JoinedCauses, type RuleTitles, titleOf } from "./cause-list.tsx"
import { CheckButtons, EvidenceLine, RunLink } from "./evidence-line.tsx"
import { confidenceWords, percent } from "./mark-spans.tsx"
import { MarkedText } from "./marked-text.tsx"
import { DecisionLine, WouldTell } from "./next-steps.tsx"
import { type EvidenceActions, useEvidence } from "./use-evidence.tsx"

/**
 * What a text means: the answer in one sentence, its words marked in the text, its fix, and the check of an address that it
 * names. When that check has ended, the first line says what both together mean.
 */
export function Explained({
	text,
	explanation,
	titles,
	actions,
}: {
	readonly text: string
	readonly explanation: Explanation
	readonly titles: RuleTitles
	readonly actions: EvidenceActions
}) {
	const evidence = useEvidence(actions)
	const report = evidence.state.kind === "finished" ? evidence.state.report : undefined
	const joined =
		report === undefined ? undefined : joinEvidence(explanation, report, (rule) => titleOf(rule, titles))
	const { causes, targets, decision, wouldTell } = explanation
	const [first, ...others] = causes
	const lead = joined?.causes[0] ?? first
	const fixes = joined?.fixes ?? explanation.fixes
	return (
		<div className="flex flex-col gap-8 border-line border-t pt-5">
			<section aria-label="Answer">
				<p className="text-ink-soft text-sm wrap-anywhere">
					{joined !== undefined
						? `The text and a check of ${joined.target} together`
						: first === undefined || decision !== undefined
							? "From the text alone"
							: `${confidenceWords(first.confidence)} (${percent(first.confidence)}), from the text alone`}
				</p>
				<h2 className="mt-0.5 max-w-4xl text-pretty font-semibold text-xl tracking-tight wrap-anywhere">
					{joined?.sentence ?? explanation.answer}
				</h2>
				{joined !== undefined || first === undefined ? null : (
					<p className="mt-1 max-w-prose text-ink-soft">{first.why}</p>
				)}
				{joined !== undefined || decision === undefined ? null : <DecisionLine decision={decision} />}
				<div className="mt-3 flex flex-wrap gap-2">
					<CheckButtons targets={targets} evidence={evidence} />
					{lead === undefined ? null : (
						<ButtonLink size="sm" href={ruleAddress(lead.rule)}>
							{lead.rule} in the runbook <ArrowRight aria-hidden className="size-3.5!" />
						</ButtonLink>
					)}
					{evidence.state.kind !== "finished" ? null : (
						<RunLink runId={evidence.state.runId} isStored={evidence.state.storeProblem === undefined} />
					)}
				</div>
				<div className="mt-3 max-w-4xl">
					<EvidenceLine evidence={evidence} />
				</div>
			</section>
			{joined === undefined ? null : <JoinedCauses causes={joined.causes} titles={titles} />}
			{joined !== undefined || wouldTell === undefined ? null : <WouldTell tellings={wouldTell} />}
			{fixes.length === 0 || lead === undefined ? null : (
				<section aria-label="What to change">
					<SectionHeading>What to change</SectionHeading>
					<Fixes fixes={fixes} about={titleOf(lead.rule, titles)} />
				</section>
			)}
			{causes.length === 0 ? null : (
				<section aria-label="The decisive words">
					<SectionHeading>The decisive words</SectionHeading>
					<MarkedText text={text} causes={causes} />
				</section>
			)}
			{joined !== undefined ? null : <CauseList causes={others} titles={titles} first={first} />}
		</div>
	)
}
