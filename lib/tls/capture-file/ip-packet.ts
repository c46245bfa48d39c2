import { u16 } from "./packet-bytes.ts"
import type { RawPacket } from "./packet-source.ts"

/** Why a packet that may hold TCP was passed over. */
export interface Passed {
	readonly problem: string
}

/** Where what an IP packet carries begins and ends. `end` may lie behind the bytes that were captured. */
export interface Addressed {
	/** `ipProtocol.tcp`, or one in which other packets may travel. */
	readonly protocol: number
	readonly at: number
	readonly end: number
	/** Address of the source and, behind it, of the destination. */
	readonly addresses: Uint8Array
}

/** IANA registry "Assigned Internet Protocol Numbers", as far as it is read here. */
export const ipProtocol = {
	hopByHop: 0,
	ipv4: 4,
	tcp: 6,
	udp: 17,
	ipv6: 41,
	routing: 43,
	fragment: 44,
	gre: 47,
	authentication: 51,
	destination: 60,
} as const
const carriers: readonly number[] = [
	ipProtocol.tcp,
	ipProtocol.ipv4,
	ipProtocol.udp,
	ipProtocol.ipv6,
	ipProtocol.gre,
]
const isTruncated: Passed = { problem: "truncated: a packet ends inside its headers" }
const isFragment: Passed = { problem: "fragments of IP packets are not joined" }

/**
 * Finds TCP or a tunnel in an IPv4 (RFC 791) or IPv6 packet (RFC 8200), behind options and extension headers. Fragments
 * of TCP are named and passed over: TCP avoids them, since it knows the path's MTU.
 */
export function unwrapIp(packet: RawPacket, at: number): Addressed | Passed | undefined {
	const version = (packet.bytes[at] ?? 0) >> 4
	if (version === 4) return unwrapIpv4(packet, at)
	return version === 6 ? unwrapIpv6(packet, at) : undefined
}

function unwrapIpv4({ bytes, wireLength }: RawPacket, at: number): Addressed | Passed | undefined {
	if (bytes.length < at + 20) return isTruncated
	const protocol = bytes[at + 9] ?? 0
	if (!isCarrier(protocol)) return undefined
	if ((u16(bytes, at + 6) & 0x3fff) !== 0) return protocol === ipProtocol.tcp ? isFragment : undefined
	const headerLength = ((bytes[at] ?? 0) & 0x0f) * 4
	if (headerLength < 20)
		return { problem: "invalid: the header of an IPv4 packet has a length that cannot be" }
	const end = endOf(at, u16(bytes, at + 2), wireLength)
	return { protocol, at: at + headerLength, end, addresses: bytes.subarray(at + 12, at + 20) }
}

function unwrapIpv6({ bytes, wireLength }: RawPacket, at: number): Addressed | Passed | undefined {
	if (bytes.length < at + 40) return isTruncated
	const announced = u16(bytes, at + 4)
	const end = endOf(at, announced === 0 ? 0 : announced + 40, wireLength)
	let next = bytes[at + 6] ?? 0
	let start = at + 40
	while (!isCarrier(next)) {
		const length = extensionLength(next, bytes[start + 1] ?? 0)
		if (next === ipProtocol.fragment) {
			if (bytes[start] !== ipProtocol.tcp && bytes.length >= start + 8) return undefined
			// A packet may carry the header of a fragment and still be whole (an atomic fragment, RFC 6946).
			if ((u16(bytes, start + 2) & 0xfff9) !== 0) return isFragment
		}
		if (length === undefined) return undefined
		if (start + length > bytes.length) return isTruncated
		next = bytes[start] ?? 0
		start += length
	}
	return { protocol: next, at: start, end, addresses: bytes.subarray(at + 8, at + 40) }
}

function isCarrier(protocol: number): boolean {
	return carriers.includes(protocol)
}

/** Bytes of an extension header; undefined for what is none, and so for the end of the chain. */
function extensionLength(type: number | undefined, units: number): number | undefined {
	if (type === ipProtocol.hopByHop || type === ipProtocol.routing || type === ipProtocol.destination)
		return (units + 1) * 8
	if (type === ipProtocol.authentication) return (units + 2) * 4
	return type === ipProtocol.fragment ? 8 : undefined
}

/** A length of 0 comes from segmentation offload: the packet then ends where it ended on the link. */
function endOf(at: number, announced: number, wireLength: number): number {
	return announced === 0 ? wireLength : Math.min(at + announced, wireLength)
}
