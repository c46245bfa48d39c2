import type { ReactNode } from "react"

/*
 * <EmptyState title="Nothing matches." actions={<Button …/>}>One or two sentences.</EmptyState>
 */

/** What stands where there is nothing yet: what this place is for, and the next step. */
export function EmptyState({
	title,
	children,
	actions,
}: {
	readonly title: string
	readonly children?: ReactNode
	readonly actions?: ReactNode
}) {
	return (
		<div className="flex flex-col items-start gap-3 border-line border-t py-10">
			<p className="font-medium text-lg">{title}</p>
			{children === undefined ? null : <div className="max-w-prose text-ink-soft">{children}</div>}
			{actions === undefined ? null : <div className="flex flex-wrap gap-2">{actions}</div>}
		</div>
	)
}
