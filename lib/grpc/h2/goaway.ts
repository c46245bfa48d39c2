import { printableText } from "../printable.ts"
import { readU32 } from "./frame.ts"

/** Why the peer ends the connection, in its own words. */
export interface Goaway {
	readonly code: number
	/** IANA name, or the number in hex. */
	readonly codeName: string
	/** Printable, at most 512 characters. */
	readonly debug: string
}

/** HTTP/2 error codes by number (RFC 9113 section 7). */
const names = [
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
] as const

const debugMax = 512

/** Name of an HTTP/2 error code, or its number in hex. */
export function errorCodeName(code: number): string {
	return names[code] ?? `0x${code.toString(16)}`
}

/** Reads the payload of a GOAWAY frame (RFC 9113 section 6.8). */
export function readGoaway(payload: Uint8Array): Goaway {
	const code = readU32(payload, 4)
	return { code, codeName: errorCodeName(code), debug: printableText(payload.subarray(8), debugMax) }
}
