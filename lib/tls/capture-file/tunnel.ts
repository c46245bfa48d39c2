import { type Addressed, ipProtocol } from "./ip-packet.ts"
import { type IpStart, unwrapEther, unwrapEtherType } from "./link-layer.ts"
import { u16 } from "./packet-bytes.ts"

const tunnelPort = { vxlan: 4_789, vxlanOfLinux: 8_472, geneve: 6_081 } as const
const ethernet = 0x6558
const erspan = 0x88be

/**
 * Finds the packet inside a packet, as overlay networks of clusters and clouds make them: IP in IP (RFC 2003, RFC
 * 4213), GRE (RFC 2784) with IP, Ethernet or a mirrored port (ERSPAN II), and over UDP VXLAN (RFC 7348) and Geneve (RFC
 * 8926), by their ports. Undefined for anything else.
 */
export function unwrapTunnel(bytes: Uint8Array, { protocol, at }: Addressed): IpStart | undefined {
	if (protocol === ipProtocol.ipv4 || protocol === ipProtocol.ipv6) return { at }
	if (protocol === ipProtocol.gre) return unwrapGre(bytes, at)
	return protocol === ipProtocol.udp ? unwrapUdp(bytes, at) : undefined
}

/** Checksum, key and sequence number each add four bytes; ERSPAN has a header of its own where they are numbered. */
function unwrapGre(bytes: Uint8Array, at: number): IpStart | undefined {
	const flags = u16(bytes, at)
	const type = u16(bytes, at + 2)
	if ((flags & 0x4fff) !== 0) return undefined
	const options = [0x8000, 0x2000, 0x1000].filter((flag) => (flags & flag) !== 0)
	const start = at + 4 + 4 * options.length
	if (type === ethernet) return unwrapEther(bytes, start + 12)
	if (type === erspan) return unwrapEther(bytes, start + ((flags & 0x1000) === 0 ? 0 : 8) + 12)
	return unwrapEtherType(bytes, type, start)
}

function unwrapUdp(bytes: Uint8Array, at: number): IpStart | undefined {
	const port = u16(bytes, at + 2)
	const start = at + 8
	if (port === tunnelPort.vxlan || port === tunnelPort.vxlanOfLinux) {
		return bytes[start] === 0x08 ? unwrapEther(bytes, start + 8 + 12) : undefined
	}
	if (port !== tunnelPort.geneve) return undefined
	const options = ((bytes[start] ?? 0) & 0x3f) * 4
	const type = u16(bytes, start + 2)
	const inner = start + 8 + options
	return type === ethernet ? unwrapEther(bytes, inner + 12) : unwrapEtherType(bytes, type, inner)
}
