import { latin1 } from "../printable.ts"

/** What the body of a gRPC-Web answer holds (grpc/doc/PROTOCOL-WEB.md). */
export interface GrpcWebBody {
	/** Messages as sent, at most 16; compressed ones are kept as they are. */
	readonly messages: readonly Uint8Array[]
	/**
	 * Of the frame with flag 0x80, names in lower case; absent when no such frame came whole, empty when it is
	 * compressed (flag 0x81), which nobody does who was not asked to.
	 */
	readonly trailers?: Readonly<Record<string, string>>
	/** True when bytes were left over that are no whole frame. */
	readonly isBroken: boolean
}

const messagesMax = 16
const trailersMax = 32
const valueMax = 512
const trailerFlag = 0x80

/** One uncompressed message in its frame, as gRPC, gRPC-Web and Connect streams carry it. */
export function frameMessage(message: Uint8Array): Uint8Array {
	const frame = new Uint8Array(5 + message.length)
	new DataView(frame.buffer).setUint32(1, message.length)
	frame.set(message, 5)
	return frame
}

/** Reads the frames of a body. Never throws; a length that goes beyond the bytes ends the reading. */
export function readGrpcWebBody(bytes: Uint8Array): GrpcWebBody {
	const messages: Uint8Array[] = []
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
	let at = 0
	while (at + 5 <= bytes.length && messages.length < messagesMax) {
		const flags = bytes[at] ?? 0
		const end = at + 5 + view.getUint32(at + 1)
		if (end > bytes.length || (flags & ~trailerFlag) > 1) break
		const payload = bytes.subarray(at + 5, end)
		if ((flags & trailerFlag) !== 0) {
			const trailers = flags === trailerFlag ? readTrailers(payload) : {}
			return { messages, trailers, isBroken: end < bytes.length }
		}
		messages.push(payload)
		at = end
	}
	return { messages, isBroken: at < bytes.length }
}

/** Header lines as in HTTP/1 (PROTOCOL-WEB.md, "HTTP/1.1 header block"). */
function readTrailers(payload: Uint8Array): Readonly<Record<string, string>> {
	const trailers = new Map<string, string>()
	for (const line of latin1(payload.subarray(0, 8_192)).split(/\r?\n/)) {
		const colon = line.indexOf(":")
		if (colon <= 0 || trailers.size >= trailersMax) continue
		const value = line.slice(colon + 1).trim()
		trailers.set(line.slice(0, colon).toLowerCase(), value.slice(0, valueMax).replace(/[^\x20-\x7e]/g, "."))
	}
	return Object.fromEntries(trailers)
}
