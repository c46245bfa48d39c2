/** Types of HTTP/2 frames that are told apart here (RFC 9113 section 6). */
export const frameTypes = {
	data: 0,
	headers: 1,
	priority: 2,
	resetStream: 3,
	settings: 4,
	pushPromise: 5,
	ping: 6,
	goaway: 7,
	windowUpdate: 8,
	continuation: 9,
} as const

/** Flags of HTTP/2 frames; their meaning depends on the type. */
export const frameFlags = { ack: 0x1, endStream: 0x1, endHeaders: 0x4, padded: 0x8, priority: 0x20 } as const

/** The nine bytes in front of every payload. */
export interface FrameHead {
	readonly type: number
	readonly flags: number
	readonly stream: number
	/** Announced length of the payload, in bytes. */
	readonly length: number
}

/** One frame: its head, and as much of its payload as the bytes hold. */
export interface Http2Frame extends FrameHead {
	/** A view on the bytes; shorter than `length` when they end inside this frame. */
	readonly payload: Uint8Array
}

/** Bytes of a frame head (RFC 9113 section 4.1). */
export const frameHeadLength = 9

/**
 * Reads frames from the start of `bytes`, at most `max` of them; the last one may be cut off. Copies nothing.
 * What is left of an incomplete frame head is passed over.
 */
export function readFrames(bytes: Uint8Array, max: number): readonly Http2Frame[] {
	const frames: Http2Frame[] = []
	for (let at = 0; at + frameHeadLength <= bytes.length && frames.length < max; ) {
		const frame = readFrame(bytes.subarray(at))
		frames.push(frame)
		at += frameHeadLength + frame.length
	}
	return frames
}

function readFrame(bytes: Uint8Array): Http2Frame {
	const head = readFrameHead(bytes)
	return { ...head, payload: bytes.subarray(frameHeadLength, frameHeadLength + head.length) }
}

/** Reads the head of a frame from the start of `bytes`. */
export function readFrameHead(bytes: Uint8Array): FrameHead {
	const [high = 0, middle = 0, low = 0, type = 0, flags = 0] = bytes
	const length = high * 0x1_0000 + middle * 0x100 + low
	return { type, flags, stream: readU32(bytes, 5) % 0x8000_0000, length }
}

/**
 * A payload without padding and without what stands before its content: in HEADERS the old priority fields, in
 * PUSH_PROMISE the promised stream (RFC 9113 sections 6.1, 6.2 and 6.6).
 */
export function unpadded(frame: Http2Frame): Uint8Array {
	const isPadded = frame.type !== frameTypes.continuation && (frame.flags & frameFlags.padded) !== 0
	const hasPriority = frame.type === frameTypes.headers && (frame.flags & frameFlags.priority) !== 0
	const before = frame.type === frameTypes.pushPromise ? 4 : hasPriority ? 5 : 0
	const start = (isPadded ? 1 : 0) + before
	const padding = isPadded ? (frame.payload[0] ?? 0) : 0
	return frame.payload.subarray(start, Math.max(start, frame.length - padding))
}

/** Four bytes, big-endian; missing bytes count as zero. */
export function readU32(bytes: Uint8Array, at: number): number {
	const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(at, at + 4)
	return a * 0x100_0000 + b * 0x1_0000 + c * 0x100 + d
}
