"use client"

import { TextField } from "#components/ui/text-field"
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
	const about = (field: string) => problemOf(problems, field)
	return (
		<>
			<TextField
				id="choice-permitted"
				label="Vouches only for"
				optional
				help="Domains, IP ranges, @mail domains, spiffe://domains. Nothing: for every name."
				problem={about("permittedNames")}
				mono
				value={typed.permitted}
				placeholder="example.org, 10.0.0.0/8"
				onChange={(text) => set({ permitted: text })}
			/>
			<TextField
				id="choice-excluded"
				label="Never vouches for"
				optional
				problem={about("excludedNames")}
				mono
				value={typed.excluded}
				onChange={(text) => set({ excluded: text })}
			/>
			<TextField
				id="choice-path-length"
				label="Path length"
				optional
				help="How many CAs may follow below it."
				problem={about("pathLength")}
				mono
				inputMode="numeric"
				value={typed.pathLength}
				onChange={(text) => set({ pathLength: text })}
			/>
		</>
	)
}
