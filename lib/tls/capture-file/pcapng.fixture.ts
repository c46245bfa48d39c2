import { concatBytes } from "#base/bytes"

/** Writes blocks of a pcapng file in one byte order. */
export function pcapngWriter(littleEndian: boolean) {
	const numbers = (width: 2 | 4, ...values: readonly number[]) => {
		const view = new DataView(new ArrayBuffer(width * values.length))
		for (const [index, value] of values.entries()) {
			if (width === 2) view.setUint16(index * 2, value, littleEndian)
			else view.setUint32(index * 4, value, littleEndian)
		}
		return new Uint8Array(view.buffer)
	}
	const padded = (bytes: Uint8Array) => concatBytes([bytes, new Uint8Array((4 - (bytes.length % 4)) % 4)])
	const block = (type: number, ...parts: readonly Uint8Array[]) => {
		const body = padded(concatBytes(parts))
		const length = numbers(4, body.length + 12)
		return concatBytes([numbers(4, type), length, body, length])
	}
	const option = (code: number, value: Uint8Array) =>
		concatBytes([numbers(2, code, value.length), padded(value)])
	return {
		section: () =>
			block(0x0a0d0d0a, numbers(4, 0x1a2b3c4d), numbers(2, 1, 0), numbers(4, 0xffff_ffff, 0xffff_ffff)),
		/** `resolution`: option if_tsresol; `offsetSeconds`: option if_tsoffset. */
		interface: (
			linkType: number,
			more: {
				readonly snapLength?: number
				readonly resolution?: number
				readonly offsetSeconds?: number
			} = {},
		) =>
			block(
				1,
				numbers(2, linkType, 0),
				numbers(4, more.snapLength ?? 0),
				more.resolution === undefined ? numbers(2) : option(9, Uint8Array.of(more.resolution)),
				more.offsetSeconds === undefined
					? numbers(2)
					: option(14, littleEndian ? numbers(4, more.offsetSeconds, 0) : numbers(4, 0, more.offsetSeconds)),
				numbers(2, 0, 0),
			),
		packet: (from: number, ticks: number, packet: Uint8Array, wireLength = packet.length) =>
			block(
				6,
				numbers(4, from, Math.floor(ticks / 2 ** 32), ticks % 2 ** 32, packet.length, wireLength),
				packet,
			),
		obsoletePacket: (from: number, ticks: number, packet: Uint8Array) =>
			block(
				2,
				numbers(2, from, 0xffff),
				numbers(4, Math.floor(ticks / 2 ** 32), ticks % 2 ** 32, packet.length, packet.length),
				packet,
			),
		simplePacket: (packet: Uint8Array, wireLength = packet.length) =>
			block(3, numbers(4, wireLength), packet),
		secrets: (text: string) => {
			const bytes = new TextEncoder().encode(text)
			return block(10, numbers(4, 0x544c534b, bytes.length), bytes)
		},
		other: (type: number, bytes: Uint8Array) => block(type, bytes),
	}
}
