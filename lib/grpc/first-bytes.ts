/** What a peer's first bytes are. */
export interface RecognisedBytes {
	readonly kind: "tls-handshake" | "tls-alert" | "http2-settings" | "http1" | "ssh" | "other"
	/** Printable text of the first 64 bytes, dots for the rest. */
	readonly text: string
	/** HTTP status of an HTTP/1 answer. */
	readonly httpStatus?: number
	/** The `Server` header of an HTTP/1 answer. */
	readonly httpServer?: string
}

/** Recognises the protocol of the first bytes that a peer sent: at most 4,096 of them are looked at. */
export function recogniseFirstBytes(bytes: Uint8Array): RecognisedBytes {
	const head = bytes.subarray(0, 4_096)
	const text = printable(head.subarray(0, 64))
	const [type = 0, major = 0, minor = 0] = head
	if ((type === 0x16 || type === 0x15) && major === 3 && minor <= 4) {
		return { kind: type === 0x16 ? "tls-handshake" : "tls-alert", text }
	}
	if (isSettings(head)) return { kind: "http2-settings", text }
	const all = latin1(head)
	const http = /^HTTP\/1\.[01] (\d{3})/.exec(all)
	if (http !== null) {
		const server = /\r\nserver: *([^\r\n]{1,200})/i.exec(all)?.[1]
		return { kind: "http1", text, httpStatus: Number(http[1]), ...(server === undefined ? {} : { httpServer: server }) }
	}
	return { kind: all.startsWith("SSH-") ? "ssh" : "other", text }
}

/** SETTINGS on stream 0 whose length is a multiple of six (RFC 9113 section 6.5). */
function isSettings(head: Uint8Array): boolean {
	if (head.length < 9 || head[3] !== 4) return false
	const length = (head[0] ?? 0) * 0x1_0000 + (head[1] ?? 0) * 0x100 + (head[2] ?? 0)
	return length % 6 === 0 && length <= 600 && [5, 6, 7, 8].every((at) => head[at] === 0)
}

function printable(bytes: Uint8Array): string {
	return latin1(bytes).replace(/[^\x20-\x7e]/g, ".")
}

function latin1(bytes: Uint8Array): string {
	let text = ""
	for (const byte of bytes) text += String.fromCharCode(byte)
	return text
}
