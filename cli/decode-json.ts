import type { CapturedRun } from "#report/captured-run"
import { decodeDocument } from "#report/decode-document"

/** Characters of connections that are held back until those before them have ended. */
const heldMax = 64 * 1024 * 1024

/**
 * Prints connections as one JSON document while they come, in the order in which they began. A connection waits for
 * those before it, unless more than 64 MiB wait already: then the order gives way, and `index` tells it.
 */
export class DecodeJsonWriter {
	readonly #out: (text: string) => void
	readonly #waiting = new Map<number, string>()
	#held = 0
	#next = 0
	#isFirst = true

	constructor(out: (text: string) => void) {
		this.#out = out
		out('{"connections": [')
	}

	add(captured: CapturedRun): void {
		const text = JSON.stringify(decodeDocument(captured))
		this.#waiting.set(captured.index, text)
		this.#held += text.length
		this.#printNext()
		while (this.#held > heldMax) this.#printLowest()
	}

	/** Prints what is left, and the keys that follow the connections. */
	finish(rest: Readonly<Record<string, unknown>>): void {
		while (this.#waiting.size > 0) this.#printLowest()
		const more = Object.entries(rest).map(
			([key, value]) => `,\n${JSON.stringify(key)}: ${JSON.stringify(value)}`,
		)
		this.#out(`\n]${more.join("")}}\n`)
	}

	#printNext(): void {
		while (this.#waiting.has(this.#next)) {
			this.#print(this.#next)
			this.#next += 1
		}
	}

	#printLowest(): void {
		const lowest = Math.min(...this.#waiting.keys())
		this.#print(lowest)
		this.#next = Math.max(this.#next, lowest + 1)
		this.#printNext()
	}

	#print(index: number): void {
		const text = this.#waiting.get(index)
		if (text === undefined) return
		this.#waiting.delete(index)
		this.#held -= text.length
		this.#out(`${this.#isFirst ? "\n" : ",\n"}${text}`)
		this.#isFirst = false
	}
}
