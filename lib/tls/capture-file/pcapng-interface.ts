/** One interface of a section of a pcapng file, as far as its packets need it. */
export interface CaptureInterface {
	readonly linkType: number
	/** Bytes of a packet that were kept; `Infinity` where all were. */
	readonly snapLength: number
	readonly ticksPerMs: number
	/** Milliseconds to be added to its times. */
	readonly offsetMs: number
}

const option = { end: 0, resolution: 9, offset: 14 } as const

/** Reads the body of an Interface Description Block. Undefined where it is shorter than its header. */
export function readInterface(body: DataView, littleEndian: boolean): CaptureInterface | undefined {
	if (body.byteLength < 8) return undefined
	const snapLength = body.getUint32(4, littleEndian)
	let ticksPerMs = 1e3
	let offsetMs = 0
	for (let at = 8; at + 4 <= body.byteLength; ) {
		const code = body.getUint16(at, littleEndian)
		const length = body.getUint16(at + 2, littleEndian)
		if (code === option.end) break
		const isWhole = at + 4 + length <= body.byteLength
		if (isWhole && code === option.resolution && length === 1)
			ticksPerMs = readResolution(body.getUint8(at + 4))
		if (isWhole && code === option.offset && length === 8) {
			offsetMs = Number(body.getBigInt64(at + 4, littleEndian)) * 1e3
		}
		at += 4 + Math.ceil(length / 4) * 4
	}
	const linkType = body.getUint16(0, littleEndian)
	return {
		linkType,
		snapLength: snapLength === 0 ? Number.POSITIVE_INFINITY : snapLength,
		ticksPerMs,
		offsetMs,
	}
}

/** Option if_tsresol: a power of ten, or of two where the top bit is set; microseconds without it. */
function readResolution(value: number): number {
	return (value & 0x80 ? 2 ** (value & 0x7f) : 10 ** value) / 1e3
}
