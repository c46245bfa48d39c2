/** Types of HTTP/2 frames that are told apart here (RFC 9113 section 6). */
export const frameTypes = {
	data: 0,
	headers: 1,
	resetStream: 3,
	settings: 4,
	goaway: 7,
	continuation: 9,
} as const

/** Flags of HTTP/2 frames; their meaning depends on the type. */
export const frameFlags = { ack: 0x1, endStream: 0x1, endHeaders: 0x4, padded: 0x8, priority: 0x20 } as const

/** One frame: its head, and as much of its payload as the bytes hold. */
export interface Http2Frame {
	readonly type: number
	readonly flags: number
	readonly stream: number
	/** Announced length of the payload, in bytes. */
	readonly length: number
	/** A view on the bytes; shorter than `length` when they end inside this frame. */
	readonly payload: Uint8Array
}

/** Bytes of a frame head (RFC 9113 section 4.1). */
const headLength = 9

/**
 * Reads frames from the start of `bytes`, at most `max` of them; the last one may be cut off. Copies nothing.
 * What is left of an incomplete frame head is passed over.
 */
export function readFrames(bytes: Uint8Array, max: number): readonly Http2Frame[] {
	const frames: Http2Frame[] = []
	for (let at = 0; at + headLength <= bytes.length && frames.length < max; ) {
		const frame = readFrame(bytes.subarray(at))
		frames.push(frame)
		at += headLength + frame.length
	}
	return frames
}

function readFrame(bytes: Uint8Array): Http2Frame {
	const [high = 0, middle = 0, low = 0, type = 0, flags = 0] = bytes
	const length = high * 0x1_0000 + middle * 0x100 + low
	const stream = readU32(bytes, 5) % 0x8000_0000
	return { type, flags, stream, length, payload: bytes.subarray(headLength, headLength + length) }
}

/** A payload without padding and, in HEADERS, without the old priority fields (RFC 9113 sections 6.1 and 6.2). */
export function unpadded(frame: Http2Frame): Uint8Array {
	const isPadded = (frame.flags & frameFlags.padded) !== 0
	const hasPriority = frame.type === frameTypes.headers && (frame.flags & frameFlags.priority) !== 0
	const start = (isPadded ? 1 : 0) + (hasPriority ? 5 : 0)
	const padding = isPadded ? (frame.payload[0] ?? 0) : 0
	return frame.payload.subarray(start, Math.max(start, frame.length - padding))
}

/** Four bytes, big-endian; missing bytes count as zero. */
export function readU32(bytes: Uint8Array, at: number): number {
	const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(at, at + 4)
	return a * 0x100_0000 + b * 0x1_0000 + c * 0x100 + d
}
