"use client"

import { ArrowRight } from "lucide-react"
import Link from "next/link"
import { Fixes } from "#components/run/fixes"
import { checkAddress, ruleAddress } from "#components/ui/address"
import { ButtonLink } from "#components/ui/button"
import { cn } from "#components/ui/class-names"
import { EmptyState } from "#components/ui/empty-state"
import { SectionHeading } from "#components/ui/heading"
import type { ExplainedCause, Explanation } from "#diagnosis/explain/explanation"
import type { Severity } from "#diagnosis/finding"
import { confidenceWords, markSpans } from "./mark-spans.tsx"

/** What a text means: the likeliest cause first, its words marked in the text, its fix, and what could be checked. */
export function Explained({
	text,
	explanation,
	titles,
}: {
	readonly text: string
	readonly explanation: Explanation
	readonly titles: Readonly<Record<string, { readonly title: string; readonly severity: Severity }>>
}) {
	const { causes, fixes } = explanation
	const [first, ...others] = causes
	const { targets } = explanation
	if (first === undefined) {
		return (
			<EmptyState
				title="This text names no cause that is known here."
				actions={<Targets targets={targets} />}
			>
				The innermost line often says more: look for “Caused by”, “Last error” or the server’s own log.
				Checking the endpoint shows what really happens.
			</EmptyState>
		)
	}
	return (
		<div className="flex flex-col gap-8 border-line border-t pt-5">
			<section aria-label="Most likely cause">
				<p className="text-ink-soft text-sm">
					{confidenceWords(first.confidence)} ({percent(first.confidence)})
				</p>
				<h2 className="mt-0.5 text-balance font-semibold text-xl tracking-tight">
					{titles[first.rule]?.title ?? first.rule}
				</h2>
				<p className="mt-1 max-w-prose text-ink-soft">{first.why}</p>
				{explanation.ambiguous === undefined ? null : (
					<p className="mt-2 max-w-prose border-plain-line border-l-2 pl-3">{explanation.ambiguous}</p>
				)}
				<div className="mt-3 flex flex-wrap gap-2">
					<ButtonLink size="sm" href={ruleAddress(first.rule)}>
						{first.rule} in the runbook <ArrowRight aria-hidden className="size-3.5!" />
					</ButtonLink>
					<Targets targets={targets} />
				</div>
			</section>
			{fixes.length === 0 ? null : (
				<section aria-label="What to change">
					<SectionHeading>What to change</SectionHeading>
					<Fixes fixes={fixes} about={titles[first.rule]?.title ?? first.rule} />
				</section>
			)}
			<section aria-label="The decisive words">
				<SectionHeading>The decisive words</SectionHeading>
				<MarkedText text={text} causes={causes} />
			</section>
			{others.length === 0 ? null : (
				<section aria-label="Other causes">
					<SectionHeading>What the text cannot rule out</SectionHeading>
					<ul>
						{others.map((cause) => (
							<li
								key={cause.rule}
								className="grid gap-x-4 border-line border-t py-2 sm:grid-cols-[10rem_1fr]"
							>
								<span className="text-ink-soft text-sm">
									{confidenceWords(cause.confidence)} ({percent(cause.confidence)})
								</span>
								<span>
									<Link href={ruleAddress(cause.rule)} className="link font-medium">
										{titles[cause.rule]?.title ?? cause.rule}
									</Link>{" "}
									<span className="text-ink-soft">{cause.why}</span>
								</span>
							</li>
						))}
					</ul>
				</section>
			)}
		</div>
	)
}

function Targets({ targets }: { readonly targets: readonly string[] }) {
	return targets.map((target) => (
		<ButtonLink key={target} size="sm" variant="primary" href={checkAddress(target)}>
			Check {target}
		</ButtonLink>
	))
}

/** The text with the words of the likeliest cause underlined in full, those of the others with dots. */
function MarkedText({ text, causes }: { readonly text: string; readonly causes: readonly ExplainedCause[] }) {
	return (
		<p className="max-h-80 overflow-auto whitespace-pre-wrap rounded-md border border-line bg-surface-sunken p-3 font-mono text-xs leading-5 wrap-anywhere">
			{markSpans(text, causes).map((piece) =>
				piece.causes.length === 0 ? (
					<span key={piece.at} className="text-ink-soft">
						{piece.text}
					</span>
				) : (
					<mark
						key={piece.at}
						title={causes[piece.causes[0] ?? 0]?.why}
						className={cn(
							"bg-transparent font-semibold text-ink underline decoration-2 underline-offset-4",
							piece.causes.includes(0) ? "decoration-ink" : "decoration-dotted decoration-ink-faint",
						)}
					>
						{piece.text}
					</mark>
				),
			)}
		</p>
	)
}

function percent(confidence: number): string {
	return `${Math.round(confidence * 100)} %`
}
