import type { Http2Call } from "./call.ts"

/** How many calls of one path came to the same. */
export interface CallSummary {
	readonly path: string
	/** `OK`, another gRPC status, `HTTP 400`, `reset: CANCEL` or `no answer`. */
	readonly came: string
	readonly count: number
}

const callsMax = 200
const failedMax = 100
const rowsMax = 200
const others = "(other paths)"

/** Counts the calls of a connection and keeps the description of some. */
export class CallTally {
	count = 0
	readonly #first: Http2Call[] = []
	readonly #failed: Http2Call[] = []
	readonly #rows = new Map<string, { path: string; came: string; count: number }>()

	/** In the order of their begin. */
	get calls(): readonly Http2Call[] {
		return [...this.#first, ...this.#failed].sort((a, b) => a.startMs - b.startMs || a.stream - b.stream)
	}

	get summary(): readonly CallSummary[] {
		return [...this.#rows.values()]
	}

	add(call: Http2Call): void {
		this.count += 1
		if (this.#first.length < callsMax) this.#first.push(call)
		else if (hasFailed(call) && this.#failed.length < failedMax) this.#failed.push(call)
		const came = outcomeOfCall(call)
		const path = call.path ?? "(unknown)"
		const isNew = !this.#rows.has(`${path} ${came}`)
		const isFull = isNew && this.#rows.size >= rowsMax
		const row = isFull ? this.#row(others, hasFailed(call) ? "failed" : "OK") : this.#row(path, came)
		row.count += 1
	}

	#row(path: string, came: string) {
		const key = `${path} ${came}`
		const row = this.#rows.get(key) ?? { path, came, count: 0 }
		this.#rows.set(key, row)
		return row
	}
}

/** What a call came to, in a few words. */
export function outcomeOfCall(call: Http2Call): string {
	if (call.grpcStatus !== undefined) return call.grpcStatus.name
	if (call.reset !== undefined) return `reset: ${call.reset.codeName}`
	if (call.httpStatus !== undefined && call.endMs !== undefined) return `HTTP ${call.httpStatus}`
	return call.httpStatus === undefined ? "no answer" : "not ended"
}

/** True for a call that came to anything but OK. One that was still open has not failed. */
export function hasFailed(call: Http2Call): boolean {
	if (call.grpcStatus !== undefined) return call.grpcStatus.code !== 0
	return call.reset !== undefined || (call.httpStatus !== undefined && call.httpStatus >= 400)
}
