import type { RawPacket } from "./packet-source.ts"

/** One end of a connection, e.g. `10.0.0.1` and 443. IPv6 in full hex groups. */
export interface Endpoint {
	readonly address: string
	readonly port: number
}

/** One TCP segment taken out of its packet. */
export interface TcpSegment {
	readonly epochMs: number
	readonly source: Endpoint
	readonly destination: Endpoint
	/** 32 bits. */
	readonly sequence: number
	readonly isSyn: boolean
	readonly isAck: boolean
	readonly isFin: boolean
	readonly isReset: boolean
	readonly data: Uint8Array
}

/** Where IP begins, or why a packet holds no TCP that can be read. */
type Unwrapped = { readonly at: number } | { readonly problem: string } | undefined

const etherIpv4 = 0x0800
const etherIpv6 = 0x86dd
const vlanTypes: readonly number[] = [0x8100, 0x88a8, 0x9100]
const tcp = 6

/**
 * Takes the TCP segment out of a packet: Ethernet (with VLAN tags), Linux cooked capture (both versions), BSD
 * loopback and raw IP. Undefined for packets of other protocols; `problem` where TCP may be there but cannot be read.
 */
export function readTcpSegment(packet: RawPacket): TcpSegment | { readonly problem: string } | undefined {
	const view = new DataView(packet.bytes.buffer, packet.bytes.byteOffset, packet.bytes.byteLength)
	try {
		const ip = unwrapLink(packet.linkType, view)
		if (ip === undefined || "problem" in ip) return ip
		return readIp(view, ip.at, packet.epochMs)
	} catch (cause) {
		if (cause instanceof RangeError) return { problem: "truncated: a packet is shorter than its headers say" }
		throw cause
	}
}

function unwrapLink(linkType: number, view: DataView): Unwrapped {
	if (linkType === 1) return unwrapEther(view, 12)
	if (linkType === 113) return unwrapEther(view, 14)
	if (linkType === 276) return ofProtocol(view.getUint16(0), 20)
	if (linkType === 0 || linkType === 108) return { at: 4 }
	if ([12, 14, 101, 228, 229].includes(linkType)) return { at: 0 }
	return { problem: `packets of link type ${linkType} are not read` }
}

function unwrapEther(view: DataView, typeAt: number): Unwrapped {
	let at = typeAt
	while (vlanTypes.includes(view.getUint16(at))) at += 4
	return ofProtocol(view.getUint16(at), at + 2)
}

function ofProtocol(protocol: number, at: number): Unwrapped {
	return protocol === etherIpv4 || protocol === etherIpv6 ? { at } : undefined
}

function readIp(view: DataView, at: number, epochMs: number): ReturnType<typeof readTcpSegment> {
	const version = view.getUint8(at) >> 4
	if (version === 4) return readIpv4(view, at, epochMs)
	return version === 6 ? readIpv6(view, at, epochMs) : undefined
}

function readIpv4(view: DataView, at: number, epochMs: number): ReturnType<typeof readTcpSegment> {
	if (view.getUint8(at + 9) !== tcp) return undefined
	if ((view.getUint16(at + 6) & 0x3fff) !== 0) return { problem: "fragments of IP packets are not joined" }
	const headerLength = (view.getUint8(at) & 0x0f) * 4
	// A total length of 0 comes from segmentation offload: the packet then ends where the capture of it ends.
	const announced = view.getUint16(at + 2)
	const end = announced === 0 ? view.byteLength : Math.min(at + announced, view.byteLength)
	const addresses = { source: ipv4(view, at + 12), destination: ipv4(view, at + 16) }
	return readTcp(view, at + headerLength, end, addresses, epochMs)
}

const ipv6Options: readonly number[] = [0, 43, 60]

function readIpv6(view: DataView, at: number, epochMs: number): ReturnType<typeof readTcpSegment> {
	const announced = view.getUint16(at + 4)
	const end = announced === 0 ? view.byteLength : Math.min(at + 40 + announced, view.byteLength)
	const addresses = { source: ipv6(view, at + 8), destination: ipv6(view, at + 24) }
	let next = view.getUint8(at + 6)
	let offset = at + 40
	while (ipv6Options.includes(next)) {
		next = view.getUint8(offset)
		offset += (view.getUint8(offset + 1) + 1) * 8
	}
	if (next === 44) return { problem: "fragments of IP packets are not joined" }
	return next === tcp ? readTcp(view, offset, end, addresses, epochMs) : undefined
}

function readTcp(
	view: DataView,
	at: number,
	end: number,
	addresses: { readonly source: string; readonly destination: string },
	epochMs: number,
): TcpSegment {
	const flags = view.getUint8(at + 13)
	const start = at + (view.getUint8(at + 12) >> 4) * 4
	const length = Math.max(0, end - start)
	return {
		epochMs,
		source: { address: addresses.source, port: view.getUint16(at) },
		destination: { address: addresses.destination, port: view.getUint16(at + 2) },
		sequence: view.getUint32(at + 4),
		isSyn: (flags & 0x02) !== 0,
		isAck: (flags & 0x10) !== 0,
		isFin: (flags & 0x01) !== 0,
		isReset: (flags & 0x04) !== 0,
		data: new Uint8Array(view.buffer, view.byteOffset + Math.min(start, view.byteLength), length),
	}
}

function ipv4(view: DataView, at: number): string {
	return [0, 1, 2, 3].map((index) => view.getUint8(at + index)).join(".")
}

function ipv6(view: DataView, at: number): string {
	const groups = [0, 2, 4, 6, 8, 10, 12, 14]
	return groups.map((index) => view.getUint16(at + index).toString(16)).join(":")
}
