import { cn } from "./class-names.tsx"
import { toneClasses, verdictMeanings } from "./meaning.tsx"
import { Breakable } from "./mono.tsx"

/** The answer of a page in one sentence, behind the mark of what it means. */
export function VerdictSentence({
	kind,
	sentence,
}: {
	readonly kind: keyof typeof verdictMeanings
	readonly sentence: string
}) {
	const meaning = verdictMeanings[kind]
	const Icon = meaning.icon
	return (
		<section aria-label="Verdict" className="flex items-start gap-3">
			<Icon aria-hidden className={cn("mt-1 size-5 shrink-0", toneClasses[meaning.tone].text)} />
			<h2 className="min-w-0 max-w-4xl text-pretty font-semibold text-xl tracking-tight wrap-anywhere">
				<Breakable>{sentence}</Breakable>
			</h2>
		</section>
	)
}
