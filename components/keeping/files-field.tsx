import { useId } from "react"
import { Field } from "#components/ui/field"
import { Input } from "#components/ui/input"

/** Files to choose, and what is wrong with those that were chosen. */
export function FilesField({
	label,
	help,
	problem,
	onFiles,
}: {
	readonly label: string
	readonly help: string
	readonly problem: { readonly text: string } | undefined
	readonly onFiles: (files: readonly File[]) => void
}) {
	return (
		<Field id={useId()} label={label} help={help} problem={problem}>
			{(props) => (
				<Input
					{...props}
					type="file"
					multiple
					className="h-auto max-w-md py-1.5"
					onChange={(event) => onFiles([...(event.target.files ?? [])])}
				/>
			)}
		</Field>
	)
}
