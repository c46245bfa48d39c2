import { Transform } from "node:stream"

const prefaceBytes = 24
const frameHeadBytes = 9
/** Larger frames than HTTP/2 allows without a setting of ours are left to the server to refuse. */
const payloadMax = 16_384
const headersType = 1
const flag = { endHeaders: 0x04, padded: 0x08, priority: 0x20 } as const
/**
 * A plain string literal (RFC 7541 section 5.2) without the Huffman bit: the shortest authority there is, so that the
 * server's dynamic table never drops an entry that the client's still holds.
 */
const replacement = Buffer.from([1, ...Buffer.from("-")])
/** Index of `:authority` in the static table (RFC 7541 appendix A). */
const authorityIndex = 1

/**
 * Lets every `:authority` of a client read `-`. Over a unix socket there is no authority; grpc-java sends the
 * socket's path in its place, which is no authority (RFC 3986 section 3.2), and Node's HTTP/2 refuses such streams.
 * Only literal values in whole HEADERS frames are changed. Entries of the dynamic table keep their indices, which count
 * from the newest. Whatever is not understood goes through as it came.
 */
export function plainAuthority(): Transform {
	let pending: Buffer = Buffer.alloc(0)
	let isOpened = false
	let isGivenUp = false
	return new Transform({
		transform(chunk: Buffer, _encoding, done) {
			if (isGivenUp) {
				done(null, chunk)
				return
			}
			pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
			if (!isOpened && pending.length >= prefaceBytes) {
				this.push(pending.subarray(0, prefaceBytes))
				pending = pending.subarray(prefaceBytes)
				isOpened = true
			}
			while (isOpened) {
				const size = frameSize(pending)
				if (size === undefined) break
				isGivenUp = size > frameHeadBytes + payloadMax
				const frame = pending.subarray(0, size)
				this.push(isGivenUp ? pending : changed(frame))
				pending = isGivenUp ? Buffer.alloc(0) : pending.subarray(size)
				if (isGivenUp) break
			}
			done()
		},
		flush(done) {
			if (pending.length > 0) this.push(pending)
			done()
		},
	})
}

/** Length of the first frame, header included; undefined while it is not whole. One that is too large need not be. */
function frameSize(bytes: Buffer): number | undefined {
	if (bytes.length < frameHeadBytes) return undefined
	const payload = bytes.readUIntBE(0, 3)
	if (payload > payloadMax) return frameHeadBytes + payload
	return bytes.length < frameHeadBytes + payload ? undefined : frameHeadBytes + payload
}

function changed(frame: Buffer): Buffer {
	const flags = frame[4] ?? 0
	if (frame[3] !== headersType || (flags & flag.endHeaders) === 0) return frame
	const padding = (flags & flag.padded) === 0 ? 0 : (frame[frameHeadBytes] ?? 0)
	const start =
		frameHeadBytes + ((flags & flag.padded) === 0 ? 0 : 1) + ((flags & flag.priority) === 0 ? 0 : 5)
	const block = frame.subarray(start, frame.length - padding)
	const value = authorityValue(block)
	if (value === undefined) return frame
	const head = Buffer.from(frame.subarray(0, start + value.start))
	const rest = frame.subarray(start + value.end)
	const whole = Buffer.concat([head, replacement, rest])
	whole.writeUIntBE(whole.length - frameHeadBytes, 0, 3)
	return whole
}

/** Where the value of a literal `:authority` stands in a header block; undefined when there is none. */
function authorityValue(block: Buffer): { readonly start: number; readonly end: number } | undefined {
	let at = 0
	while (at < block.length) {
		const first = block[at] ?? 0
		if ((first & 0x80) !== 0) {
			at = integerAt(block, at, 7).next
			continue
		}
		if ((first & 0xe0) === 0x20) {
			at = integerAt(block, at, 5).next
			continue
		}
		const name = integerAt(block, at, (first & 0x40) === 0 ? 4 : 6)
		const start = name.value === 0 ? stringEnd(block, name.next) : name.next
		const end = stringEnd(block, start)
		if (end > block.length) return undefined
		if (name.value === authorityIndex) return end - start > 1 ? { start, end } : undefined
		at = end
	}
	return undefined
}

function stringEnd(block: Buffer, at: number): number {
	const length = integerAt(block, at, 7)
	return length.next + length.value
}

/** An integer with a prefix of some bits (RFC 7541 section 5.1), at most four continuation bytes. */
function integerAt(
	block: Buffer,
	at: number,
	bits: number,
): { readonly value: number; readonly next: number } {
	const mask = 2 ** bits - 1
	const first = (block[at] ?? 0) & mask
	if (first < mask) return { value: first, next: at + 1 }
	let value = mask
	for (let index = 0; index < 4; index += 1) {
		const byte = block[at + 1 + index] ?? 0
		value += (byte & 0x7f) * 2 ** (7 * index)
		if ((byte & 0x80) === 0) return { value, next: at + 2 + index }
	}
	return { value, next: block.length + 1 }
}
