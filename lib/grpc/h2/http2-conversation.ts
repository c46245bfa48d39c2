import { CallState, type Http2Call } from "./call.ts"
import { type CallSummary, CallTally } from "./call-tally.ts"
import { Http2Side, type Http2SideFacts } from "./http2-side.ts"
import { otherSide, type Side } from "./side.ts"

/** Both directions of one HTTP/2 connection, read. JSON-safe, without values of credentials. */
export interface Http2ConversationFacts {
	/** `false`: the connection began before the first byte, so some header fields are not known. */
	readonly isFromStart: boolean
	readonly client: Http2SideFacts
	readonly server: Http2SideFacts
	/** Those that are described: the first 200 and, beyond these, up to 100 that failed. In the order of their begin. */
	readonly calls: readonly Http2Call[]
	/** All of them. */
	readonly callCount: number
	/** How many calls of each path came to what; at most 200 rows. */
	readonly summary: readonly CallSummary[]
	/** What could not be read, and where; at most 50. */
	readonly problems: readonly string[]
}

/** Streams that are followed at once. */
const openMax = 1_000
/** Numbers of streams that are over and must not be begun again by what comes late. */
const overMax = 1_000
const problemsMax = 50

/**
 * Reads both directions of an HTTP/2 connection (RFC 9113) as their bytes come, in the order of the wire. Never throws.
 * Holds at most 1,000 open streams and what it describes of those that are over, however long the connection.
 */
export class Http2Conversation {
	readonly #sides: Readonly<Record<Side, Http2Side>> = {
		client: this.#openSide("client"),
		server: this.#openSide("server"),
	}
	readonly #open = new Map<number, CallState>()
	readonly #over = new Set<number>()
	readonly #tally = new CallTally()
	readonly #problems: string[] = []

	push(t: number, from: Side, bytes: Uint8Array): void {
		this.#sides[from].push(t, bytes)
	}

	/** To be said before bytes of a side that do not follow on those before, or not on its beginning. */
	startLate(from: Side): void {
		this.#sides[from].startLate()
		for (const call of this.#open.values()) call.lose(from)
	}

	/** Sums up. Takes nothing after it. */
	finish(): Http2ConversationFacts {
		for (const side of ["client", "server"] as const) this.#sides[side].finish()
		for (const call of this.#open.values()) this.#tally.add(call.describe())
		this.#open.clear()
		const { client, server } = this.#sides
		return {
			isFromStart: !client.isLate && !server.isLate,
			client: client.describe(),
			server: server.describe(),
			calls: this.#tally.calls,
			callCount: this.#tally.count,
			summary: this.#tally.summary,
			problems: this.#problems,
		}
	}

	#openSide(side: Side): Http2Side {
		return new Http2Side(side, {
			onFields: (t, stream, fields) => this.#begin(t, stream)?.takeFields(side, fields),
			onData: (t, stream, piece) => this.#known(t, stream)?.takeData(side, piece),
			onEndStream: (t, stream) => {
				if (side === "server") this.#end(t, stream)
			},
			onReset: (t, stream, code) => this.#end(t, stream, { from: side, code }),
			onTableSize: (bytes) => this.#sides[otherSide(side)].blocks.table.allow(bytes),
			onProblem: (text) => {
				if (this.#problems.length < problemsMax && !this.#problems.includes(text)) this.#problems.push(text)
			},
		})
	}

	/** A stream begins with headers of either side: the answer may come first where packets changed places. */
	#begin(t: number, stream: number): CallState | undefined {
		const known = this.#open.get(stream)
		if (known !== undefined || stream === 0 || this.#over.has(stream)) return known
		if (this.#open.size === openMax) this.#giveUpOldest()
		const call = new CallState(stream, t)
		this.#open.set(stream, call)
		return call
	}

	/** Where the beginning is missing, so may be the headers of a stream. */
	#known(t: number, stream: number): CallState | undefined {
		const isLate = this.#sides.client.isLate || this.#sides.server.isLate
		return this.#open.get(stream) ?? (isLate ? this.#begin(t, stream) : undefined)
	}

	#end(t: number, stream: number, reset?: { readonly from: Side; readonly code: number }): void {
		const call = this.#open.get(stream)
		if (call === undefined) return
		call.end(t, reset)
		this.#putAway(stream, call)
	}

	#giveUpOldest(): void {
		const [oldest] = this.#open
		if (oldest !== undefined) this.#putAway(...oldest)
	}

	#putAway(stream: number, call: CallState): void {
		this.#open.delete(stream)
		this.#tally.add(call.describe())
		this.#over.add(stream)
		if (this.#over.size <= overMax) return
		const [first] = this.#over
		if (first !== undefined) this.#over.delete(first)
	}
}
