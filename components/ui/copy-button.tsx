"use client"

import { Check, Copy, X } from "lucide-react"
import { useEffect, useState } from "react"
import { Button } from "./button.tsx"
import { cn } from "./class-names.tsx"

/*
 * <CopyButton text={pem} label="Copy PEM" />              icon button, label for screen readers
 * <CopyButton text={cmd} label="Copy" shows="label" />    icon and word
 */

/** Puts a text on the clipboard and says whether that worked. */
export function CopyButton({
	text,
	label,
	shows = "icon",
	className,
}: {
	readonly text: string
	/** What will be copied, e.g. `Copy fingerprint`. */
	readonly label: string
	readonly shows?: "icon" | "label"
	readonly className?: string
}) {
	const [state, setState] = useState<"idle" | "copied" | "failed">("idle")
	useEffect(() => {
		if (state === "idle") return
		const timer = setTimeout(() => setState("idle"), 1_600)
		return () => clearTimeout(timer)
	}, [state])
	const copy = async () => {
		try {
			await navigator.clipboard.writeText(text)
			setState("copied")
		} catch {
			setState("failed")
		}
	}
	const said = { idle: label, copied: "Copied", failed: "Could not copy" }[state]
	const Icon = { idle: Copy, copied: Check, failed: X }[state]
	return (
		<Button
			variant={shows === "icon" ? "quiet" : "secondary"}
			size={shows === "icon" ? "icon" : "sm"}
			title={label}
			onClick={copy}
			className={cn(shows === "icon" && "size-6 [&_svg]:size-3.5", className)}
		>
			<Icon aria-hidden />
			<span className={shows === "icon" ? "sr-only" : undefined} aria-live="polite">
				{said}
			</span>
		</Button>
	)
}
