import { cn } from "#components/ui/class-names"
import { verdictMeanings } from "#components/ui/meaning"
import { Status } from "#components/ui/status"
import type { CapturedRow } from "#report/captured-table"

const protocolWords = {
	tls: "TLS",
	http2: "HTTP/2",
	http1: "HTTP/1",
	other: "other",
} as const satisfies Record<CapturedRow["protocol"], string>

/** One connection in the list: how it stands, who with whom, and what is to be said about it. */
export function ConnectionRow({
	row,
	at,
	isChosen,
	onChoose,
}: {
	readonly row: CapturedRow
	/** Place in the list, for the arrows. */
	readonly at: number
	readonly isChosen: boolean
	readonly onChoose: (index: number) => void
}) {
	return (
		<button
			type="button"
			data-at={at}
			aria-current={isChosen ? "true" : undefined}
			onClick={() => onChoose(row.index)}
			className={cn(
				"grid w-full items-center gap-x-3 border-line border-b px-3 py-1.5 text-left text-sm hover:bg-surface-sunken focus-visible:-outline-offset-2",
				"grid-cols-[1rem_3rem_minmax(0,1fr)_3.5rem] md:grid-cols-[1rem_3.5rem_minmax(0,22rem)_3.5rem_minmax(0,1fr)]",
				isChosen && "bg-surface-sunken shadow-[inset_2px_0_0_var(--ink)]",
			)}
		>
			<Status meaning={row.isJudged ? verdictMeanings[row.verdict] : verdictMeanings.unchecked} form="icon" />
			<span className="text-ink-faint tabular">#{row.index}</span>
			<span className="truncate font-mono text-xs" title={`${row.client} → ${row.server} (${row.target})`}>
				{row.client} → {row.server === row.target ? row.server : `${row.target}`}
			</span>
			<span className="text-ink-faint text-xs">{protocolWords[row.protocol]}</span>
			<span className="truncate text-ink-soft max-md:col-span-full max-md:pl-7">{row.sentence}</span>
		</button>
	)
}
