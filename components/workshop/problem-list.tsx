import type { FieldProblem } from "#pki/field-problem"

/** What is wrong with fields that have no place of their own on the page. */
export function ProblemList({
	problems,
	apartFrom = [],
}: {
	readonly problems: readonly FieldProblem[]
	/** Fields that show their problem themselves. */
	readonly apartFrom?: readonly string[]
}) {
	const told = problems.filter(({ field }) => !apartFrom.includes(field))
	return (
		<div role="alert">
			{told.map(({ field, text }) => (
				<p key={`${field} ${text}`} className="text-broken wrap-anywhere">
					{text}
				</p>
			))}
		</div>
	)
}

/** The problem of one field, as the field takes it. */
export function problemOf(problems: readonly FieldProblem[], field: string): FieldProblem | undefined {
	return problems.find((problem) => problem.field === field)
}
