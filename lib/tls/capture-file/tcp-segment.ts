import { type Addressed, ipProtocol, type Passed, unwrapIp } from "./ip-packet.ts"
import { unwrapLink } from "./link-layer.ts"
import { u16, u32 } from "./packet-bytes.ts"
import type { RawPacket } from "./packet-source.ts"
import { unwrapTunnel } from "./tunnel.ts"

/** One end of a connection, e.g. `10.0.0.1` and 443. IPv6 in full hex groups. */
export interface Endpoint {
	readonly address: string
	readonly port: number
}

/** One TCP segment taken out of its packet. Views hold only as long as those of the packet. */
export interface TcpSegment {
	readonly epochMs: number
	/** Address of the source and, behind it, of the destination: 4 or 16 bytes each. */
	readonly addresses: Uint8Array
	readonly sourcePort: number
	readonly destinationPort: number
	/** 32 bits. */
	readonly sequence: number
	/** 32 bits; undefined where the segment acknowledges nothing. */
	readonly acknowledged: number | undefined
	readonly isSyn: boolean
	readonly isFin: boolean
	readonly isReset: boolean
	readonly data: Uint8Array
	/** Bytes behind `data` that the segment had on the wire and the capture does not hold. */
	readonly cutLength: number
}

const headerLengthMin = 20
/** IP packets inside one another. */
const depthMax = 4
const flag = { fin: 0x01, syn: 0x02, reset: 0x04, acknowledge: 0x10 } as const

/**
 * Takes the TCP segment out of a packet (RFC 9293 section 3.1). Undefined for packets of other protocols; `problem`
 * where TCP may be there but cannot be read.
 */
export function readTcpSegment(packet: RawPacket): TcpSegment | Passed | undefined {
	let ip = unwrapLink(packet)
	for (let depth = 0; depth < depthMax; depth += 1) {
		if (ip === undefined || "problem" in ip) return ip
		const carried = unwrapIp(packet, ip.at)
		if (carried === undefined || "problem" in carried) return carried
		if (carried.protocol === ipProtocol.tcp) return readTcp(packet, carried)
		ip = unwrapTunnel(packet.bytes, carried)
	}
	return undefined
}

function readTcp({ bytes, epochMs }: RawPacket, { at, end, addresses }: Addressed): TcpSegment | Passed {
	const start = at + ((bytes[at + 12] ?? 0) >> 4) * 4
	if (bytes.length < at + headerLengthMin) {
		return { problem: "truncated: a packet ends inside its headers" }
	}
	if (start < at + headerLengthMin || start > end) {
		return { problem: "invalid: the header of a TCP segment has a length that cannot be" }
	}
	const flags = bytes[at + 13] ?? 0
	const dataEnd = Math.min(end, bytes.length)
	return {
		epochMs,
		addresses,
		sourcePort: u16(bytes, at),
		destinationPort: u16(bytes, at + 2),
		sequence: u32(bytes, at + 4),
		acknowledged: (flags & flag.acknowledge) === 0 ? undefined : u32(bytes, at + 8),
		isSyn: (flags & flag.syn) !== 0,
		isFin: (flags & flag.fin) !== 0,
		isReset: (flags & flag.reset) !== 0,
		data: bytes.subarray(Math.min(start, dataEnd), dataEnd),
		cutLength: end - Math.max(start, dataEnd),
	}
}
