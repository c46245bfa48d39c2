import type { CapturedRun } from "#report/captured-run"
import { byUrgency, type CapturedRow, capturedRow, renderCapturedTable } from "#report/captured-table"
import { renderCaptured } from "#report/captured-terminal"
import type { CaptureSummary } from "#tls/capture-file/captured-connection"
import type { CliIo } from "./io.ts"

/** Up to this many connections are shown whole. */
const wholeMax = 5
const rowsMax = 100
/** Rows that are kept; of a file with more connections the least urgent are only counted. */
const rowsKeptMax = 20_000

/** Prints connections for people: whole where they are few, as a table where they are many, problems first. */
export class DecodeTextWriter {
	readonly #io: CliIo
	readonly #only: number | undefined
	#rows: CapturedRow[] = []
	#count = 0
	#whole: CapturedRun[] = []

	constructor(io: CliIo, only: number | undefined) {
		this.#io = io
		this.#only = only
	}

	add(captured: CapturedRun): void {
		this.#count += 1
		if (this.#only !== undefined) {
			if (captured.index === this.#only) this.#whole.push(captured)
			return
		}
		this.#rows.push(capturedRow(captured))
		if (this.#rows.length > 2 * rowsKeptMax) this.#rows = this.#rows.sort(byUrgency).slice(0, rowsKeptMax)
		if (this.#whole.length <= wholeMax) this.#whole.push(captured)
	}

	/** True when the connection that was asked for was found, or none was asked for. */
	finish(summary: CaptureSummary | undefined, problems: readonly string[]): boolean {
		const { out, width, colour } = this.#io
		const options = { width, colour }
		const isTable = this.#only === undefined && this.#count > wholeMax
		if (isTable) {
			out(renderCapturedTable(this.#rows, rowsMax, options))
			out(`\nShow one whole with --connection N.\n`)
		} else {
			const whole = this.#whole.sort((a, b) => a.index - b.index)
			out(whole.map((captured) => renderCaptured(captured, options)).join("\n"))
		}
		if (summary !== undefined) out(`${this.#count === 0 ? "" : "\n"}${summaryLine(summary)}\n`)
		for (const problem of problems.slice(0, 10)) out(`- ${problem}\n`)
		return this.#only === undefined || this.#whole.length > 0
	}
}

function summaryLine({ format, bytes, packets, connections, embeddedKeyLogLines }: CaptureSummary): string {
	const keys = embeddedKeyLogLines === 0 ? "" : `, ${embeddedKeyLogLines} key log lines in the file`
	const count = `${connections} TCP connection${connections === 1 ? "" : "s"}`
	return `${count} in ${packets} packets (${format}, ${bytes} bytes${keys}).`
}
