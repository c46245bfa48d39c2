import { u16 } from "./packet-bytes.ts"
import type { RawPacket } from "./packet-source.ts"

/** Why a packet that may hold TCP was passed over. */
export interface Passed {
	readonly problem: string
}

/** Where TCP begins and ends in a packet. `end` may lie behind the bytes that were captured. */
export interface Addressed {
	readonly at: number
	readonly end: number
	/** Address of the source and, behind it, of the destination. */
	readonly addresses: Uint8Array
}

const protocol = {
	hopByHop: 0,
	tcp: 6,
	routing: 43,
	fragment: 44,
	authentication: 51,
	destination: 60,
} as const
const isTruncated: Passed = { problem: "truncated: a packet ends inside its headers" }
const isFragment: Passed = { problem: "fragments of IP packets are not joined" }

/**
 * Finds TCP in an IPv4 (RFC 791) or IPv6 packet (RFC 8200), behind options and extension headers. Fragments of TCP are
 * named and passed over: TCP avoids them, since it knows the path's MTU.
 */
export function unwrapIp(packet: RawPacket, at: number): Addressed | Passed | undefined {
	const version = (packet.bytes[at] ?? 0) >> 4
	if (version === 4) return unwrapIpv4(packet, at)
	return version === 6 ? unwrapIpv6(packet, at) : undefined
}

function unwrapIpv4({ bytes, wireLength }: RawPacket, at: number): Addressed | Passed | undefined {
	if (bytes.length < at + 20) return isTruncated
	if (bytes[at + 9] !== protocol.tcp) return undefined
	if ((u16(bytes, at + 6) & 0x3fff) !== 0) return isFragment
	const headerLength = ((bytes[at] ?? 0) & 0x0f) * 4
	if (headerLength < 20)
		return { problem: "invalid: the header of an IPv4 packet has a length that cannot be" }
	const end = endOf(at, u16(bytes, at + 2), wireLength)
	return { at: at + headerLength, end, addresses: bytes.subarray(at + 12, at + 20) }
}

function unwrapIpv6({ bytes, wireLength }: RawPacket, at: number): Addressed | Passed | undefined {
	if (bytes.length < at + 40) return isTruncated
	const announced = u16(bytes, at + 4)
	const end = endOf(at, announced === 0 ? 0 : announced + 40, wireLength)
	let next = bytes[at + 6]
	let start = at + 40
	while (next !== protocol.tcp) {
		const length = extensionLength(next, bytes[start + 1] ?? 0)
		if (next === protocol.fragment) {
			if (bytes[start] !== protocol.tcp && bytes.length >= start + 8) return undefined
			// A packet may carry the header of a fragment and still be whole (an atomic fragment, RFC 6946).
			if ((u16(bytes, start + 2) & 0xfff9) !== 0) return isFragment
		}
		if (length === undefined) return undefined
		if (start + length > bytes.length) return isTruncated
		next = bytes[start]
		start += length
	}
	return { at: start, end, addresses: bytes.subarray(at + 8, at + 40) }
}

/** Bytes of an extension header; undefined for what is none, and so for the end of the chain. */
function extensionLength(type: number | undefined, units: number): number | undefined {
	if (type === protocol.hopByHop || type === protocol.routing || type === protocol.destination)
		return (units + 1) * 8
	if (type === protocol.authentication) return (units + 2) * 4
	return type === protocol.fragment ? 8 : undefined
}

/** A length of 0 comes from segmentation offload: the packet then ends where it ended on the link. */
function endOf(at: number, announced: number, wireLength: number): number {
	return announced === 0 ? wireLength : Math.min(at + announced, wireLength)
}
