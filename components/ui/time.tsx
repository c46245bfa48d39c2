"use client"

import { useEffect, useState } from "react"
import { cn } from "./class-names.tsx"
import { relativeWords } from "./duration.tsx"
import { Tooltip } from "./tooltip.tsx"

/*
 * <Time iso="2026-11-22T21:50:00Z" />             relative, absolute on hover and focus
 * <Time iso={…} quiet />                          no tab stop of its own (inside rows and links): absolute in the title
 */

/** The current time, renewed every `everyMs`. */
export function useNow(everyMs = 15_000): number {
	const [now, setNow] = useState(() => Date.now())
	useEffect(() => {
		const timer = setInterval(() => setNow(Date.now()), everyMs)
		return () => clearInterval(timer)
	}, [everyMs])
	return now
}

/** ISO 8601 → `2026-11-22 21:50:07 UTC`. */
export function absoluteWords(iso: string): string {
	const at = new Date(iso)
	if (Number.isNaN(at.getTime())) return iso
	return `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`
}

/** A moment: relative to now in words, exact on hover and on focus. */
export function Time({
	iso,
	quiet = false,
	className,
}: {
	readonly iso: string
	readonly quiet?: boolean
	readonly className?: string
}) {
	const now = useNow()
	const at = Date.parse(iso)
	const words = Number.isNaN(at) ? iso : relativeWords(at, now)
	// What the server rendered may be seconds older than what the browser renders.
	const time = (
		<time dateTime={iso} suppressHydrationWarning title={quiet ? absoluteWords(iso) : undefined}>
			{words}
		</time>
	)
	if (quiet) return <span className={cn("whitespace-nowrap", className)}>{time}</span>
	return (
		<Tooltip content={absoluteWords(iso)}>
			<button
				type="button"
				className={cn(
					"cursor-default whitespace-nowrap rounded-sm underline decoration-dotted decoration-line-strong underline-offset-3",
					className,
				)}
			>
				{time}
			</button>
		</Tooltip>
	)
}
