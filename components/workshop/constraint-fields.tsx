"use client"

import { Field } from "#components/ui/field"
import { Input } from "#components/ui/input"
import type { FieldProblem } from "#pki/field-problem"
import type { Typed } from "./choice-form.tsx"
import { problemOf } from "./problem-list.tsx"

/** What a CA may vouch for, and how many CAs may follow below it. */
export function ConstraintFields({
	typed,
	set,
	problems,
}: {
	readonly typed: Typed
	readonly set: (change: Partial<Typed>) => void
	readonly problems: readonly FieldProblem[]
}) {
	const about = (field: string) => {
		const text = problemOf(problems, field)
		return text === undefined ? undefined : { text }
	}
	return (
		<>
			<Field
				id="choice-permitted"
				label="Vouches only for"
				optional
				help="Domains, IP ranges, @mail domains, spiffe://domains. Nothing: for every name."
				problem={about("permittedNames")}
			>
				{(props) => (
					<Input
						{...props}
						mono
						value={typed.permitted}
						placeholder="example.org, 10.0.0.0/8"
						onChange={(event) => set({ permitted: event.target.value })}
					/>
				)}
			</Field>
			<Field id="choice-excluded" label="Never vouches for" optional problem={about("excludedNames")}>
				{(props) => (
					<Input
						{...props}
						mono
						value={typed.excluded}
						onChange={(event) => set({ excluded: event.target.value })}
					/>
				)}
			</Field>
			<Field
				id="choice-path-length"
				label="Path length"
				optional
				help="How many CAs may follow below it."
				problem={about("pathLength")}
			>
				{(props) => (
					<Input
						{...props}
						mono
						inputMode="numeric"
						value={typed.pathLength}
						onChange={(event) => set({ pathLength: event.target.value })}
					/>
				)}
			</Field>
		</>
	)
}
