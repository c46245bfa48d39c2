"use client"

import { Select as BaseSelect } from "@base-ui/react/select"
import { Check, ChevronsUpDown } from "lucide-react"
import { cn } from "./class-names.tsx"

/*
 * <Select label="Client" value={v} onChange={setV} options={[{ value: "go", label: "Go" }]} size="sm" />
 * The label is for screen readers unless you render your own beside it and pass labelledBy.
 */

/** One choice of a list. `Value` is a union of strings, so a choice that does not exist does not compile. */
export function Select<Value extends string>({
	label,
	value,
	onChange,
	options,
	size = "md",
	className,
	prefix,
}: {
	readonly label: string
	readonly value: Value
	readonly onChange: (value: Value) => void
	readonly options: readonly { readonly value: Value; readonly label: string }[]
	readonly size?: "md" | "sm"
	readonly className?: string
	/** A quiet word in front of the chosen value, e.g. `Sort`. */
	readonly prefix?: string
}) {
	return (
		<BaseSelect.Root
			items={options}
			value={value}
			onValueChange={(next) => {
				if (next !== null) onChange(next)
			}}
		>
			<BaseSelect.Trigger
				aria-label={label}
				className={cn(
					"inline-flex items-center justify-between gap-2 rounded-md border border-line-strong bg-surface-raised pr-1.5 pl-2.5 text-left text-ink hover:bg-surface-sunken",
					size === "sm" ? "h-7 text-xs" : "h-9 text-sm",
					className,
				)}
			>
				<span className="truncate">
					{prefix === undefined ? null : <span className="mr-1 text-ink-faint">{prefix}</span>}
					<BaseSelect.Value />
				</span>
				<BaseSelect.Icon>
					<ChevronsUpDown aria-hidden className="size-3.5 text-ink-faint" />
				</BaseSelect.Icon>
			</BaseSelect.Trigger>
			<BaseSelect.Portal>
				<BaseSelect.Positioner
					className="z-50 outline-hidden"
					sideOffset={4}
					alignItemWithTrigger={false}
					align="start"
				>
					<BaseSelect.Popup className="max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto rounded-md border border-line-strong bg-surface-raised py-1 text-ink shadow-float outline-hidden">
						{options.map((option) => (
							<BaseSelect.Item
								key={option.value}
								value={option.value}
								className="grid min-h-8 cursor-default grid-cols-[1rem_1fr] items-center gap-2 py-1 pr-4 pl-2.5 text-sm outline-hidden select-none data-highlighted:bg-surface-sunken"
							>
								<BaseSelect.ItemIndicator className="col-start-1">
									<Check aria-hidden className="size-3.5" />
								</BaseSelect.ItemIndicator>
								<BaseSelect.ItemText className="col-start-2">{option.label}</BaseSelect.ItemText>
							</BaseSelect.Item>
						))}
					</BaseSelect.Popup>
				</BaseSelect.Positioner>
			</BaseSelect.Portal>
		</BaseSelect.Root>
	)
}
