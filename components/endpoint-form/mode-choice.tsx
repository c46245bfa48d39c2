"use client"

import { cn } from "#components/ui/class-names"
import type { EndpointMode } from "#endpoints/endpoint"
import { modeChoices } from "./form-groups.tsx"

/** The modes as radio buttons, each with its sentence. */
export function ModeChoice({
	value,
	onChange,
	id,
}: {
	readonly value: EndpointMode
	readonly onChange: (mode: EndpointMode) => void
	/** Id of the chosen radio button, so that a problem can lead here. */
	readonly id: string
}) {
	return (
		<fieldset>
			<legend className="mb-1.5 font-medium text-sm">Mode</legend>
			<div className="grid gap-px overflow-hidden rounded-md border border-line-strong bg-line sm:grid-cols-2">
				{modeChoices.map(({ mode, label, sentence }) => {
					const chosen = mode === value
					return (
						<label
							key={mode}
							className={cn(
								"flex cursor-pointer gap-2.5 bg-surface-raised p-3 focus-within:relative focus-within:outline-2 focus-within:outline-focus focus-within:-outline-offset-2 hover:bg-surface-sunken",
								chosen && "bg-surface-sunken",
							)}
						>
							<input
								type="radio"
								name="mode"
								value={mode}
								checked={chosen}
								id={chosen ? id : undefined}
								onChange={() => onChange(mode)}
								className="mt-1 size-4 shrink-0 accent-ink outline-none"
							/>
							<span>
								<span className="block font-medium">{label}</span>
								<span className="block text-ink-soft text-sm">{sentence}</span>
							</span>
						</label>
					)
				})}
			</div>
		</fieldset>
	)
}
