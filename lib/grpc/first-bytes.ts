import { readHttp1 } from "./http1.ts"
import { latin1, printableLine } from "./printable.ts"

/** What a peer's first bytes are. */
export interface RecognisedBytes {
	readonly kind: "tls-handshake" | "tls-alert" | "http2-settings" | "http1" | "ssh" | "other"
	/** Printable text of the first 64 bytes, dots for the rest. */
	readonly text: string
	/** HTTP status of an HTTP/1 answer. */
	readonly httpStatus?: number
	/** The `Server` header of an HTTP/1 answer, at most 200 characters. */
	readonly httpServer?: string
}

const textMax = 64

/**
 * Recognises the protocol of the first bytes that a peer sent: a TLS record (RFC 8446 section 5.1), HTTP/2 SETTINGS
 * (RFC 9113 section 6.5), an HTTP/1 status line, an SSH greeting (RFC 4253 section 4.2). At most 16 KiB are looked at.
 */
export function recogniseFirstBytes(bytes: Uint8Array): RecognisedBytes {
	const text = printableLine(bytes, textMax)
	const record = recogniseRecord(bytes)
	if (record !== undefined) return { kind: record, text }
	if (isSettings(bytes)) return { kind: "http2-settings", text }
	const http = readHttp1(bytes)
	if (http !== undefined) {
		const server = http.server === undefined ? {} : { httpServer: http.server }
		return { kind: "http1", text, httpStatus: http.status, ...server }
	}
	return { kind: latin1(bytes.subarray(0, 4)) === "SSH-" ? "ssh" : "other", text }
}

/** Versions 3.0 to 3.4; an alert has two bytes when it is not encrypted, and a first record always is plain. */
function recogniseRecord(bytes: Uint8Array): "tls-handshake" | "tls-alert" | undefined {
	const [type, major, minor = 0xff, high = 0, low = 0] = bytes
	if (major !== 3 || minor > 4) return undefined
	if (type === 0x16) return "tls-handshake"
	return type === 0x15 && high * 0x100 + low === 2 ? "tls-alert" : undefined
}

/** SETTINGS on stream 0, not an acknowledgement, of whole settings of six bytes; at most 100 are believed. */
function isSettings(head: Uint8Array): boolean {
	if (head.length < 9 || head[3] !== 4 || head[4] !== 0) return false
	const length = (head[0] ?? 0) * 0x1_0000 + (head[1] ?? 0) * 0x100 + (head[2] ?? 0)
	return length % 6 === 0 && length <= 600 && [5, 6, 7, 8].every((at) => head[at] === 0)
}
