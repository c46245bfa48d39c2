import { err, ok, type Result } from "./result.ts"

/** Why bytes could not be read: which field, what was needed, what was there. Plain data. */
export interface ReadFailure {
	readonly kind: "truncated" | "trailing" | "invalid" | "too-large"
	/** Dotted name of the field being read, e.g. `client_hello.extensions[3].server_name`. */
	readonly field: string
	/** Offset in bytes from the start of the outermost buffer. */
	readonly offset: number
	readonly text: string
}

/** Thrown by `ByteReader` and caught by `readBytes` alone; it never leaves a public reader. */
export class ReadError extends Error {
	readonly failure: ReadFailure
	constructor(failure: ReadFailure) {
		super(failure.text)
		this.failure = failure
	}
}

/** A bounded cursor over bytes. Every read is checked before it happens; sub-readers cannot leave their slice. */
export class ByteReader {
	readonly #bytes: Uint8Array
	readonly #base: number
	readonly #field: string
	#at = 0

	constructor(bytes: Uint8Array, field = "", base = 0) {
		this.#bytes = bytes
		this.#field = field
		this.#base = base
	}

	/** Bytes not read yet. */
	get left(): number {
		return this.#bytes.length - this.#at
	}

	/** Offset of the next byte in the outermost buffer. */
	get offset(): number {
		return this.#base + this.#at
	}

	u8(field: string): number {
		return this.#number(1, field)
	}

	u16(field: string): number {
		return this.#number(2, field)
	}

	u24(field: string): number {
		return this.#number(3, field)
	}

	u32(field: string): number {
		return this.#number(4, field)
	}

	/** The next `length` bytes, as a view on the original. */
	take(length: number, field: string): Uint8Array {
		this.#need(length, field)
		const view = this.#bytes.subarray(this.#at, this.#at + length)
		this.#at += length
		return view
	}

	/** A reader over the next `length` bytes; this reader moves past them. */
	sub(length: number, field: string): ByteReader {
		const base = this.offset
		return new ByteReader(this.take(length, field), this.#name(field), base)
	}

	/** A reader over a vector with a one-byte length in front. */
	vector8(field: string): ByteReader {
		return this.sub(this.u8(`${field}.length`), field)
	}

	/** A reader over a vector with a two-byte length in front. */
	vector16(field: string): ByteReader {
		return this.sub(this.u16(`${field}.length`), field)
	}

	/** A reader over a vector with a three-byte length in front, which must not exceed `max` bytes. */
	vector24(field: string, max: number): ByteReader {
		const length = this.u24(`${field}.length`)
		if (length > max)
			this.fail("too-large", field, `${this.#name(field)} is ${length} bytes, at most ${max} are read`)
		return this.sub(length, field)
	}

	/** What is left, without moving past it. */
	peek(): Uint8Array {
		return this.#bytes.subarray(this.#at)
	}

	/** Everything that is left. */
	rest(): Uint8Array {
		return this.take(this.left, "rest")
	}

	/** Fails when bytes are left over. */
	expectEmpty(field: string): void {
		if (this.left > 0) this.fail("trailing", field, `${this.#name(field)} has ${this.left} bytes too many`)
	}

	/** Stops reading with a named failure. */
	fail(kind: ReadFailure["kind"], field: string, text: string): never {
		throw new ReadError({ kind, field: this.#name(field), offset: this.offset, text })
	}

	#need(length: number, field: string): void {
		if (length <= this.left) return
		this.fail("truncated", field, `${this.#name(field)} needs ${length} bytes, ${this.left} are left`)
	}

	/** Big-endian, read in place: handshakes are thousands of small numbers. */
	#number(length: number, field: string): number {
		this.#need(length, field)
		let value = 0
		for (const end = this.#at + length; this.#at < end; this.#at += 1) {
			value = value * 0x100 + (this.#bytes[this.#at] ?? 0)
		}
		return value
	}

	#name(field: string): string {
		if (this.#field === "") return field
		return field === "" ? this.#field : `${this.#field}.${field}`
	}
}

/** Runs `read` over `bytes` and turns its `ReadError` into a value. Any other exception is a bug and passes through. */
export function readBytes<Value>(
	bytes: Uint8Array,
	field: string,
	read: (reader: ByteReader) => Value,
): Result<Value, ReadFailure> {
	try {
		return ok(read(new ByteReader(bytes, field)))
	} catch (cause) {
		if (cause instanceof ReadError) return err(cause.failure)
		throw cause
	}
}

const hexOfByte: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
	byte.toString(16).padStart(2, "0"),
)

/** Lower-case hex without separators. */
export function toHex(bytes: Uint8Array): string {
	let text = ""
	for (let index = 0; index < bytes.length; index += 1) text += hexOfByte[bytes[index] ?? 0]
	return text
}

/** Reads hex, ignoring white space and colons; undefined when a character is not hex or a digit is missing. */
export function fromHex(text: string): Uint8Array | undefined {
	const digits = text.replace(/[\s:]/g, "")
	if (digits.length % 2 !== 0 || /[^0-9a-fA-F]/.test(digits)) return undefined
	const bytes = new Uint8Array(digits.length / 2)
	for (let index = 0; index < bytes.length; index += 1) {
		bytes[index] = Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16)
	}
	return bytes
}

/** Joins chunks into one new array. */
export function concatBytes(chunks: readonly Uint8Array[]): Uint8Array {
	const total = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
	const joined = new Uint8Array(total)
	let at = 0
	for (const chunk of chunks) {
		joined.set(chunk, at)
		at += chunk.length
	}
	return joined
}

/** Standard base64 (RFC 4648 section 4) with padding. */
export function toBase64(bytes: Uint8Array): string {
	let binary = ""
	for (const byte of bytes) binary += String.fromCharCode(byte)
	return btoa(binary)
}
