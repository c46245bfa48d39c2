import { toHex } from "#base/bytes"
import type { AnatomyField, AnatomyNote } from "./anatomy-field.ts"

/** Fields of one message beyond which the rest is shown as one. */
const fieldsMax = 5_000
const hexBytesMax = 64

type NameCode = (code: number) => string

/** Counts the fields of one message across all of its cursors. */
interface Budget {
	left: number
}

/**
 * Walks over bytes and writes down every field with its place. Never throws: where the bytes end too early it writes a
 * field that says so and `isBroken` turns true, after which every further read is empty.
 */
export class FieldCursor {
	readonly fields: AnatomyField[] = []
	readonly #bytes: Uint8Array
	readonly #end: number
	readonly #budget: Budget
	#at: number
	#isBroken = false

	constructor(bytes: Uint8Array, at = 0, end = bytes.length, budget: Budget = { left: fieldsMax }) {
		this.#bytes = bytes
		this.#at = at
		this.#end = end
		this.#budget = budget
	}

	get left(): number {
		return this.#isBroken ? 0 : this.#end - this.#at
	}

	/** True once a field did not fit. */
	get isBroken(): boolean {
		return this.#isBroken
	}

	/** Looks at a number further on without moving; undefined where the bytes end. */
	peek(skip: number, width: number): number | undefined {
		if (this.#isBroken || this.#at + skip + width > this.#end) return undefined
		return this.#numberAt(this.#at + skip, width)
	}

	/** A number of `width` bytes, shown by `name` where given, else in decimal. */
	number(name: string, width: number, show?: NameCode, note: AnatomyNote = {}): number {
		if (!this.#fits(name, width)) return 0
		const value = this.#numberAt(this.#at, width)
		this.#write(name, show?.(value) ?? String(value), width, note)
		this.#at += width
		return value
	}

	/** Opaque bytes. */
	bytes(name: string, length: number, note: AnatomyNote = {}): Uint8Array {
		if (!this.#fits(name, length)) return new Uint8Array(0)
		const bytes = this.#bytes.subarray(this.#at, this.#at + length)
		this.#write(name, showBytes(bytes), length, note)
		this.#at += length
		return bytes
	}

	/** Opaque bytes shown as the text that `show` makes of them. */
	text(name: string, length: number, show: (bytes: Uint8Array) => string, note: AnatomyNote = {}): void {
		if (!this.#fits(name, length)) return
		this.#write(name, show(this.#bytes.subarray(this.#at, this.#at + length)), length, note)
		this.#at += length
	}

	/** `length` bytes that `read` takes apart; what it leaves over is shown as such. */
	group(
		name: string,
		length: number,
		read: (inner: FieldCursor) => string | undefined,
		note: AnatomyNote = {},
	): void {
		if (!this.#fits(name, length)) return
		const inner = new FieldCursor(this.#bytes, this.#at, this.#at + length, this.#budget)
		const value = read(inner)
		inner.#writeRest()
		this.#write(name, value ?? `${length} bytes`, length, note, inner.fields)
		this.#at += length
	}

	/** A vector: its length in `width` bytes, then the content, which `read` takes apart. */
	vector(
		name: string,
		width: number,
		read: (inner: FieldCursor) => string | undefined,
		note: AnatomyNote = {},
	): void {
		const length = this.number(`${name} length`, width)
		if (!this.#isBroken) this.group(name, length, read, note)
	}

	/** A vector of opaque bytes. */
	opaque(name: string, width: number, note: AnatomyNote = {}): void {
		const length = this.number(`${name} length`, width)
		if (!this.#isBroken) this.bytes(name, length, note)
	}

	/** Shows whatever is left over. */
	finish(): readonly AnatomyField[] {
		this.#writeRest()
		return this.fields
	}

	#writeRest(): void {
		if (this.left === 0) return
		const length = this.left
		const rest = this.#bytes.subarray(this.#at, this.#end)
		this.#write("trailing", showBytes(rest), length, {
			meaning: "Bytes that no field of this message covers.",
		})
		this.#at = this.#end
	}

	#fits(name: string, length: number): boolean {
		if (this.#isBroken) return false
		const left = this.#end - this.#at
		if (length <= left && this.#budget.left > 0) return true
		const isFull = this.#budget.left <= 0
		this.fields.push({
			name,
			value: isFull
				? `not shown: more than ${fieldsMax} fields`
				: `truncated: needs ${length} bytes, ${left} are left`,
			offset: this.#at,
			length: left,
		})
		this.#isBroken = true
		return false
	}

	#write(
		name: string,
		value: string,
		length: number,
		note: AnatomyNote,
		children?: readonly AnatomyField[],
	): void {
		this.#budget.left -= 1
		const field = { name, value, ...note, offset: this.#at, length }
		this.fields.push(children === undefined || children.length === 0 ? field : { ...field, children })
	}

	#numberAt(at: number, width: number): number {
		let value = 0
		for (let index = 0; index < width; index += 1) value = value * 0x100 + (this.#bytes[at + index] ?? 0)
		return value
	}
}

function showBytes(bytes: Uint8Array): string {
	if (bytes.length === 0) return "empty"
	const shown = toHex(bytes.subarray(0, hexBytesMax))
	return bytes.length > hexBytesMax ? `${shown}… (${bytes.length} bytes)` : shown
}
