"use client"

import { Field } from "#components/ui/field"
import { Checkbox, Input } from "#components/ui/input"
import type { FieldName } from "./form-values.tsx"
import { type EndpointFormState, fieldId } from "./use-endpoint-form.tsx"

/** One line of the form, bound to its value and its problem. */
export function LineField({
	form,
	name,
	label,
	help,
	optional = false,
	mono = false,
	placeholder,
	inputMode,
}: {
	readonly form: EndpointFormState
	readonly name: Exclude<FieldName, "mode" | "skipVerify">
	readonly label: string
	readonly help: string
	readonly optional?: boolean
	readonly mono?: boolean
	readonly placeholder?: string
	readonly inputMode?: "numeric"
}) {
	return (
		<Field id={fieldId(name)} label={label} help={help} optional={optional} problem={form.problemOf(name)}>
			{(props) => (
				<Input
					{...props}
					mono={mono}
					value={form.values[name]}
					placeholder={placeholder}
					inputMode={inputMode}
					onChange={(event) => form.set(name, event.target.value)}
					onBlur={() => form.touch(name)}
				/>
			)}
		</Field>
	)
}

/** The check box that says what the team's clients do. */
export function SkipVerify({ form }: { readonly form: EndpointFormState }) {
	const id = fieldId("skipVerify")
	return (
		<div>
			<label htmlFor={id} className="flex items-start gap-2 text-sm">
				<Checkbox
					id={id}
					checked={form.values.skipVerify}
					onChange={(event) => form.set("skipVerify", event.target.checked)}
					aria-describedby={`${id}-help`}
				/>
				<span className="mt-0.5 font-medium">Our clients do not verify the server</span>
			</label>
			<p id={`${id}-help`} className="mt-0.5 ml-8 text-ink-faint text-sm">
				Judge “TLS, not verified” as the configured lane. What verification would have said is shown all the
				same.
			</p>
			{form.problemOf("skipVerify") === undefined ? null : (
				<p className="ml-8 text-broken text-sm">{form.problemOf("skipVerify")?.text}</p>
			)}
		</div>
	)
}
