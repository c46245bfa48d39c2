import { type FrameHead, frameFlags, frameTypes, type Http2Frame, readU32 } from "./frame.ts"
import { FrameReader } from "./frame-reader.ts"
import { errorCodeName, type Goaway, readGoaway } from "./goaway.ts"
import { type HeaderBlockStep, HeaderBlocks } from "./header-blocks.ts"
import type { HeaderField } from "./header-table.ts"
import { http2Preface } from "./preface.ts"
import { type Http2Setting, readSettings } from "./settings.ts"
import type { Side } from "./side.ts"

/** What one side of an HTTP/2 connection sent, streams apart. JSON-safe. */
export interface Http2SideFacts {
	/** The last value of every setting, in the order in which they came first; at most 64. */
	readonly settings: readonly Http2Setting[]
	/** SETTINGS frames that were no acknowledgement. */
	readonly settingsFrames: number
	/** True when it acknowledged the other side's SETTINGS. */
	readonly settingsAcknowledged: boolean
	/** The last GOAWAY. */
	readonly goaway?: Goaway & { readonly t: number; readonly lastStream: number }
	readonly frames: number
	readonly pings: number
	readonly windowUpdates: number
	readonly resets: number
	/** Milliseconds since the connection was begun until its first SETTINGS; absent where none came. */
	readonly settingsMs?: number
}

/** Tells the conversation what concerns streams. */
export interface StreamSink {
	readonly onFields: (t: number, stream: number, fields: readonly HeaderField[]) => void
	readonly onData: (t: number, stream: number, piece: Uint8Array) => void
	readonly onEndStream: (t: number, stream: number) => void
	readonly onReset: (t: number, stream: number, code: number) => void
	/** This side allows the other a table of so many bytes for its headers. */
	readonly onTableSize: (bytes: number) => void
	readonly onProblem: (text: string) => void
}

/** The table that HPACK begins with (RFC 9113 section 6.5.2). */
const defaultTableSize = 4_096
const tableSizeSetting = 1
const settingsMax = 64
/** More settings in one frame than this are passed over, and said. */
const settingsBytesMax = settingsMax * 6
/** Frames of one kind, sent by one side, from which on it is called a flood. */
const floodFrames = 10_000
/** Control frames that are longer than this are said; DATA may be as long as the receiver allows. */
const controlLengthSane = 65_536

/** One direction of an HTTP/2 connection while its bytes come. */
export class Http2Side {
	/** True when the connection began before the first byte. */
	isLate = false
	readonly blocks = new HeaderBlocks(defaultTableSize)
	readonly #side: Side
	readonly #sink: StreamSink
	#frames: FrameReader
	readonly #settings = new Map<number, Http2Setting>()
	#t = 0
	#prefaceLeft: string
	#openBlock: Pick<FrameHead, "stream" | "flags"> | undefined
	#counts = { frames: 0, settings: 0, acks: 0, pings: 0, windowUpdates: 0, resets: 0 }
	#goaway: Http2SideFacts["goaway"]
	#settingsMs: number | undefined

	constructor(side: Side, sink: StreamSink) {
		this.#side = side
		this.#sink = sink
		this.#prefaceLeft = side === "client" ? http2Preface : ""
		this.#frames = this.#openFrames()
	}

	push(t: number, bytes: Uint8Array): void {
		this.#t = t
		this.#frames.push(this.#prefaceLeft === "" ? bytes : this.#pastPreface(bytes))
	}

	/** The bytes that come begin with a frame behind missing ones: header fields may refer to what was not seen. */
	startLate(): void {
		this.isLate = true
		this.#frames = this.#openFrames()
		this.#openBlock = undefined
		this.#prefaceLeft = ""
		this.blocks.table.startLate()
	}

	/** Says what the end cut off. */
	finish(): void {
		if (this.#openBlock !== undefined) this.#problem("its last header block has no end")
		else if (!this.#frames.isBetweenFrames) this.#problem("it ends inside a frame")
	}

	describe(): Http2SideFacts {
		const { frames, settings, acks, pings, windowUpdates, resets } = this.#counts
		return {
			settings: [...this.#settings.values()],
			settingsFrames: settings,
			settingsAcknowledged: acks > 0,
			...(this.#goaway === undefined ? {} : { goaway: this.#goaway }),
			frames,
			pings,
			windowUpdates,
			resets,
			...(this.#settingsMs === undefined ? {} : { settingsMs: this.#settingsMs }),
		}
	}

	#openFrames(): FrameReader {
		return new FrameReader({
			onHead: (head) => this.#onHead(head),
			onPayload: (head, payload) => this.#onPayload({ ...head, payload }),
			onData: (head, piece) => this.#sink.onData(this.#t, head.stream, piece),
			onEnd: (head) => this.#onEnd(head),
		})
	}

	/** The caller has seen that the bytes begin with the preface. */
	#pastPreface(bytes: Uint8Array): Uint8Array {
		const taken = Math.min(this.#prefaceLeft.length, bytes.length)
		this.#prefaceLeft = this.#prefaceLeft.slice(taken)
		return bytes.subarray(taken)
	}

	#onHead({ type, stream, length }: FrameHead): void {
		this.#counts.frames += 1
		if (length > controlLengthSane && type !== frameTypes.data) {
			this.#problem(`a frame of type ${type} with ${length} bytes, of which ${controlLengthSane} are read`)
		}
		const open = this.#openBlock
		if (open !== undefined && (type !== frameTypes.continuation || stream !== open.stream)) {
			this.#problem("a header block is interrupted by another frame")
			this.#openBlock = undefined
			this.blocks.fail("a header block was interrupted, so later headers cannot be read")
		}
	}

	#onPayload(frame: Http2Frame): void {
		switch (frame.type) {
			case frameTypes.headers:
			case frameTypes.pushPromise:
				this.#onBlock(frame, this.blocks.begin(frame))
				break
			case frameTypes.continuation:
				this.#onContinuation(frame)
				break
			case frameTypes.settings:
				this.#onSettings(frame)
				break
			case frameTypes.goaway:
				this.#onGoaway(frame)
				break
			case frameTypes.resetStream:
				this.#onReset(frame)
				break
			case frameTypes.ping:
				this.#counts.pings += 1
				this.#flood("PING", this.#counts.pings)
				break
			case frameTypes.windowUpdate:
				this.#counts.windowUpdates += 1
		}
	}

	#onContinuation(frame: Http2Frame): void {
		if (this.#openBlock !== undefined) {
			this.#onBlock(frame, this.blocks.take(frame))
			return
		}
		if (this.isLate) return
		this.#problem("CONTINUATION without HEADERS")
		this.blocks.fail("CONTINUATION came without HEADERS, so later headers cannot be read")
	}

	/** Flags of the first frame hold for the whole block. */
	#onBlock(frame: Http2Frame, step: HeaderBlockStep): void {
		const first = this.#openBlock ?? frame
		const isEnded = (frame.flags & frameFlags.endHeaders) !== 0
		this.#openBlock = isEnded ? undefined : { stream: first.stream, flags: first.flags }
		if (step.kind === "failed") this.#problem(step.text)
		if (step.kind === "fields" && frame.type !== frameTypes.pushPromise) {
			this.#sink.onFields(this.#t, first.stream, step.fields)
		}
		if (isEnded && (first.flags & frameFlags.endStream) !== 0) this.#sink.onEndStream(this.#t, first.stream)
	}

	#onSettings(frame: Http2Frame): void {
		if ((frame.flags & frameFlags.ack) !== 0) {
			this.#counts.acks += 1
			return
		}
		this.#counts.settings += 1
		this.#settingsMs ??= this.#t
		this.#flood("SETTINGS", this.#counts.settings)
		if (frame.length > settingsBytesMax) {
			this.#problem(`SETTINGS of ${frame.length} bytes, of which ${settingsMax} settings are read`)
		}
		for (const setting of readSettings(frame.payload)) {
			if (this.#settings.size < settingsMax || this.#settings.has(setting.id)) {
				this.#settings.set(setting.id, setting)
			}
			if (setting.id === tableSizeSetting) this.#sink.onTableSize(setting.value)
		}
	}

	#onGoaway(frame: Http2Frame): void {
		const lastStream = readU32(frame.payload, 0) % 0x8000_0000
		this.#goaway = { ...readGoaway(frame.payload), t: this.#t, lastStream }
	}

	#onReset(frame: Http2Frame): void {
		this.#counts.resets += 1
		const code = readU32(frame.payload, 0)
		if (this.#counts.resets === floodFrames) {
			this.#problem(`${floodFrames} RST_STREAM frames, the last with ${errorCodeName(code)}`)
		}
		this.#sink.onReset(this.#t, frame.stream, code)
	}

	#onEnd(head: FrameHead): void {
		const isData = head.type === frameTypes.data
		if (isData && (head.flags & frameFlags.endStream) !== 0) this.#sink.onEndStream(this.#t, head.stream)
	}

	#flood(name: string, count: number): void {
		if (count === floodFrames) this.#problem(`more than ${floodFrames - 1} ${name} frames`)
	}

	#problem(text: string): void {
		this.#sink.onProblem(`the ${this.#side}'s HTTP/2: ${text}`)
	}
}
