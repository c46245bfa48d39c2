import type { ComponentProps } from "react"
import { Field } from "./field.tsx"
import { Input, Textarea } from "./input.tsx"

/*
 * <TextField id="cn" label="Common name" optional value={v} onChange={setV} problem={…} mono />
 * <TextField id="ids" label="IDs" rows={3} value={v} onChange={setV} />                              several lines
 */

/** A label, text to type, a line of help, and what is wrong with it. `rows` makes it several lines. */
export function TextField({
	value,
	onChange,
	mono = false,
	rows,
	placeholder,
	inputMode,
	...field
}: Omit<ComponentProps<typeof Field>, "children"> & {
	readonly value: string
	readonly onChange: (value: string) => void
	readonly mono?: boolean
	readonly rows?: number
	readonly placeholder?: string
	readonly inputMode?: "numeric"
}) {
	const common = {
		...{ mono, value },
		...(placeholder === undefined ? {} : { placeholder }),
		...(inputMode === undefined ? {} : { inputMode }),
	}
	return (
		<Field {...field}>
			{(props) =>
				rows === undefined ? (
					<Input {...props} {...common} onChange={(event) => onChange(event.target.value)} />
				) : (
					<Textarea {...props} {...common} rows={rows} onChange={(event) => onChange(event.target.value)} />
				)
			}
		</Field>
	)
}
