import { cn } from "#components/ui/class-names"
import type { ExplainedCause } from "#diagnosis/explain/explanation"
import { markSpans, shortened } from "./mark-spans.tsx"

/**
 * The text with the words of the likeliest cause underlined in full, those of the others with dots. Of a long log the words
 * around the marks are shown.
 */
export function MarkedText({
	text,
	causes,
}: {
	readonly text: string
	readonly causes: readonly ExplainedCause[]
}) {
	return (
		<p
			// biome-ignore lint/a11y/noNoninteractiveTabindex: a long log scrolls, so the keys must reach it
			tabIndex={0}
			className="max-h-80 overflow-auto whitespace-pre-wrap rounded-md border border-line bg-surface-sunken p-3 font-mono text-xs leading-5 wrap-anywhere"
		>
			{markSpans(text, causes).map((piece) =>
				piece.causes.length === 0 ? (
					<span key={piece.at} className="text-ink-soft">
						{shortened(piece.text)}
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
