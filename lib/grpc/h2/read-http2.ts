import { settingName } from "./settings.ts"

/** One answer of the peer on a stream, as far as the frames show it without a header table. */
export interface Http2Response {
	readonly stream: number
	/** HTTP status when it was encoded by the static table (RFC 7541 appendix A), which common servers do. */
	readonly httpStatus?: number
	/** Start of the body, printable, at most 512 characters. */
	readonly bodyText: string
	/** True when the body is a page for people and no gRPC message. */
	readonly isHtml: boolean
}

/** What the head of one direction of an HTTP/2 connection says. */
export interface Http2Reading {
	readonly settingsSeen: boolean
	readonly settings: readonly { readonly id: number; readonly name: string; readonly value: number }[]
	readonly goaway?: { readonly code: number; readonly codeName: string; readonly debug: string }
	readonly frames: readonly { readonly type: number; readonly flags: number; readonly stream: number; readonly length: number }[]
	readonly responses: readonly Http2Response[]
	/** Why reading stopped before the end. */
	readonly problem?: string
}

const framesMax = 200
const bodyMax = 512
const clientPreface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"

const goawayNames: readonly string[] = [
	"NO_ERROR",
	"PROTOCOL_ERROR",
	"INTERNAL_ERROR",
	"FLOW_CONTROL_ERROR",
	"SETTINGS_TIMEOUT",
	"STREAM_CLOSED",
	"FRAME_SIZE_ERROR",
	"REFUSED_STREAM",
	"CANCEL",
	"COMPRESSION_ERROR",
	"CONNECT_ERROR",
	"ENHANCE_YOUR_CALM",
	"INADEQUATE_SECURITY",
	"HTTP_1_1_REQUIRED",
]

/**
 * Reads the frames of one direction of HTTP/2 (RFC 9113 section 4) from its first bytes; a client's preface is passed
 * over. Never throws: a frame that is cut off ends the reading, the first frame of a server must be SETTINGS. At most
 * 200 frames are listed.
 */
export function readHttp2(bytes: Uint8Array): Http2Reading {
	const frames: { type: number; flags: number; stream: number; length: number }[] = []
	const settings: { id: number; name: string; value: number }[] = []
	const responses = new Map<number, { status?: number; body: string }>()
	let goaway: Http2Reading["goaway"]
	let settingsSeen = false
	let problem: string | undefined
	let at = latin1(bytes.subarray(0, clientPreface.length)) === clientPreface ? clientPreface.length : 0
	while (at + 9 <= bytes.length && frames.length < framesMax) {
		const length = (bytes[at] ?? 0) * 0x1_0000 + (bytes[at + 1] ?? 0) * 0x100 + (bytes[at + 2] ?? 0)
		const type = bytes[at + 3] ?? 0
		const flags = bytes[at + 4] ?? 0
		const stream = u32(bytes, at + 5) % 0x8000_0000
		if (frames.length === 0 && (type !== 4 || stream !== 0 || length % 6 !== 0)) {
			problem = "the first frame is not SETTINGS"
			break
		}
		const payload = bytes.subarray(at + 9, at + 9 + length)
		if (payload.length < length && type !== 0) break
		frames.push({ type, flags, stream, length })
		if (type === 4 && (flags & 1) === 0) {
			settingsSeen = true
			settings.push(...readSettings(payload))
		}
		if (type === 7) goaway = readGoaway(payload)
		if (type === 1) noteHeaders(responses, stream, headerBlock(payload, flags))
		if (type === 0) noteBody(responses, stream, payload)
		at += 9 + length
	}
	return {
		settingsSeen,
		settings,
		frames,
		responses: [...responses].map(([stream, seen]) => describeResponse(stream, seen)),
		...(goaway === undefined ? {} : { goaway }),
		...(problem === undefined ? {} : { problem }),
	}
}

function describeResponse(stream: number, seen: { status?: number; body: string }): Http2Response {
	return {
		stream,
		bodyText: seen.body,
		isHtml: /^\s*(<!doctype|<html)/i.test(seen.body),
		...(seen.status === undefined ? {} : { httpStatus: seen.status }),
	}
}

function readSettings(payload: Uint8Array) {
	const settings: { id: number; name: string; value: number }[] = []
	for (let at = 0; at + 6 <= payload.length && settings.length < 64; at += 6) {
		const id = (payload[at] ?? 0) * 0x100 + (payload[at + 1] ?? 0)
		settings.push({ id, name: settingName(id), value: u32(payload, at + 2) })
	}
	return settings
}

function readGoaway(payload: Uint8Array): NonNullable<Http2Reading["goaway"]> {
	const code = u32(payload, 4)
	return { code, codeName: goawayNames[code] ?? `0x${code.toString(16)}`, debug: printable(payload.subarray(8, 8 + bodyMax)) }
}

/** The header block without padding and priority (RFC 9113 section 6.2). */
function headerBlock(payload: Uint8Array, flags: number): Uint8Array {
	const padded = (flags & 0x8) !== 0
	const start = (padded ? 1 : 0) + ((flags & 0x20) !== 0 ? 5 : 0)
	return payload.subarray(start, payload.length - (padded ? (payload[0] ?? 0) : 0))
}

/** `:status` comes first; servers use the static table's entries 8 to 14 for the common ones. */
function noteHeaders(responses: Map<number, { status?: number; body: string }>, stream: number, block: Uint8Array): void {
	if (responses.has(stream)) return
	let at = 0
	while (((block[at] ?? 0) & 0xe0) === 0x20) at += (block[at] ?? 0) === 0x3f ? 3 : 1
	const statuses = [200, 204, 206, 304, 400, 404, 500]
	const first = block[at] ?? 0
	const status = first >= 0x88 && first <= 0x8e ? statuses[first - 0x88] : literalStatus(block.subarray(at, at + 8))
	responses.set(stream, { body: "", ...(status === undefined ? {} : { status }) })
}

/** A literal `:status` with an indexed name (0x08 and 0x48) and three plain digits. */
function literalStatus(block: Uint8Array): number | undefined {
	const [representation = 0, length = 0] = block
	if (representation !== 0x08 && representation !== 0x48 && representation !== 0x18) return undefined
	const digits = length === 3 ? latin1(block.subarray(2, 5)) : ""
	return /^\d{3}$/.test(digits) ? Number(digits) : undefined
}

function noteBody(responses: Map<number, { status?: number; body: string }>, stream: number, payload: Uint8Array): void {
	const seen = responses.get(stream)
	if (seen === undefined || seen.body.length >= bodyMax) return
	seen.body += printable(payload.subarray(0, bodyMax - seen.body.length))
}

function u32(bytes: Uint8Array, at: number): number {
	return (bytes[at] ?? 0) * 0x100_0000 + (bytes[at + 1] ?? 0) * 0x1_0000 + (bytes[at + 2] ?? 0) * 0x100 + (bytes[at + 3] ?? 0)
}

function printable(bytes: Uint8Array): string {
	return latin1(bytes).replace(/[^\x20-\x7e\n\t]/g, ".")
}

function latin1(bytes: Uint8Array): string {
	let text = ""
	for (const byte of bytes) text += String.fromCharCode(byte)
	return text
}
