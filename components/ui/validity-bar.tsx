"use client"

import { cn } from "./class-names.tsx"
import { readValidity, type Validity } from "./duration.tsx"
import { type Tone, toneClasses } from "./meaning.tsx"
import { absoluteWords, useNow } from "./time.tsx"

/*
 * <ValidityBar notBefore={iso} notAfter={iso} />           bar of the whole lifetime, today's mark, what is left
 * <ValidityBar … width="wide" />                           fills its parent
 */

const tones = {
	"not-yet": "broken",
	valid: "secure",
	ending: "plain",
	expired: "broken",
} as const satisfies Record<Validity["state"], Tone>

/**
 * A certificate's life as a bar: what is gone is pale, what is left is solid, today is the mark between them. The
 * server drew it some seconds earlier than the browser does, hence the suppressed warnings.
 */
export function ValidityBar({
	notBefore,
	notAfter,
	width = "narrow",
	className,
}: {
	readonly notBefore: string
	readonly notAfter: string
	readonly width?: "narrow" | "wide"
	readonly className?: string
}) {
	const now = useNow(30_000)
	const validity = readValidity(notBefore, notAfter, now)
	if (validity === undefined) return null
	const tone = toneClasses[tones[validity.state]]
	const today = Math.round(validity.elapsed * 1_000) / 10
	const shown = validity.state === "not-yet" ? "starts" : ""
	return (
		<span
			suppressHydrationWarning
			className={cn("inline-flex items-center gap-2", width === "wide" && "flex w-full", className)}
			title={`${validity.sentence} ${absoluteWords(notBefore)} – ${absoluteWords(notAfter)}`}
		>
			<svg
				aria-hidden="true"
				viewBox="0 0 100 10"
				preserveAspectRatio="none"
				suppressHydrationWarning
				className={cn("h-2.5 shrink-0", width === "wide" ? "w-full shrink" : "w-20")}
			>
				<rect x="0" y="3" width="100" height="4" className="fill-line" />
				{validity.state === "expired" ? null : (
					<rect
						x={today}
						y="3"
						width={100 - today}
						height="4"
						className={tone.svgFill}
						suppressHydrationWarning
					/>
				)}
				<rect
					x={Math.min(98.5, today)}
					y="0"
					width="1.5"
					height="10"
					className={validity.state === "expired" ? tone.svgFill : "fill-ink"}
					suppressHydrationWarning
				/>
			</svg>
			<span className="sr-only" suppressHydrationWarning>
				{validity.sentence}
			</span>
			<span
				aria-hidden="true"
				suppressHydrationWarning
				className={cn(
					"whitespace-nowrap text-xs tabular",
					validity.state === "valid" ? "text-ink-soft" : tone.text,
				)}
			>
				{shown} {validity.left.replaceAll(" ", "\u00a0")}
			</span>
		</span>
	)
}
