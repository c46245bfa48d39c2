import { u16 } from "./packet-bytes.ts"
import type { TcpSegment } from "./tcp-segment.ts"

/** What the segments of one connection have in common, whoever sent them. */
export interface FlowKey {
	readonly text: string
	/** True where the source is the end whose address and port come first in `text`. */
	readonly isSourceLow: boolean
}

/** The key of a segment: both ends, the lower one first, two bytes a character. */
export function flowKeyOf({ addresses, sourcePort, destinationPort }: TcpSegment): FlowKey {
	const half = addresses.length / 2
	const source = textOf(addresses, 0, half, sourcePort)
	const destination = textOf(addresses, half, 2 * half, destinationPort)
	const isSourceLow = source < destination
	return { text: isSourceLow ? source + destination : destination + source, isSourceLow }
}

function textOf(addresses: Uint8Array, from: number, to: number, port: number): string {
	let text = String.fromCharCode(port)
	for (let at = from; at < to; at += 2) text += String.fromCharCode(u16(addresses, at))
	return text
}
