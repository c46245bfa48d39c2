import type { Meaning } from "#components/ui/meaning"
import { Breakable, Mono } from "#components/ui/mono"
import { Status } from "#components/ui/status"

/** One question, its answer, and what showed it. */
export interface AnswerRow {
	readonly name: string
	readonly meaning: Meaning
	/** What a machine said. */
	readonly values?: readonly string[]
	readonly note: string
}

/** Questions and answers, one a line: name, icon with word, evidence. */
export function AnswerRows({ rows }: { readonly rows: readonly AnswerRow[] }) {
	return (
		<dl className="border-line border-t">
			{rows.map(({ name, meaning, values = [], note }) => (
				<div
					key={name}
					className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 border-line border-b py-1.5 text-sm sm:grid-cols-[10rem_7rem_minmax(0,1fr)]"
				>
					<dt className="min-w-0 wrap-anywhere">{name}</dt>
					<dd className="contents">
						<Status meaning={meaning} className="self-start" />
						<span className="min-w-0 text-ink-soft max-sm:col-span-2">
							{values.map((value) => (
								<Mono key={value} className="mr-2 text-ink">
									{value}
								</Mono>
							))}
							<span className="wrap-anywhere">
								<Breakable>{note}</Breakable>
							</span>
						</span>
					</dd>
				</div>
			))}
		</dl>
	)
}
