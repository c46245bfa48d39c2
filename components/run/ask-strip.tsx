import type { ReactNode } from "react"

/** One sentence on what could be asked for, and the button that asks. */
export function AskStrip({
	children,
	action,
}: {
	readonly children: ReactNode
	/** Absent where nothing can be started from here. */
	readonly action?: ReactNode
}) {
	return (
		<div className="mb-6 flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-line border-b pb-4">
			<p className="min-w-0 max-w-prose text-pretty text-ink-soft">{children}</p>
			{action === undefined ? null : <div className="print:hidden">{action}</div>}
		</div>
	)
}
