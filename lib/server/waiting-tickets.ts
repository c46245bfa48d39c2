/** How many may wait, and for how long. */
interface WaitingLimits {
	/** Milliseconds. */
	readonly waitMs: number
	readonly max: number
}

/**
 * What waits in memory for the one request that names its ticket: given out once, forgotten after a while, and when too
 * many wait the oldest goes, since whoever waits longest has most likely gone.
 */
export class WaitingTickets<Value> {
	readonly #waiting = new Map<string, Value>()
	readonly #limits: WaitingLimits

	constructor(limits: WaitingLimits) {
		this.#limits = limits
	}

	/** Keeps a value and gives its ticket, which nobody can guess. */
	put(value: Value): string {
		for (const old of [...this.#waiting.keys()].slice(
			0,
			Math.max(0, this.#waiting.size - this.#limits.max + 1),
		))
			this.#waiting.delete(old)
		const ticket = crypto.randomUUID()
		this.#waiting.set(ticket, value)
		setTimeout(() => this.#waiting.delete(ticket), this.#limits.waitMs).unref()
		return ticket
	}

	/** The value of a ticket, once; undefined when the ticket is unknown, used, or too old. */
	take(ticket: string): Value | undefined {
		const value = this.#waiting.get(ticket)
		this.#waiting.delete(ticket)
		return value
	}
}
