import type { CapturedMark, Side } from "../capture.ts"
import type { CryptoPrimitives } from "../crypto-primitives.ts"
import { ConnectionDecoder } from "../decoding/connection-decoder.ts"
import { Prefix } from "../decoding/prefix.ts"
import type { SearchBudget } from "../decoding/record-search.ts"
import type { SessionMemory } from "../decoding/session-memory.ts"
import type { KeyLog } from "../keylog.ts"
import { Alignment } from "./alignment.ts"
import type { ApplicationSink, CapturedConnection, CapturedEnds } from "./captured-connection.ts"
import { type Delivery, ProxyOpening } from "./proxy-opening.ts"
import { Reassembly, type WaitingBudget } from "./reassembly.ts"
import type { TcpSegment } from "./tcp-segment.ts"

/** First bytes of a direction that are shown as they were on the wire. */
const headMax = 512
/** Bytes of handshake messages of one connection whose fields and hex are kept. */
const detailMax = 128 * 1024
const problemsMax = 50

/** Sequence numbers of the first byte of each direction, undefined where none is known yet. */
export interface FirstNumbers {
	readonly client: number | undefined
	readonly server: number | undefined
}

/** What all connections of a file share. */
export interface ConnectionContext {
	readonly primitives: CryptoPrimitives
	readonly keyLog: KeyLog
	readonly waiting: WaitingBudget
	readonly searches: SearchBudget
	readonly sessions: SessionMemory
	readonly openSink: ((ends: CapturedEnds) => ApplicationSink | undefined) | undefined
}

/** One TCP connection of a capture while its packets come: reassembled, decoded, and summed up at its end. */
export class Connection {
	readonly ends: CapturedEnds
	/** True where the client is the end whose address and port are the lower ones. */
	readonly isClientLow: boolean
	/** Number of the last packet, among those of the file. */
	lastPacket = 0
	readonly #context: ConnectionContext
	readonly #startMs: number
	readonly #reassembly: Reassembly
	readonly #marks: CapturedMark[] = []
	readonly #problems: string[] = []
	readonly #heads: Readonly<Record<Side, Prefix>> = {
		client: new Prefix(headMax),
		server: new Prefix(headMax),
	}
	readonly #hasFin: Record<Side, boolean> = { client: false, server: false }
	readonly #alignments: Readonly<Record<Side, Alignment>> = {
		client: new Alignment(),
		server: new Alignment(),
	}
	readonly #opening = new ProxyOpening()
	readonly #isBroken: Record<Side, boolean> = { client: false, server: false }
	readonly #isSeen: Record<Side, boolean> = { client: false, server: false }
	readonly #opened: { client?: number; server?: number } = {}
	#hasReset = false
	#hasClientAcknowledged = false
	#durationMs = 0
	#decoder: ConnectionDecoder | undefined
	#sink: ApplicationSink | undefined

	constructor(ends: CapturedEnds, isClientLow: boolean, startMs: number, context: ConnectionContext) {
		this.ends = ends
		this.isClientLow = isClientLow
		this.#startMs = startMs
		this.#context = context
		this.#reassembly = new Reassembly(
			{
				onBytes: (t, from, bytes) => this.#onBytes(t, from, bytes),
				onFin: (t, from) => this.#mark(t, from === "client" ? "client-fin" : "server-fin"),
				onGap: (from, text) => this.#onGap(from, text),
			},
			context.waiting,
		)
	}

	/** True once nothing more is to come but stragglers: a RST, or the FIN of both sides. */
	get isOver(): boolean {
		return this.#hasReset || (this.#hasFin.client && this.#hasFin.server)
	}

	/** Bytes of messages that are held for the transcript. */
	get detailLength(): number {
		return this.#decoder?.detailLength ?? 0
	}

	/** By what a SYN that repeats this connection's own is told from one that begins another. */
	get firstNumbers(): FirstNumbers {
		return { client: this.#reassembly.firstOf("client"), server: this.#reassembly.firstOf("server") }
	}

	push(from: Side, segment: TcpSegment): void {
		const t = Math.max(0, segment.epochMs - this.#startMs)
		this.#durationMs = Math.max(this.#durationMs, t)
		this.#isSeen[from] = true
		if (segment.isSyn) {
			this.#alignments[from].begin()
			this.#opened[from] ??= t
		}
		if (segment.isFin) this.#hasFin[from] = true
		if (from === "client" && segment.acknowledged !== undefined && !segment.isReset) {
			this.#hasClientAcknowledged = true
		}
		this.#reassembly.push(t, from, segment)
		if (!segment.isReset) return
		this.#hasReset = true
		this.#mark(t, from === "server" ? "server-reset" : "closed")
	}

	/** Sums the connection up. It takes nothing after this. */
	finish(problem?: string): CapturedConnection {
		this.#reassembly.finish()
		if (!this.#opening.isOver) this.#deliver(this.#opening.release())
		if (problem !== undefined) this.#note(problem)
		const endOf = (side: Side) => ({ dropped: 0, isEnded: this.#hasFin[side] || this.#hasReset })
		const decoder = this.#decoder ?? new ConnectionDecoder(this.#context.primitives, this.#context.keyLog)
		const transcript = decoder.finish({ client: endOf("client"), server: endOf("server") })
		return {
			...this.ends,
			isWhole: this.#isWhole,
			...(this.#opening.through === undefined ? {} : { through: this.#opening.through }),
			durationMs: this.#durationMs,
			opened: this.#opened,
			bytes: { client: this.#reassembly.bytesOf("client"), server: this.#reassembly.bytesOf("server") },
			marks: this.#marks,
			transcript,
			head: { client: this.#head("client"), server: this.#head("server") },
			hasGaps: this.#isBroken.client || this.#isBroken.server,
			problems: this.#problems,
		}
	}

	#head(side: Side): Uint8Array {
		return this.#alignments[side].isInside ? new Uint8Array(0) : this.#heads[side].bytes
	}

	/** A server that was never heard is missing only where the client shows that it heard it. */
	get #isWhole(): boolean {
		const { client, server } = this.#alignments
		if (!client.hasBeginning) return false
		return this.#isSeen.server ? server.hasBeginning || this.#hasReset : !this.#hasClientAcknowledged
	}

	#onBytes(t: number, from: Side, bytes: Uint8Array): void {
		const head = this.#heads[from]
		if (!head.isFull && !this.#isBroken[from]) head.push(bytes)
		const alignment = this.#alignments[from]
		const readable = alignment.take(bytes)
		if (alignment.isInside) this.#note(`the capture begins inside what the ${from} sent`)
		if (readable !== undefined) this.#deliver(this.#opening.take({ t, from, bytes: readable }))
	}

	#deliver(deliveries: readonly Delivery[]): void {
		for (const { t, from, bytes } of deliveries) this.#openDecoder().push(t, from, bytes)
	}

	#onGap(from: Side, text: string): void {
		this.#isBroken[from] = true
		this.#note(text)
		if (!this.#opening.isOver) this.#deliver(this.#opening.release())
		const decoder = this.#openDecoder()
		this.#alignments[from].lose(decoder.hasRecords(from))
		decoder.lose(from)
		this.#sink?.lose?.(from)
	}

	#openDecoder(): ConnectionDecoder {
		if (this.#decoder !== undefined) return this.#decoder
		const { primitives, keyLog, openSink, searches, sessions } = this.#context
		const sink = openSink?.(this.ends)
		this.#sink = sink
		this.#decoder = new ConnectionDecoder(primitives, keyLog, {
			detailMax,
			searches,
			sessions,
			...(sink === undefined ? {} : { onApplicationData: (t, from, bytes) => sink.push(t, from, bytes) }),
		})
		return this.#decoder
	}

	/** Each kind once: every segment that arrives after a reset may be answered by another. */
	#mark(t: number, kind: CapturedMark["kind"]): void {
		if (this.#marks.every((mark) => mark.kind !== kind)) this.#marks.push({ t, kind })
	}

	#note(text: string): void {
		if (this.#problems.length < problemsMax && !this.#problems.includes(text)) this.#problems.push(text)
	}
}
