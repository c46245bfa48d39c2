import { concatBytes, toHex } from "#base/bytes"
import type { Side } from "../capture.ts"
import type { CryptoPrimitives } from "../crypto-primitives.ts"
import type { KeyLog } from "../keylog.ts"
import type { Transcript } from "../transcript.ts"
import { Direction } from "./direction.ts"
import { Prefix } from "./prefix.ts"
import type { SearchBudget } from "./record-search.ts"
import { Session } from "./session.ts"
import { SessionMemory } from "./session-memory.ts"
import { Settlement } from "./settlement.ts"
import { TranscriptLog } from "./transcript-log.ts"

/** What a caller may state about a connection that is decoded as its bytes come. */
export interface ConnectionDecoderOptions {
	/** `false`: entries carry no hex. Default `true`. */
	readonly withBytes?: boolean
	/** Bytes of messages whose fields and hex are kept; later ones are listed by name. Default: all. */
	readonly detailMax?: number
	/** What is known of sessions that may be resumed; shared by the connections of a file. */
	readonly sessions?: SessionMemory
	/** What may be tried to open records behind missing ones; shared by the connections of a file. */
	readonly searches?: SearchBudget
	/**
	 * Takes application data as it comes: opened by the key log, or as it was on the wire from a side that speaks no
	 * TLS. The bytes hold only during the call. Given, every record is opened that can be; absent, bulk is counted.
	 */
	readonly onApplicationData?: (t: number, from: Side, bytes: Uint8Array) => void
}

/** How one side of a connection ended, as far as it decides what is a problem. */
export interface SideEnd {
	/** Bytes that were not kept for the decoder. */
	readonly dropped: number
	/** No more bytes will come, so a record or message that is not complete is a problem. */
	readonly isEnded: boolean
}

/** Sequence numbers that are tried for one connection where nobody gives a budget. */
const searchesMax = 16_384
/** Bytes of a peer that speaks no TLS which are shown. */
const firstBytesMax = 24

const sides: readonly Side[] = ["client", "server"]

/**
 * Decodes one connection of TLS 1.0 to 1.3 as its bytes come, in the order of the wire. Never throws, whatever the
 * bytes; holds at most one record, one handshake message and the first 16 KiB of application data per direction
 * beside the bounded transcript (see TranscriptLog), however long the connection.
 */
export class ConnectionDecoder {
	readonly #log: TranscriptLog
	readonly #settlement = new Settlement()
	readonly #directions: Readonly<Record<Side, Direction>>
	readonly #first: Readonly<Record<Side, Prefix>> = {
		client: new Prefix(firstBytesMax),
		server: new Prefix(firstBytesMax),
	}
	readonly #onApplicationData: ConnectionDecoderOptions["onApplicationData"]

	constructor(primitives: CryptoPrimitives, keyLog: KeyLog, options: ConnectionDecoderOptions = {}) {
		const hex = options.withBytes === false ? undefined : (primitives.hex ?? toHex)
		this.#log = new TranscriptLog(hex, options.detailMax)
		this.#onApplicationData = options.onApplicationData
		const shared = {
			log: this.#log,
			session: new Session(primitives, keyLog, options.sessions ?? new SessionMemory()),
			settlement: this.#settlement,
			onApplicationData: options.onApplicationData,
			searches: options.searches ?? { left: searchesMax },
		}
		this.#directions = { client: new Direction("client", shared), server: new Direction("server", shared) }
	}

	/** Bytes of messages that the transcript holds, so that a caller can bound many decoders together. */
	get detailLength(): number {
		return this.#log.detailLength
	}

	/**
	 * Takes the next bytes of one side; `t` in milliseconds since the connection was begun. What is kept of them is
	 * copied, so that they may be used again after the call.
	 */
	push(t: number, from: Side, bytes: Uint8Array): void {
		const direction = this.#directions[from]
		const wasPlain = direction.isNotTls
		const first = this.#first[from]
		const before = first.length
		if (!first.isFull) first.push(bytes)
		if (!wasPlain) direction.push(t, bytes)
		if (this.#onApplicationData === undefined || !direction.isNotTls) return
		// One byte may have looked like the beginning of a record until the second came.
		const held = wasPlain ? bytes : concatBytes([first.bytes.subarray(0, before), bytes])
		this.#onApplicationData(t, from, held)
	}

	/** True once a record of this side has been read. */
	hasRecords(from: Side): boolean {
		return this.#directions[from].records > 0
	}

	/** Bytes of this side are missing; what is pushed next begins with a record. A message that was cut is named. */
	lose(from: Side): void {
		this.#directions[from].lose()
	}

	/** Notes what a caller found wrong before the end. */
	note(problem: string): void {
		this.#log.problem(problem)
	}

	/** The transcript of all that came. The decoder takes nothing after it. */
	finish(ends: Readonly<Record<Side, SideEnd>>): Transcript {
		for (const side of sides) this.#noteEnd(side, ends[side])
		const notTls = this.#readNotTls()
		const log = this.#log
		return {
			entries: log.entries,
			alerts: log.alerts,
			...this.#settlement.facts(),
			applicationData: { client: log.applicationData("client"), server: log.applicationData("server") },
			records: { client: this.#directions.client.records, server: this.#directions.server.records },
			undecryptable: log.undecryptable,
			...(notTls === undefined ? {} : { notTls }),
			problems: log.problems,
		}
	}

	/** Says what is missing at the end: bytes that were not kept, and what the end of the connection cut off. */
	#noteEnd(side: Side, { dropped, isEnded }: SideEnd): void {
		if (dropped > 0) {
			this.#log.problem(`too-large: ${dropped} bytes of the ${side} came after the limit and were not kept`)
			return
		}
		const unfinished = isEnded ? this.#directions[side].unfinished : undefined
		if (unfinished !== undefined) this.#log.problem(unfinished)
	}

	/** The server's first bytes count; the client's only where the server is not known to speak something else. */
	#readNotTls(): Transcript["notTls"] {
		const from = (["server", "client"] as const).find((side) => this.#directions[side].isNotTls)
		return from === undefined ? undefined : { from, firstBytes: toHex(this.#first[from].bytes) }
	}
}
