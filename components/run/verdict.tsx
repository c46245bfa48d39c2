import type { ReactNode } from "react"
import { cn } from "#components/ui/class-names"
import { toneClasses, verdictMeanings } from "#components/ui/meaning"
import { Mono } from "#components/ui/mono"
import type { Diagnosis, Finding } from "#diagnosis/finding"
import { Fixes } from "./fixes.tsx"

/**
 * The answer: what the server does and what is wrong, in one sentence, then what to do, then the fix. Announced to
 * screen readers when it arrives.
 */
export function Verdict({
	verdict,
	lead,
	aside,
}: {
	readonly verdict: Diagnosis["verdict"]
	/** The finding whose fix stands beneath the sentence. */
	readonly lead: Finding | undefined
	readonly aside?: ReactNode
}) {
	const meaning = verdictMeanings[verdict.kind]
	const Icon = meaning.icon
	return (
		<section aria-label="Verdict" className="break-inside-avoid">
			<div className="flex items-start gap-3">
				<Icon aria-hidden className={cn("mt-1 size-5 shrink-0", toneClasses[meaning.tone].text)} />
				<div className="min-w-0 flex-1">
					<p className="max-w-5xl text-pretty font-semibold text-xl tracking-tight wrap-anywhere">
						<span className="sr-only">Verdict, {meaning.word}: </span>
						{verdict.sentence}
					</p>
					{verdict.advice === undefined ? null : (
						<p className="mt-1 max-w-4xl text-ink-soft wrap-anywhere">{verdict.advice}</p>
					)}
					{aside}
					{lead === undefined || lead.fixes.length === 0 ? null : (
						<div className="mt-3 max-w-5xl">
							<Fixes fixes={lead.fixes} about={lead.title} />
						</div>
					)}
				</div>
			</div>
		</section>
	)
}

/** The answer while the check still runs. */
export function VerdictPending({
	target,
	children,
}: {
	readonly target: string
	readonly children?: ReactNode
}) {
	return (
		<section aria-label="Verdict">
			<p className="font-semibold text-ink-soft text-xl tracking-tight">
				Checking <Mono>{target}</Mono> in every mode …
			</p>
			{children}
		</section>
	)
}
