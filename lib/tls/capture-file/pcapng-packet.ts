import type { RawPacket } from "./packet-source.ts"
import type { CaptureInterface } from "./pcapng-interface.ts"

/** The body of a block: what lies between its header and its second length. */
export interface BlockBody {
	readonly bytes: Uint8Array
	readonly view: DataView
	readonly littleEndian: boolean
}

/** Reads an Enhanced Packet Block. Undefined where it names no known interface or its packet does not fit. */
export function readPacket(body: BlockBody, interfaces: readonly CaptureInterface[]): RawPacket | undefined {
	const { view, littleEndian } = body
	if (view.byteLength < 20) return undefined
	return readStamped(body, interfaces[view.getUint32(0, littleEndian)])
}

/** Reads a Packet Block of older files; its layout differs in the number of the interface alone. */
export function readObsoletePacket(
	body: BlockBody,
	interfaces: readonly CaptureInterface[],
): RawPacket | undefined {
	const { view, littleEndian } = body
	if (view.byteLength < 20) return undefined
	return readStamped(body, interfaces[view.getUint16(0, littleEndian)])
}

/** Reads a Simple Packet Block, which has no time of its own and always belongs to the first interface. */
export function readSimplePacket(
	{ bytes, view, littleEndian }: BlockBody,
	interfaces: readonly CaptureInterface[],
	epochMs: number,
): RawPacket | undefined {
	const [from] = interfaces
	if (from === undefined || bytes.length < 4) return undefined
	const wireLength = view.getUint32(0, littleEndian)
	const length = Math.min(wireLength, from.snapLength, bytes.length - 4)
	return { epochMs, linkType: from.linkType, bytes: bytes.subarray(4, 4 + length), wireLength }
}

function readStamped(
	{ bytes, view, littleEndian }: BlockBody,
	from: CaptureInterface | undefined,
): RawPacket | undefined {
	const length = view.getUint32(12, littleEndian)
	if (from === undefined || length > bytes.length - 20) return undefined
	const ticks = view.getUint32(4, littleEndian) * 2 ** 32 + view.getUint32(8, littleEndian)
	return {
		epochMs: ticks / from.ticksPerMs + from.offsetMs,
		linkType: from.linkType,
		bytes: bytes.subarray(20, 20 + length),
		wireLength: Math.max(length, view.getUint32(16, littleEndian)),
	}
}
