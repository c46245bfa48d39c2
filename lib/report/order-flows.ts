import type { Side } from "#tls/capture"

/** Bytes of one side that come together. */
export interface FlowPart {
	readonly from: Side
	readonly bytes: Uint8Array
}

const headerLength = 5
const handshakeType = 22
const applicationDataType = 23

/**
 * Puts what both sides sent into an order in which every message has what it depends on: the ClientHello, the server's
 * messages in the clear, the client's answer up to its first sealed record, then the rest of the server and of the
 * client. Bytes that are no TLS records come in two parts, client first.
 */
export function inOrder({ client, server }: Readonly<Record<Side, Uint8Array>>): readonly FlowPart[] {
	const hello = endOfHello(client)
	const open = endOf(server, 0, (type) => type !== handshakeType)
	const answer = endOf(client, hello, (type) => type === applicationDataType)
	const parts: readonly FlowPart[] = [
		{ from: "client", bytes: client.subarray(0, hello) },
		{ from: "server", bytes: server.subarray(0, open) },
		{ from: "client", bytes: client.subarray(hello, answer) },
		{ from: "server", bytes: server.subarray(open) },
		{ from: "client", bytes: client.subarray(answer) },
	]
	return parts.filter((part) => part.bytes.length > 0)
}

/** Where the records end that hold the first handshake message; the whole where it is not complete. */
function endOfHello(bytes: Uint8Array): number {
	const first = bytes.subarray(headerLength)
	const wanted = 4 + (first[1] ?? 0) * 0x1_0000 + (first[2] ?? 0) * 0x100 + (first[3] ?? 0)
	let held = 0
	return endOf(bytes, 0, (type, length) => {
		if (type !== handshakeType || held >= wanted) return true
		held += length
		return false
	})
}

/** Where the first record begins that `isNext` holds of, from `start` on. */
function endOf(bytes: Uint8Array, start: number, isNext: (type: number, length: number) => boolean): number {
	let at = start
	while (at + headerLength <= bytes.length) {
		const length = (bytes[at + 3] ?? 0) * 0x100 + (bytes[at + 4] ?? 0)
		if (isNext(bytes[at] ?? 0, length)) return at
		at += headerLength + length
	}
	return bytes.length
}
