import { Field } from "./field.tsx"
import { Input } from "./input.tsx"

/** A passphrase: never shown. `isNew`: browsers offer to make one; they fill in none that they have kept. */
export function PassphraseField({
	value,
	onChange,
	isNew = false,
	...field
}: {
	readonly id: string
	readonly label: string
	readonly help?: string
	readonly optional?: boolean
	readonly problem: { readonly text: string } | undefined
	readonly isNew?: boolean
	readonly value: string
	readonly onChange: (value: string) => void
}) {
	return (
		<Field {...field}>
			{(props) => (
				<Input
					{...props}
					type="password"
					autoComplete={isNew ? "new-password" : "off"}
					className="max-w-md"
					value={value}
					onChange={(event) => onChange(event.target.value)}
				/>
			)}
		</Field>
	)
}
