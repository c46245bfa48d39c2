"use client"

import { Tabs as BaseTabs } from "@base-ui/react/tabs"
import { type ReactNode, useEffect, useRef } from "react"
import { cn } from "./class-names.tsx"

/*
 * <Tabs label="Views" value={v} onChange={setV} tabs={[{ value, label, count?, content }]} />
 * Only the chosen panel is rendered. Keep `value` in the address.
 */

/** One tab of a row of tabs. */
export interface TabItem<Value extends string> {
	readonly value: Value
	readonly label: string
	/** Shown behind the label; zero and absent show nothing. */
	readonly count?: number
	readonly content: ReactNode
}

/** A row of tabs over one panel; arrows move between tabs, and where it is narrow the row scrolls to the chosen one. */
export function Tabs<Value extends string>({
	label,
	value,
	onChange,
	tabs,
	className,
}: {
	readonly label: string
	readonly value: Value
	readonly onChange: (value: Value) => void
	readonly tabs: readonly TabItem<Value>[]
	readonly className?: string
}) {
	const list = useRef<HTMLDivElement>(null)
	useEffect(() => {
		const row = list.current
		const chosen = row?.querySelector<HTMLElement>(`[role=tab][data-value="${value}"]`)
		if (!row || !chosen) return
		const end = chosen.offsetLeft + chosen.offsetWidth
		if (chosen.offsetLeft < row.scrollLeft) row.scrollLeft = chosen.offsetLeft
		else if (end > row.scrollLeft + row.clientWidth) row.scrollLeft = end - row.clientWidth
	}, [value])
	return (
		<BaseTabs.Root value={value} onValueChange={onChange} className={className}>
			<BaseTabs.List
				ref={list}
				aria-label={label}
				activateOnFocus
				className="relative flex overflow-x-auto border-line border-b [scrollbar-width:none]"
			>
				{tabs.map((tab) => (
					<BaseTabs.Tab
						key={tab.value}
						value={tab.value}
						data-value={tab.value}
						className={cn(
							"-mb-px flex h-10 shrink-0 items-center gap-1.5 border-transparent border-b-2 px-3 text-ink-soft text-sm whitespace-nowrap first:-ml-0 hover:text-ink",
							"focus-visible:-outline-offset-2 data-active:border-ink data-active:font-medium data-active:text-ink",
						)}
					>
						{tab.label}
						{tab.count ? (
							<span className="rounded-sm bg-surface-sunken px-1.5 text-ink-soft text-xs tabular">
								{tab.count}
							</span>
						) : null}
					</BaseTabs.Tab>
				))}
			</BaseTabs.List>
			{tabs.map((tab) => (
				<BaseTabs.Panel key={tab.value} value={tab.value} className="pt-4 outline-offset-4">
					{tab.content}
				</BaseTabs.Panel>
			))}
		</BaseTabs.Root>
	)
}
