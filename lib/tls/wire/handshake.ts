import { handshakeType } from "./handshake-type.ts"

/** Bytes of one handshake message that are read, by what its type may need; header not counted. */
export function messageLengthMax(type: number): number {
	const isLarge = type === handshakeType.certificate || type === handshakeType.certificateRequest
	return isLarge ? 512 * 1024 : 128 * 1024
}

/** A whole handshake message, or one that is announced larger than `messageLengthMax` and therefore skipped. */
export type FramedMessage =
	| {
			readonly kind: "message"
			readonly type: number
			/** Index of the record in which it began. */
			readonly record: number
			/** Header included; a view where it lay in one record. */
			readonly bytes: Uint8Array
	  }
	| { readonly kind: "too-large"; readonly type: number; readonly record: number; readonly length: number }

const headerLength = 4

/** Bytes that room is made for at once, when a message begins. */
const roomMin = 256

/**
 * Joins the handshake messages of one direction, which may share records and span them (RFC 8446 section 5.1). Holds
 * at most one message, in room that grows only as its bytes arrive, however small the records.
 */
export class HandshakeFramer {
	#room = new Uint8Array(0)
	#filled = 0
	#record = 0
	#skip = 0

	/** Bytes of a message that has begun but is not complete. */
	get pending(): number {
		return this.#filled
	}

	/** Type and announced length, header included, of a message that has begun; undefined before its header is there. */
	get begun(): { readonly type: number; readonly length: number } | undefined {
		if (this.#filled < headerLength) return undefined
		return { type: this.#room[0] ?? 0, length: headerLength + bodyLength(this.#room) }
	}

	/** Forgets a message that has begun: its end will never come. */
	reset(): void {
		this.#filled = 0
		this.#skip = 0
	}

	/** Takes one record's payload in and hands every message that it completes to `onMessage`. */
	push(payload: Uint8Array, record: number, onMessage: (message: FramedMessage) => void): void {
		let rest = this.#skipInto(payload)
		if (rest.length > 0 && this.#filled > 0) rest = this.#complete(rest, onMessage)
		while (rest.length >= headerLength) {
			const length = bodyLength(rest)
			if (this.#refuse(rest, record, length, onMessage)) {
				rest = this.#skipInto(rest)
				continue
			}
			const end = headerLength + length
			if (rest.length < end) break
			onMessage({ kind: "message", type: rest[0] ?? 0, record, bytes: rest.subarray(0, end) })
			rest = rest.subarray(end)
		}
		if (rest.length === 0) return
		this.#record = record
		this.#keep(rest)
	}

	/** Adds to the message that has begun. Returns what lies behind its end. */
	#complete(bytes: Uint8Array, onMessage: (message: FramedMessage) => void): Uint8Array {
		const rest = this.#keepUpTo(headerLength, bytes)
		if (this.#filled < headerLength) return rest
		const length = bodyLength(this.#room)
		if (this.#refuse(this.#room, this.#record, length, onMessage)) {
			this.#skip -= this.#filled
			this.#filled = 0
			return this.#skipInto(rest)
		}
		const behind = this.#keepUpTo(headerLength + length, rest)
		if (this.#filled < headerLength + length) return behind
		// The room is given away with the message, which may outlive it.
		const message = this.#room.subarray(0, this.#filled)
		this.#room = new Uint8Array(0)
		this.#filled = 0
		onMessage({ kind: "message", type: message[0] ?? 0, record: this.#record, bytes: message })
		return behind
	}

	/** Keeps bytes until `length` of them are there. Returns the others. */
	#keepUpTo(length: number, bytes: Uint8Array): Uint8Array {
		const missing = Math.max(0, length - this.#filled)
		this.#keep(bytes.subarray(0, missing))
		return bytes.subarray(missing)
	}

	#keep(bytes: Uint8Array): void {
		const needed = this.#filled + bytes.length
		if (needed > this.#room.length) {
			const grown = new Uint8Array(Math.max(needed, 2 * this.#room.length, roomMin))
			grown.set(this.#room.subarray(0, this.#filled))
			this.#room = grown
		}
		this.#room.set(bytes, this.#filled)
		this.#filled = needed
	}

	/** Says that a message is too large and sets its bytes, header included, to be skipped. */
	#refuse(
		header: Uint8Array,
		record: number,
		length: number,
		onMessage: (message: FramedMessage) => void,
	): boolean {
		const type = header[0] ?? 0
		if (length <= messageLengthMax(type)) return false
		this.#skip = headerLength + length
		onMessage({ kind: "too-large", type, record, length })
		return true
	}

	#skipInto(bytes: Uint8Array): Uint8Array {
		if (this.#skip === 0) return bytes
		const skipped = Math.min(this.#skip, bytes.length)
		this.#skip -= skipped
		return bytes.subarray(skipped)
	}
}

function bodyLength(header: Uint8Array): number {
	return (header[1] ?? 0) * 0x1_0000 + (header[2] ?? 0) * 0x100 + (header[3] ?? 0)
}
