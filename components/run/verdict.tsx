import type { ReactNode } from "react"
import { cn } from "#components/ui/class-names"
import { toneClasses, verdictMeanings } from "#components/ui/meaning"
import { Mono } from "#components/ui/mono"
import type { Diagnosis, Finding } from "#diagnosis/finding"
import { Fixes } from "./fixes.tsx"

/** The answer: what the server does and what is wrong, in one sentence, then what to do, then the fix. */
export function Verdict({
	verdict,
	lead,
}: {
	readonly verdict: Diagnosis["verdict"]
	/** The finding whose fix stands beneath the sentence. */
	readonly lead: Finding | undefined
}) {
	const meaning = verdictMeanings[verdict.kind]
	const Icon = meaning.icon
	const hasFix = lead !== undefined && lead.fixes.length > 0
	return (
		<section
			aria-label="Verdict"
			className={cn(
				"grid break-inside-avoid items-start gap-x-8 gap-y-3",
				hasFix && "lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]",
			)}
		>
			<div className="flex min-w-0 items-start gap-3">
				<Icon aria-hidden className={cn("mt-1 size-5 shrink-0", toneClasses[meaning.tone].text)} />
				<div className="min-w-0 flex-1">
					<p className="max-w-5xl text-pretty font-semibold text-xl tracking-tight wrap-anywhere">
						<span className="sr-only">Verdict, {meaning.word}: </span>
						{verdict.sentence}
					</p>
					{verdict.advice === undefined ? null : (
						<p className="mt-1 max-w-4xl text-ink-soft wrap-anywhere">{verdict.advice}</p>
					)}
				</div>
			</div>
			{lead === undefined ? null : <Fixes fixes={lead.fixes} about={lead.title} brief />}
		</section>
	)
}

/** What stands in the answer's place while there is none: the check runs, or it ended without a verdict. */
export function VerdictPending({
	target,
	isLive,
	children,
}: {
	readonly target: string
	readonly isLive: boolean
	readonly children?: ReactNode
}) {
	return (
		<section aria-label="Verdict">
			<p className="font-semibold text-ink-soft text-xl tracking-tight wrap-anywhere">
				{isLive ? "Checking " : "No verdict on "}
				<Mono>{target}</Mono>
				{isLive ? " in every mode …" : ": the check did not come to its end."}
			</p>
			{children}
		</section>
	)
}
