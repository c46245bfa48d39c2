import { SectionHeading } from "#components/ui/heading"
import { Mono } from "#components/ui/mono"
import { EmptyTab } from "./empty-tab.tsx"
import type { FactGroup, LaneFact } from "./lane-facts.tsx"

const valuesMax = 60
/** Longer lists run on in one paragraph. */
const linesMax = 6

/** What the server offers on this lane, as plain facts. */
export function Facts({
	groups,
	emptyReason,
}: {
	readonly groups: readonly FactGroup[]
	readonly emptyReason: string
}) {
	if (groups.length === 0) return <EmptyTab>{emptyReason}</EmptyTab>
	return (
		<div className="gap-x-10 lg:columns-2">
			{groups.map((group) => (
				<section key={group.title} className="mb-6 min-w-0 break-inside-avoid">
					<SectionHeading level={3}>{group.title}</SectionHeading>
					<dl className="border-line border-t">
						{group.facts.map((fact) => (
							<FactRow key={fact.name} fact={fact} />
						))}
					</dl>
				</section>
			))}
		</div>
	)
}

function FactRow({ fact }: { readonly fact: LaneFact }) {
	const hidden = fact.values.length - valuesMax
	return (
		<div className="grid grid-cols-[9rem_minmax(0,1fr)] gap-3 border-line border-b py-1 text-sm">
			<dt className="text-ink-faint wrap-anywhere">{fact.name}</dt>
			<dd className="min-w-0">
				{fact.values.length > linesMax ? (
					<Mono>{fact.values.slice(0, valuesMax).join(", ")}</Mono>
				) : (
					fact.values.map((value) => (
						<Mono key={value} className="block">
							{value}
						</Mono>
					))
				)}
				{hidden > 0 ? <span className="text-ink-faint">and {hidden} more</span> : null}
			</dd>
		</div>
	)
}
