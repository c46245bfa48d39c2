import { CircleAlert } from "lucide-react"
import type { ReactNode } from "react"

/*
 * <Field id="target" label="Target" help="host:port, grpcs://host:port …" problem={{ text, hint }}>
 *   {(props) => <Input {...props} … />}
 * </Field>
 */

/** What the control inside a field must carry, so that its label, help and problem are announced. */
export interface FieldControlProps {
	readonly id: string
	readonly "aria-describedby": string | undefined
	readonly "aria-invalid": true | undefined
}

/** A label, a control, a line of help, and beneath it what is wrong and what to do. */
export function Field({
	id,
	label,
	help,
	problem,
	optional = false,
	aside,
	children,
}: {
	readonly id: string
	readonly label: string
	readonly help?: ReactNode
	readonly problem?: { readonly text: string; readonly hint?: string } | undefined
	readonly optional?: boolean
	/** At the right of the label: a small action. */
	readonly aside?: ReactNode
	readonly children: (props: FieldControlProps) => ReactNode
}) {
	const helpId = help === undefined ? undefined : `${id}-help`
	const problemId = problem === undefined ? undefined : `${id}-problem`
	const describedBy = [problemId, helpId].filter((part) => part !== undefined).join(" ")
	return (
		<div className="flex min-w-0 flex-col gap-1">
			<div className="flex min-h-6 items-end justify-between gap-3">
				<label htmlFor={id} className="font-medium text-sm">
					{label}
					{optional ? <span className="ml-1.5 font-normal text-ink-faint">optional</span> : null}
				</label>
				{aside}
			</div>
			{children({
				id,
				"aria-describedby": describedBy === "" ? undefined : describedBy,
				"aria-invalid": problem === undefined ? undefined : true,
			})}
			{problem === undefined ? null : (
				<p id={problemId} className="flex gap-1.5 text-broken text-sm">
					<CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
					<span className="min-w-0 wrap-anywhere">
						{problem.text} {problem.hint ? <span className="text-ink-soft">{problem.hint}</span> : null}
					</span>
				</p>
			)}
			{help === undefined ? null : (
				<p id={helpId} className="text-ink-faint text-sm">
					{help}
				</p>
			)}
		</div>
	)
}
