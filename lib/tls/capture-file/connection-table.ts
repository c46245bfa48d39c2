import type { CapturedConnection, CapturedEnds } from "./captured-connection.ts"
import { Connection, type ConnectionContext, type FirstNumbers } from "./connection.ts"
import { type FlowKey, flowKeyOf } from "./flow-key.ts"
import { clientOf, endpointsOf } from "./roles.ts"
import { following } from "./sequence-number.ts"
import type { TcpSegment } from "./tcp-segment.ts"

/** Connections of a file that are held at once. */
export const connectionsMax = 2_000
/** Bytes of handshake messages that all held connections together keep for their transcripts. */
const detailTotalMax = 64 * 1024 * 1024
/** Packets of the file for which a connection that is over is held, since stragglers may belong to it. */
const lingerPackets = 1_000
/** Connections that are remembered after they were put away, so that a late repeat does not begin another. */
const rememberedMax = 20_000

/**
 * The connections of a file while its packets come. Holds at most `connectionsMax`; when more are open at once, those
 * that were idle the longest are put away with a problem that says so. What is over is handed on and forgotten.
 */
export class ConnectionTable {
	/** Connections that have begun. */
	count = 0
	readonly #context: ConnectionContext
	readonly #onConnection: (connection: CapturedConnection) => void
	readonly #open = new Map<string, Connection>()
	/** In the order in which they were over. */
	readonly #over = new Map<string, number>()
	readonly #remembered = new Map<string, FirstNumbers>()
	#packet = 0
	#detailLength = 0

	constructor(context: ConnectionContext, onConnection: (connection: CapturedConnection) => void) {
		this.#context = context
		this.#onConnection = onConnection
	}

	push(segment: TcpSegment): void {
		this.#packet += 1
		this.#putAwayOver()
		const key = flowKeyOf(segment)
		const connection = this.#find(key, segment)
		if (connection === undefined) return
		const before = connection.detailLength
		connection.lastPacket = this.#packet
		connection.push(key.isSourceLow === connection.isClientLow ? "client" : "server", segment)
		this.#detailLength += connection.detailLength - before
		if (connection.isOver && !this.#over.has(key.text)) this.#over.set(key.text, this.#packet + lingerPackets)
		if (this.#detailLength > detailTotalMax) this.#putAwayIdlest(tooMuch)
	}

	/** Hands on all that is still open, in the order of their first packets. */
	finish(): void {
		for (const [key, connection] of this.#open) this.#putAway(key, connection)
	}

	#find(key: FlowKey, segment: TcpSegment): Connection | undefined {
		const known = this.#open.get(key.text)
		if (known !== undefined && !segment.isSyn) return known
		const first = known?.firstNumbers ?? this.#remembered.get(key.text)
		if (first !== undefined && !beginsAnother(segment, first)) return known
		if (known !== undefined) this.#putAway(key.text, known)
		// Without SYN only bytes tell that there is a connection, and who the client is.
		if (!segment.isSyn && segment.data.length === 0) return undefined
		return this.#begin(key, segment)
	}

	#begin(key: FlowKey, segment: TcpSegment): Connection {
		if (this.#open.size >= connectionsMax) this.#putAwayIdlest(tooMany)
		const client = clientOf(segment)
		const { source, destination } = endpointsOf(segment)
		const ends: CapturedEnds = {
			client: client === "source" ? source : destination,
			server: client === "source" ? destination : source,
			index: this.count,
			startedAt: timeOf(segment.epochMs),
		}
		this.count += 1
		const isClientLow = (client === "source") === key.isSourceLow
		const connection = new Connection(ends, isClientLow, segment.epochMs, this.#context)
		this.#open.set(key.text, connection)
		this.#remembered.delete(key.text)
		return connection
	}

	#putAwayOver(): void {
		if (this.#packet % 64 !== 0) return
		for (const [key, until] of this.#over) {
			if (until > this.#packet) return
			const connection = this.#open.get(key)
			if (connection !== undefined) this.#putAway(key, connection)
		}
	}

	/** A sixteenth at once, so that finding the idlest costs little for each. Those that are over go first. */
	#putAwayIdlest(why: string): void {
		const rank = (connection: Connection) => (connection.isOver ? 0 : connection.lastPacket)
		const idlest = [...this.#open].sort(([, a], [, b]) => rank(a) - rank(b))
		for (const [key, connection] of idlest.slice(0, Math.ceil(idlest.length / 16))) {
			this.#putAway(key, connection, connection.isOver ? undefined : why)
		}
	}

	#putAway(key: string, connection: Connection, problem?: string): void {
		this.#open.delete(key)
		this.#over.delete(key)
		const finished = connection.finish(problem)
		this.#detailLength -= connection.detailLength
		this.#remember(key, connection.firstNumbers)
		this.#onConnection(finished)
	}

	#remember(key: string, first: FirstNumbers): void {
		this.#remembered.set(key, first)
		if (this.#remembered.size <= rememberedMax) return
		const [oldest] = this.#remembered.keys()
		if (oldest !== undefined) this.#remembered.delete(oldest)
	}
}

const notRead = "what this one sent later is not read"
const tooMany = `too-large: more than ${connectionsMax} connections are open at once; ${notRead}`
const tooMuch = `too-large: open connections hold more than ${detailTotalMax} bytes of messages; ${notRead}`

/** True for a SYN that cannot belong to a known connection: the same addresses and ports are used again. */
function beginsAnother({ isSyn, acknowledged, sequence }: TcpSegment, first: FirstNumbers): boolean {
	if (!isSyn) return false
	const known = acknowledged === undefined ? first.client : first.server
	return known !== undefined && known !== following(sequence, 1)
}

/** ISO 8601; the first moment that can be written where a file claims one that cannot. */
function timeOf(epochMs: number): string {
	const date = new Date(epochMs)
	return Number.isNaN(date.getTime()) ? new Date(0).toISOString() : date.toISOString()
}
