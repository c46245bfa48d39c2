import type { CapturedRun } from "#report/captured-run"

/** Rough bytes of connections that are kept whole beside the list. */
const keptMax = 96 * 1024 * 1024
/** From here on only those with a problem are kept. */
const keptForAllMax = 48 * 1024 * 1024

/** The connections of a file that can be shown at once; the others have to be read again. */
export class KeptConnections {
	readonly #connections = new Map<number, CapturedRun>()
	#weight = 0

	add(captured: CapturedRun): void {
		const { kind } = captured.report.verdict
		const max = kind === "broken" || kind === "attention" ? keptMax : keptForAllMax
		const weight = weightOf(captured)
		if (this.#weight + weight > max) return
		this.#weight += weight
		this.#connections.set(captured.index, captured)
	}

	find(index: number): CapturedRun | undefined {
		return this.#connections.get(index)
	}
}

/** Mostly the hex of messages. */
function weightOf({ run, application }: CapturedRun): number {
	const entries = run.attempts[0]?.transcript ?? []
	const hex = entries.reduce((sum, entry) => sum + (entry.bytes?.length ?? 0), 0)
	const calls = application?.http2?.calls.length ?? 0
	return 8_192 + 3 * hex + 512 * entries.length + 4_096 * calls
}
