import { concatBytes } from "#base/bytes"
import { frameFlags, type Http2Frame, unpadded } from "./frame.ts"
import { readHeaderBlock } from "./header-block.ts"
import { type HeaderField, HeaderTable } from "./header-table.ts"

/** What one frame of a header block came to. */
export type HeaderBlockStep =
	/** CONTINUATION has to follow. */
	| { readonly kind: "open" }
	| { readonly kind: "fields"; readonly fields: readonly HeaderField[] }
	/** From here on the headers of this direction cannot be read. */
	| { readonly kind: "failed"; readonly text: string }

const blockMax = 65_536
const framesMax = 1_000

/**
 * The header blocks of one direction: joins HEADERS and CONTINUATION, and keeps the HPACK table. At most 64 KiB and
 * 1,000 frames a block. After the first failure every block fails, since the table no longer agrees with the sender's.
 */
export class HeaderBlocks {
	readonly table: HeaderTable
	#parts: Uint8Array[] = []
	#length = 0
	#failure: string | undefined

	/** `tableSize`: the size of the HPACK table in bytes that the reading side allows at first. */
	constructor(tableSize: number) {
		this.table = new HeaderTable(tableSize)
	}

	/** Begins a block: what was left open before is forgotten. */
	begin(frame: Http2Frame): HeaderBlockStep {
		this.#parts = []
		this.#length = 0
		return this.take(frame)
	}

	/** Goes on with a block, until END_HEADERS. */
	take(frame: Http2Frame): HeaderBlockStep {
		if (this.#failure !== undefined) return { kind: "failed", text: this.#failure }
		if (frame.payload.length < frame.length) return this.fail("a frame is larger than 64 KiB")
		const part = unpadded(frame)
		this.#parts.push(part.slice())
		this.#length += part.length
		if (this.#length > blockMax) return this.fail("the headers are larger than 64 KiB")
		if (this.#parts.length > framesMax) {
			return this.fail(`the headers come in more than ${framesMax} frames`)
		}
		if ((frame.flags & frameFlags.endHeaders) === 0) return { kind: "open" }
		const fields = readHeaderBlock(concatBytes(this.#parts), this.table)
		this.#parts = []
		this.#length = 0
		if (!fields.ok) return this.fail(`the headers cannot be read: ${fields.error.text}`)
		return { kind: "fields", fields: fields.value }
	}

	/** Gives the direction's headers up, with the reason. */
	fail(text: string): HeaderBlockStep {
		this.#parts = []
		this.#failure = text
		return { kind: "failed", text }
	}
}
