"use client"

import { Tooltip as BaseTooltip } from "@base-ui/react/tooltip"
import type { ReactElement, ReactNode } from "react"

/*
 * <Tooltip content="Copied text"><Button size="icon" aria-label="Copy">…</Button></Tooltip>
 * The child must be one element that can take focus and a ref. A tooltip repeats or adds; it never holds the only label.
 */

/** A short text that appears on hover and on focus, and goes on Escape. */
export function Tooltip({
	content,
	children,
}: {
	readonly content: ReactNode
	readonly children: ReactElement<Record<string, unknown>>
}) {
	return (
		<BaseTooltip.Root>
			<BaseTooltip.Trigger render={children} />
			<BaseTooltip.Portal>
				<BaseTooltip.Positioner sideOffset={6} className="z-50">
					<BaseTooltip.Popup className="max-w-80 animate-appear rounded-md border border-line-strong bg-surface-raised px-2 py-1 text-ink text-xs shadow-float wrap-anywhere">
						{content}
					</BaseTooltip.Popup>
				</BaseTooltip.Positioner>
			</BaseTooltip.Portal>
		</BaseTooltip.Root>
	)
}

/** Lets one tooltip follow the next without a delay; once, in the shell. */
export const TooltipProvider = BaseTooltip.Provider
