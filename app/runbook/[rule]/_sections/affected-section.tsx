import Link from "next/link"
import { endpointAddress } from "#components/ui/address"
import { SectionHeading } from "#components/ui/heading"
import { Skeleton } from "#components/ui/skeleton"
import { getRunView, listEndpointRows } from "#server/queries"

/** Newest runs that are read for one page. */
const runsMax = 60

/** What does not work has findings, what works seldom has any. */
const order = { broken: 0, attention: 1, unknown: 2, ok: 3 } as const

/**
 * The endpoints whose newest run has this finding. Of a large fleet not every run is read: first those of the worst
 * verdict, among them the newest.
 */
export async function AffectedSection({ rule }: { readonly rule: string }) {
	const checked = (await listEndpointRows())
		.flatMap((row) => (row.last === undefined ? [] : [{ row, last: row.last }]))
		.toSorted(
			(a, b) =>
				order[a.last.verdict] - order[b.last.verdict] || (a.last.startedAt < b.last.startedAt ? 1 : -1),
		)
	const looked = checked.slice(0, runsMax)
	const runs = await Promise.all(
		looked.map(async ({ row, last }) => ({ row, last, run: await getRunView(last.runId) })),
	)
	const affected = runs.filter(({ run }) => run?.report.findings.some((finding) => finding.rule === rule))
	return (
		<section aria-labelledby="affected">
			<SectionHeading id="affected">Endpoints that have it now</SectionHeading>
			{affected.length === 0 ? (
				<p className="text-ink-soft">
					{looked.length === 0
						? "None was checked yet."
						: `None of the ${looked.length} that were looked at.`}
				</p>
			) : (
				<ul>
					{affected.map(({ row, last }) => (
						<li key={row.id} className="flex flex-wrap gap-x-4 border-line border-t py-1.5">
							<Link href={endpointAddress(row.id)} className="link font-medium">
								{row.name}
							</Link>
							<span className="min-w-0 flex-1 basis-72 text-ink-soft">{last.sentence}</span>
						</li>
					))}
				</ul>
			)}
			{checked.length > runsMax ? (
				<p className="mt-1 text-ink-faint text-sm">
					Looked at {runsMax} of {checked.length} endpoints: those that do not work first, then the newest
					checks.
				</p>
			) : null}
		</section>
	)
}

/** Stands in while runs are read. */
export function AffectedSkeleton() {
	return (
		<section aria-label="Endpoints that have it now">
			<SectionHeading>Endpoints that have it now</SectionHeading>
			<Skeleton className="h-4 w-64" />
		</section>
	)
}
