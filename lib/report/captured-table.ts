import type { CapturedRun } from "./captured-run.ts"
import { verdictTones } from "./captured-terminal.ts"
import { printableLine } from "./printable-text.ts"
import type { TerminalOptions } from "./terminal.ts"
import { painter } from "./terminal-paint.ts"
import { verdictWords } from "./words.ts"

/** One connection in a list: what is kept of it when the file has very many. */
export interface CapturedRow {
	readonly index: number
	readonly client: string
	readonly server: string
	readonly target: string
	readonly protocol: CapturedRun["protocol"]
	readonly startedAt: string
	readonly verdict: CapturedRun["report"]["verdict"]["kind"]
	/** What is wrong, or what came of it. At most 300 characters. */
	readonly sentence: string
	readonly calls: number
	/** True when it carries TLS or HTTP/2, or did not come about. */
	readonly isJudged: boolean
}

const sentenceMax = 300

/** What a list keeps of a connection. */
export function capturedRow(captured: CapturedRun): CapturedRow {
	const { verdict } = captured.report
	return {
		index: captured.index,
		client: captured.client,
		server: captured.server,
		target: captured.run.target,
		protocol: captured.protocol,
		startedAt: captured.startedAt,
		verdict: verdict.kind,
		sentence: sentenceOf(captured).slice(0, sentenceMax),
		calls: captured.application?.http2?.callCount ?? 0,
		isJudged: captured.run.attempts.length > 0,
	}
}

/** The leading finding; how it ended where nothing is wrong. */
function sentenceOf({ run, report }: CapturedRun): string {
	const [lead] = report.findings
	const outcome = run.attempts[0]?.outcome.text
	if (lead === undefined || lead.severity === "ok") return outcome ?? report.verdict.sentence
	return lead.title
}

const order = { broken: 0, attention: 1, unknown: 2, ok: 3 } as const satisfies Record<
	CapturedRow["verdict"],
	number
>

/** Problems first, what is not judged last, otherwise in the order in which they began. */
export function byUrgency(a: CapturedRow, b: CapturedRow): number {
	return Number(b.isJudged) - Number(a.isJudged) || order[a.verdict] - order[b.verdict] || a.index - b.index
}

/** Renders at most `rowsMax` connections as a table, problems first. Ends with a newline. */
export function renderCapturedTable(
	rows: readonly CapturedRow[],
	rowsMax: number,
	options: TerminalOptions,
): string {
	const width = Math.min(200, Math.max(40, options.width))
	const paint = painter(options.colour)
	const shown = rows.toSorted(byUrgency).slice(0, rowsMax)
	const numberWidth = Math.max(2, ...shown.map((row) => `#${row.index}`.length))
	const endsWidth = Math.max(0, ...shown.map((row) => ends(row).length))
	const lines = shown.map((row) => {
		const { mark } = verdictWords[row.verdict]
		const line = `${mark} ${`#${row.index}`.padEnd(numberWidth)}  ${ends(row).padEnd(endsWidth)}  ${printableLine(row.sentence)}`
		return paint(line.length > width ? `${line.slice(0, width - 1)}…` : line, verdictTones[row.verdict])
	})
	const rest = rows.length - shown.length
	return [
		...lines,
		...(rest > 0 ? [paint(`… ${rest} more connections; --json has all of them`, "dim")] : []),
		"",
	].join("\n")
}

function ends(row: CapturedRow): string {
	return `${row.client} → ${row.server}`
}
