import { ChevronLeft } from "lucide-react"
import Link from "next/link"
import type { ReactNode } from "react"
import { modeWords } from "#components/ui/meaning"
import { Mono } from "#components/ui/mono"
import type { EndpointMode } from "#endpoints/endpoint"

/** The head of a run's page: where it leads back to, whose run it is, and what one can do. */
export function RunHeader({
	name,
	target,
	mode,
	when,
	actions,
}: {
	/** Name of the endpoint; absent for a target that is not saved. */
	readonly name?: string
	readonly target: string
	readonly mode: EndpointMode
	readonly when?: ReactNode
	readonly actions: ReactNode
}) {
	return (
		<header className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
			<div className="min-w-0">
				<div className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
					<Link
						href="/"
						className="flex items-center gap-0.5 rounded-sm text-ink-soft text-sm hover:text-ink print:hidden"
					>
						<ChevronLeft aria-hidden className="size-4" />
						Overview
					</Link>
					<h1 className="min-w-0 font-semibold text-lg">
						{name === undefined ? <Mono>{target}</Mono> : name}
					</h1>
					{name === undefined ? null : <Mono className="text-ink-soft">{target}</Mono>}
				</div>
				<p className="flex flex-wrap gap-x-3 text-ink-faint text-sm">
					<span>expected: {modeWords[mode]}</span>
					{when === undefined ? null : <span>{when}</span>}
				</p>
			</div>
			<div className="flex flex-wrap gap-2 print:hidden">{actions}</div>
		</header>
	)
}
