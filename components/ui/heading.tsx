import type { ReactNode } from "react"
import { cn } from "./class-names.tsx"

/*
 * <PageHeading title="Runbook" lead="One sentence." actions={…} />      the h1 of a page
 * <SectionHeading id="modes" aside={…}>Modes</SectionHeading>           an h2 (or level={3}), small capitals of the instrument
 */

/** The heading of a page: what it is, one sentence, and what one can do. */
export function PageHeading({
	title,
	lead,
	actions,
}: {
	readonly title: ReactNode
	readonly lead?: ReactNode
	readonly actions?: ReactNode
}) {
	return (
		<header className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
			<div className="min-w-0 max-w-3xl">
				<h1 className="text-balance font-semibold text-xl tracking-tight">{title}</h1>
				{lead === undefined ? null : <p className="mt-1 max-w-prose text-pretty text-ink-soft">{lead}</p>}
			</div>
			{actions === undefined ? null : <div className="flex flex-wrap gap-2">{actions}</div>}
		</header>
	)
}

/** The heading of a section. */
export function SectionHeading({
	id,
	level = 2,
	aside,
	children,
	className,
}: {
	readonly id?: string
	readonly level?: 2 | 3
	readonly aside?: ReactNode
	readonly children: ReactNode
	readonly className?: string
}) {
	const Tag = level === 2 ? "h2" : "h3"
	return (
		<div className={cn("mb-2 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1", className)}>
			<Tag id={id} className={cn("font-semibold", level === 2 ? "text-base" : "text-sm text-ink-soft")}>
				{children}
			</Tag>
			{aside}
		</div>
	)
}
