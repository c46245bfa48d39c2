import type { CapturedRun } from "#report/captured-run"
import type { CapturedRow } from "#report/captured-table"
import { capturedRow } from "#report/captured-table"
import { readCapture } from "#report/read-capture"
import { openKeyLogSearch } from "#tls/capture-file/open-key-log-search"
import { unpackCapture } from "#tls/capture-file/unpack-capture"
import { splitKeyLog } from "#tls/keylog"
import { portablePrimitives } from "#tls/portable-primitives"
import type { CaptureEvent } from "./capture-messages.tsx"
import { KeptConnections } from "./kept-connections.tsx"
import { KeyLogMatcher } from "./key-log-match.tsx"

const keyLogLinesMax = 1_000_000
const keyLogLengthMax = 256 * 1024 * 1024
/** How often the page hears of progress, in milliseconds. */
const reportEveryMs = 150

/** Reads one capture file in the page, and answers what is asked about its connections afterwards. */
export class CaptureReader {
	readonly #file: File
	readonly #keyLogs: readonly Blob[]
	readonly #tell: (event: CaptureEvent) => void
	readonly #kept = new KeptConnections()
	#keyLog: readonly string[] = []
	#isStopped = false

	constructor(file: File, keyLogs: readonly Blob[], tell: (event: CaptureEvent) => void) {
		this.#file = file
		this.#keyLogs = keyLogs
		this.#tell = tell
	}

	/** Reads the file to its end: rows and progress as they come, then the summary. Never rejects. */
	async read(): Promise<void> {
		try {
			await this.#readAll()
		} catch (cause) {
			this.#tell({ kind: "failed", text: failureText(cause) })
		}
	}

	/** Ends reading before the end of the file; connections that are open are judged by what came. */
	stop(): void {
		this.#isStopped = true
	}

	/** Sends one connection; reads the file again where it was not kept. Never rejects. */
	async show(index: number): Promise<void> {
		const kept = this.#kept.find(index)
		if (kept !== undefined) {
			this.#tell({ kind: "connection", captured: kept })
			return
		}
		this.#tell({ kind: "searching", index })
		try {
			const found = await this.#findAgain(index)
			this.#tell(found === undefined ? { kind: "missing", index } : { kind: "connection", captured: found })
		} catch (cause) {
			this.#tell({ kind: "failed", text: failureText(cause) })
		}
	}

	async #readAll(): Promise<void> {
		if (this.#file.size === 0) {
			this.#tell({ kind: "failed", text: "the file is empty" })
			return
		}
		const given = await this.#givenKeyLog()
		const matcher = new KeyLogMatcher()
		matcher.addLines(given)
		this.#keyLog = [...given, ...(await this.#embeddedKeyLog())]
		const problems: string[] = []
		let rows: CapturedRow[] = []
		let stored = 0
		let reportedAt = 0
		const report = () => {
			this.#tell({ kind: "progress", bytes: stored, rows })
			rows = []
			reportedAt = performance.now()
		}
		const readings = readCapture(
			this.#untilStopped(
				this.#chunks(problems, (bytes) => {
					stored = bytes
					if (performance.now() - reportedAt > reportEveryMs) report()
				}),
			),
			{ primitives: portablePrimitives, keyLog: this.#keyLog },
		)
		let step = await readings.next()
		while (step.done !== true) {
			rows.push(capturedRow(step.value))
			this.#kept.add(step.value)
			matcher.see(step.value)
			step = await readings.next()
		}
		if (!step.value.ok) {
			this.#tell({ kind: "failed", text: step.value.error.text })
			return
		}
		if (this.#isStopped) {
			this.#tell({ kind: "stopped", rows })
			return
		}
		const summary = { ...step.value.value, problems: [...step.value.value.problems, ...problems] }
		const isGiven = this.#keyLogs.length > 0
		this.#tell({ kind: "read", summary, rows, ...(isGiven ? { match: matcher.match } : {}) })
	}

	async #findAgain(only: number): Promise<CapturedRun | undefined> {
		const readings = readCapture(
			this.#chunks([], () => undefined),
			{ primitives: portablePrimitives, keyLog: this.#keyLog, only },
		)
		const step = await readings.next()
		await readings.return?.({ ok: false, error: { kind: "unknown-format", text: "stopped" } })
		return step.done === true ? undefined : step.value
	}

	async #givenKeyLog(): Promise<readonly string[]> {
		const lines: string[] = []
		for (const keyLog of this.#keyLogs) {
			if (keyLog.size > keyLogLengthMax) throw new Error("the key log is larger than 256 MiB")
			lines.push(...splitKeyLog(await keyLog.text(), keyLogLinesMax))
		}
		return lines
	}

	async #embeddedKeyLog(): Promise<readonly string[]> {
		const search = openKeyLogSearch()
		for await (const chunk of this.#untilStopped(this.#chunks([], () => undefined))) {
			if (search.isStopped()) break
			search.push(chunk)
		}
		return search.end()
	}

	async *#untilStopped(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
		for await (const chunk of chunks) {
			if (this.#isStopped) return
			yield chunk
		}
	}

	#chunks(problems: string[], onStored: (bytes: number) => void): AsyncIterable<Uint8Array> {
		let bytes = 0
		const counted = this.#file.stream().pipeThrough(
			new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
				transform: (chunk, controller) => {
					bytes += chunk.length
					onStored(bytes)
					controller.enqueue(chunk)
				},
			}),
		)
		return unpackCapture(counted, { onProblem: (text) => problems.push(text) })
	}
}

function failureText(cause: unknown): string {
	if (cause instanceof DOMException) return `the browser cannot read the file any more (${cause.name})`
	return cause instanceof Error ? cause.message : "the file cannot be read"
}
