import { concatBytes, fromHex } from "#base/bytes"

/** Bytes from hex; white space is passed over. */
export const hex = (text: string) => fromHex(text.replaceAll(/\s/g, "")) ?? new Uint8Array()
/** Bytes of ASCII text. */
export const ascii = (text: string) => new TextEncoder().encode(text)
/** The client's first 24 bytes. */
export const preface = ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
/** SETTINGS that announce nothing. */
export const emptySettings = hex("000000 04 00 00000000")

/** One frame. */
export function frame(
	type: number,
	flags: number,
	stream: number,
	payload: Uint8Array = new Uint8Array(),
): Uint8Array {
	const head = new Uint8Array(9)
	const view = new DataView(head.buffer)
	view.setUint32(0, payload.length * 0x100 + type)
	head[4] = flags
	view.setUint32(5, stream)
	return concatBytes([head, payload])
}

/** SETTINGS of these values. */
export function settings(values: Readonly<Record<number, number>>): Uint8Array {
	const parts = Object.entries(values).map(([id, value]) => {
		const part = new Uint8Array(6)
		const view = new DataView(part.buffer)
		view.setUint16(0, Number(id))
		view.setUint32(2, value)
		return part
	})
	return frame(4, 0, 0, concatBytes(parts))
}

function text(value: string): Uint8Array {
	const bytes = ascii(value)
	if (bytes.length < 127) return concatBytes([Uint8Array.of(bytes.length), bytes])
	const rest = bytes.length - 127
	return concatBytes([Uint8Array.of(127, 0x80 | (rest & 0x7f), rest >> 7), bytes])
}

/** A header block of literals without indexing; `indexed`: each field enters the dynamic table. */
export function block(fields: Readonly<Record<string, string>>, indexed = false): Uint8Array {
	return concatBytes(
		Object.entries(fields).flatMap(([name, value]) => [
			Uint8Array.of(indexed ? 0x40 : 0),
			text(name),
			text(value),
		]),
	)
}

/** A gRPC message of so many bytes, with its prefix. */
export function message(length: number, isCompressed = false): Uint8Array {
	const bytes = new Uint8Array(5 + length)
	new DataView(bytes.buffer).setUint32(1, length)
	bytes[0] = isCompressed ? 1 : 0
	return bytes
}

/** A call's request and an answer with a status, as frames of both sides. */
export function call(stream: number, path: string, status = "0") {
	const request = {
		":method": "POST",
		":path": path,
		":authority": "api.test",
		"content-type": "application/grpc",
	}
	return {
		request: concatBytes([frame(1, 4, stream, block(request)), frame(0, 1, stream, message(3))]),
		answer: concatBytes([
			frame(1, 4, stream, block({ ":status": "200", "content-type": "application/grpc" })),
			frame(0, 0, stream, message(7)),
			frame(1, 5, stream, block({ "grpc-status": status })),
		]),
	}
}
