import { cn } from "./class-names.tsx"
import { type Meaning, toneClasses } from "./meaning.tsx"

/*
 * <Status meaning={severityMeanings.error} />            icon and word in the tone
 * <Status meaning={…} word="2 errors" form="badge" />    on its wash, with a hairline
 * <Status meaning={…} form="icon" />                     icon alone; the word stays for screen readers
 */

/** Says what something means: icon and word, never colour alone. */
export function Status({
	meaning,
	word,
	form = "text",
	className,
}: {
	readonly meaning: Meaning
	/** Replaces the meaning's own word. */
	readonly word?: string
	readonly form?: "text" | "badge" | "icon"
	readonly className?: string
}) {
	const Icon = meaning.icon
	const tone = toneClasses[meaning.tone]
	return (
		<span
			className={cn(
				"inline-flex items-baseline gap-1.5 whitespace-nowrap text-sm",
				tone.text,
				form === "badge" && ["rounded-sm border px-1.5 text-xs font-medium", tone.wash, tone.line],
				className,
			)}
		>
			<Icon aria-hidden className={cn("shrink-0 self-center", form === "badge" ? "size-3" : "size-4")} />
			<span className={form === "icon" ? "sr-only" : undefined}>{word ?? meaning.word}</span>
		</span>
	)
}
