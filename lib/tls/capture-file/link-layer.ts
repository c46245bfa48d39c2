import type { Passed } from "./ip-packet.ts"
import { u16 } from "./packet-bytes.ts"
import type { RawPacket } from "./packet-source.ts"

/** Where IP begins in a packet. */
export interface IpStart {
	readonly at: number
}

const etherType = { ipv4: 0x0800, ipv6: 0x86dd, mpls: 0x8847, pppoeSession: 0x8864 } as const
const vlanTypes: readonly number[] = [0x8100, 0x88a8, 0x9100, 0x9200]
const pppProtocol = { ipv4: 0x0021, ipv6: 0x0057 } as const

const link = {
	null: 0,
	ethernet: 1,
	ppp: 9,
	pppHdlc: 50,
	openbsdLoop: 108,
	linuxCooked: 113,
	linuxCooked2: 276,
} as const
/** LINKTYPE_RAW, its values on the systems that wrote them into files as they were, and LINKTYPE_IPV4 and IPV6. */
const rawTypes: readonly number[] = [12, 14, 101, 228, 229]

/**
 * Finds IP in a packet: Ethernet with any VLAN tags (802.1Q, QinQ), MPLS labels and PPPoE, Linux cooked capture of both versions,
 * BSD loopback, PPP and raw IP. Undefined for packets of other protocols (ARP …), `problem` for other links.
 */
export function unwrapLink({ linkType, bytes }: RawPacket): IpStart | Passed | undefined {
	if (linkType === link.ethernet) return unwrapEther(bytes, 12)
	if (linkType === link.linuxCooked) return unwrapEther(bytes, 14)
	if (linkType === link.linuxCooked2) return unwrapCooked2(bytes)
	if (linkType === link.null || linkType === link.openbsdLoop) return { at: 4 }
	if (rawTypes.includes(linkType)) return { at: 0 }
	if (linkType === link.ppp || linkType === link.pppHdlc)
		return unwrapPpp(bytes, u16(bytes, 0) === 0xff03 ? 2 : 0)
	return { problem: `packets of link type ${linkType} are not read` }
}

/** Finds IP behind an EtherType that stands at `typeAt`. */
export function unwrapEther(bytes: Uint8Array, typeAt: number): IpStart | undefined {
	return unwrapEtherType(bytes, u16(bytes, typeAt), typeAt + 2)
}

/** Version 2 has its type in front and 18 more bytes behind it. */
function unwrapCooked2(bytes: Uint8Array): IpStart | undefined {
	return unwrapEtherType(bytes, u16(bytes, 0), 20)
}

/** Finds IP at `start` behind an EtherType, behind VLAN tags, MPLS labels (RFC 3032) or PPPoE. */
export function unwrapEtherType(bytes: Uint8Array, first: number, start: number): IpStart | undefined {
	let type = first
	let at = start
	while (vlanTypes.includes(type) && at + 4 <= bytes.length) {
		type = u16(bytes, at + 2)
		at += 4
	}
	if (type === etherType.ipv4 || type === etherType.ipv6) return { at }
	if (type === etherType.mpls) return unwrapMpls(bytes, at)
	return type === etherType.pppoeSession ? unwrapPpp(bytes, at + 6) : undefined
}

/** Labels of four bytes until one says that it is the last; what is inside tells by itself whether it is IP. */
function unwrapMpls(bytes: Uint8Array, first: number): IpStart | undefined {
	for (let at = first; at + 4 <= bytes.length; at += 4) {
		if (((bytes[at + 2] ?? 0) & 1) !== 0) return { at: at + 4 }
	}
	return undefined
}

function unwrapPpp(bytes: Uint8Array, at: number): IpStart | undefined {
	const protocol = u16(bytes, at)
	return protocol === pppProtocol.ipv4 || protocol === pppProtocol.ipv6 ? { at: at + 2 } : undefined
}
