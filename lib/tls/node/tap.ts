import type { Socket } from "node:net"
import { Duplex } from "node:stream"
import type { Clock } from "#base/clock"
import type { Capture, CapturedChunk, CapturedMark, Side } from "../capture.ts"

/** Bytes kept per direction unless the caller says otherwise; what comes after is counted, not kept. */
export const tapBytesMax = 512 * 1024

/** Bytes that a server may send on one connection before it counts as a flood. Well above one gRPC message of 4 MiB. */
export const floodBytesMax = 16 * 1024 * 1024

/** What the tap of one connection has written down so far. One owner: whoever made the tap. */
export class Recording {
	readonly #clock: Clock
	readonly #startedAt: number
	readonly #bytesMax: number
	readonly #chunks: CapturedChunk[] = []
	readonly #marks: CapturedMark[] = []
	readonly #keyLog: string[] = []
	readonly #kept = { client: 0, server: 0 }
	readonly #dropped = { client: 0, server: 0 }
	/** Called after every inbound chunk and every mark. */
	onChange: (() => void) | undefined
	/** Called once when the server has sent more than `floodBytesMax` bytes. */
	onFlood: (() => void) | undefined

	constructor(clock: Clock, startedAt: number, bytesMax: number) {
		this.#clock = clock
		this.#startedAt = startedAt
		this.#bytesMax = bytesMax
	}

	/** Bytes received from the server, kept or not. */
	get serverBytes(): number {
		return this.#kept.server + this.#dropped.server
	}

	/** Milliseconds since the connection was begun. */
	elapsed(): number {
		return this.#clock.monotonic() - this.#startedAt
	}

	chunk(from: Side, bytes: Uint8Array): void {
		const room = this.#bytesMax - this.#kept[from]
		const kept = bytes.length <= room ? bytes : bytes.subarray(0, room)
		this.#kept[from] += kept.length
		this.#dropped[from] += bytes.length - kept.length
		if (kept.length > 0) this.#chunks.push({ t: this.elapsed(), from, bytes: kept })
		if (from !== "server") return
		this.onChange?.()
		if (this.serverBytes > floodBytesMax) this.#tellFlood()
	}

	#tellFlood(): void {
		const tell = this.onFlood
		this.onFlood = undefined
		tell?.()
	}

	mark(kind: CapturedMark["kind"], code?: string): void {
		this.#marks.push({ t: this.elapsed(), kind, ...(code === undefined ? {} : { code }) })
		this.onChange?.()
	}

	keyLogLine(line: Buffer): void {
		this.#keyLog.push(line.toString("latin1"))
	}

	/** True when the peer has closed or the connection is gone. */
	hasEnded(): boolean {
		return this.#marks.some((mark) => mark.kind !== "secure-connect" && mark.kind !== "client-fin")
	}

	/** Everything so far; the arrays are live views, so decode at once or copy. */
	capture(): Capture {
		return { chunks: this.#chunks, marks: this.#marks, keyLog: this.#keyLog, dropped: this.#dropped }
	}

	/** Forgets the secrets; afterwards encrypted records can no longer be opened. */
	forgetSecrets(): void {
		this.#keyLog.length = 0
	}
}

/** Makes the recording of a connection that was begun at `startedAt` of the clock's monotonic time. */
export function startRecording(clock: Clock, startedAt: number, bytesMax: number = tapBytesMax): Recording {
	return new Recording(clock, startedAt, bytesMax)
}

/**
 * Puts a tap on a connected socket: a Duplex that hands every byte on unchanged and writes it down with its time.
 * The tap owns the socket: destroying one destroys the other. Chunks are kept by reference, never copied: a socket
 * allocates a buffer of its own for every read, and TLS hands over copies.
 */
export function tapSocket(raw: Socket, recording: Recording): Duplex {
	const stream: Duplex = new Duplex({
		allowHalfOpen: true,
		read() {
			raw.resume()
		},
		write(chunk: Buffer, _encoding, done) {
			recording.chunk("client", chunk)
			if (raw.write(chunk)) done()
			else waitForDrain(raw, done)
		},
		final(done) {
			recording.mark("client-fin")
			raw.end()
			done()
		},
		destroy(error, done) {
			raw.destroy()
			done(error)
		},
	})
	raw.on("data", (chunk: Buffer) => {
		recording.chunk("server", chunk)
		if (!stream.push(chunk)) raw.pause()
	})
	raw.once("end", () => {
		recording.mark("server-fin")
		stream.push(null)
	})
	raw.once("error", (error: NodeJS.ErrnoException) => {
		recording.mark(error.code === "ECONNRESET" ? "server-reset" : "socket-error", error.code)
		stream.destroy(error)
	})
	raw.once("close", () => {
		recording.mark("closed")
		stream.destroy()
	})
	return stream
}

function waitForDrain(raw: Socket, done: (error?: Error) => void): void {
	const settle = () => {
		raw.off("drain", settle)
		raw.off("close", settle)
		done()
	}
	raw.once("drain", settle)
	raw.once("close", settle)
}
