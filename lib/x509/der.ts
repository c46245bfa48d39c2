import { ReadError, type ReadFailure } from "#base/bytes"

/** One tag-length-value of DER (X.690 section 8.1). Views on the original bytes, nothing is copied. */
export interface DerValue {
	/** The identifier octet as it stands, class and constructed bit included, e.g. 0x30. */
	readonly tag: number
	readonly body: Uint8Array
	/** Identifier, length and body. */
	readonly raw: Uint8Array
	/** Offset of the identifier octet in the outermost buffer. */
	readonly offset: number
}

/** Universal tags that certificates use; the constructed bit is set for SEQUENCE and SET. */
export const derTag = {
	boolean: 0x01,
	integer: 0x02,
	bitString: 0x03,
	octetString: 0x04,
	null: 0x05,
	oid: 0x06,
	sequence: 0x30,
	set: 0x31,
	utcTime: 0x17,
	generalizedTime: 0x18,
} as const

/** Identifier octet of a context-specific tag, e.g. `contextTag(0, true)` is 0xa0. */
export function contextTag(number: number, isConstructed: boolean): number {
	return (isConstructed ? 0xa0 : 0x80) + number
}

/**
 * A bounded cursor over DER. Only definite, minimal lengths and one-byte identifiers are read; anything else, and
 * any length that leaves its parent, stops with a `ReadError` that names the field. Use inside `readBytes` only.
 */
export class DerReader {
	readonly #bytes: Uint8Array
	readonly #base: number
	readonly #field: string
	#at = 0

	constructor(bytes: Uint8Array, field: string, base = 0) {
		this.#bytes = bytes
		this.#field = field
		this.#base = base
	}

	/** True when bytes are left. */
	get hasMore(): boolean {
		return this.#at < this.#bytes.length
	}

	/** The next identifier octet without moving; undefined at the end. */
	get nextTag(): number | undefined {
		return this.#bytes[this.#at]
	}

	/** Reads the next value; with `tag`, anything else is a failure. */
	read(field: string, tag?: number): DerValue {
		const start = this.#at
		const found = this.#byte(field)
		if (tag !== undefined && found !== tag) {
			this.#at = start
			this.fail("invalid", field, `expected tag 0x${hex2(tag)}, found 0x${hex2(found)}`)
		}
		if ((found & 0x1f) === 0x1f) this.fail("invalid", field, "has a tag of more than one byte")
		const length = this.#length(field)
		if (length > this.#bytes.length - this.#at) {
			this.fail("truncated", field, `needs ${length} bytes, ${this.#bytes.length - this.#at} are left`)
		}
		const body = this.#bytes.subarray(this.#at, this.#at + length)
		this.#at += length
		return { tag: found, body, raw: this.#bytes.subarray(start, this.#at), offset: this.#base + start }
	}

	/** Reads the next value if it has this tag. */
	optional(field: string, tag: number): DerValue | undefined {
		return this.nextTag === tag ? this.read(field, tag) : undefined
	}

	/** A reader over the body of the next value. */
	enter(field: string, tag: number = derTag.sequence): DerReader {
		return this.into(this.read(field, tag), field)
	}

	/** A reader over the body of a value that was read from this reader. */
	into(value: DerValue, field: string): DerReader {
		const header = value.raw.length - value.body.length
		return new DerReader(value.body, this.#name(field), value.offset + header)
	}

	/** Fails when bytes are left over. */
	expectEnd(field: string): void {
		const left = this.#bytes.length - this.#at
		if (left > 0) this.fail("trailing", field, `has ${left} bytes too many`)
	}

	/** Stops reading; `text` continues the sentence that begins with the field's name. */
	fail(kind: ReadFailure["kind"], field: string, text: string): never {
		const name = this.#name(field)
		const offset = this.#base + this.#at
		throw new ReadError({ kind, field: name, offset, text: `${name} ${text} (at byte ${offset})` })
	}

	#byte(field: string): number {
		const byte = this.#bytes[this.#at]
		if (byte === undefined) this.fail("truncated", field, "is missing: the bytes end here")
		this.#at += 1
		return byte
	}

	#length(field: string): number {
		const first = this.#byte(field)
		if (first < 0x80) return first
		const count = first - 0x80
		if (count === 0) this.fail("invalid", field, "uses an indefinite length, which DER forbids")
		if (count > 4) this.fail("too-large", field, `announces a length of ${count} bytes`)
		let length = 0
		for (let index = 0; index < count; index += 1) length = length * 0x100 + this.#byte(field)
		const isMinimal = length >= 0x80 && length >= 0x100 ** (count - 1)
		if (!isMinimal) this.fail("invalid", field, "encodes its length with more bytes than needed")
		return length
	}

	#name(field: string): string {
		if (this.#field === "" || field === "") return this.#field + field
		return `${this.#field}.${field}`
	}
}

function hex2(value: number): string {
	return value.toString(16).padStart(2, "0")
}
