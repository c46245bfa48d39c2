import { u16 } from "./packet-bytes.ts"
import type { Endpoint, TcpSegment } from "./tcp-segment.ts"

/**
 * Which end of a connection's first segment is the client. A SYN tells; where none was captured, a ClientHello or a
 * ServerHello does, then the ports: systems give their clients high ones. Otherwise who sends bytes first is taken for
 * the client.
 */
export function clientOf(segment: TcpSegment): "source" | "destination" {
	const { isSyn, acknowledged, data, sourcePort, destinationPort } = segment
	if (isSyn) return acknowledged === undefined ? "source" : "destination"
	const isHandshake = data[0] === 22 && data[1] === 3
	if (isHandshake && (data[5] === 1 || data[5] === 2)) return data[5] === 1 ? "source" : "destination"
	return isEphemeral(destinationPort) && !isEphemeral(sourcePort) ? "destination" : "source"
}

/** Linux gives its clients ports from 32768 on, others from 49152 on (RFC 6335 section 6). */
function isEphemeral(port: number): boolean {
	return port >= 32_768
}

/** Both ends of a segment in writing. */
export function endpointsOf(segment: TcpSegment): {
	readonly source: Endpoint
	readonly destination: Endpoint
} {
	const { addresses, sourcePort, destinationPort } = segment
	const half = addresses.length / 2
	return {
		source: { address: addressOf(addresses.subarray(0, half)), port: sourcePort },
		destination: { address: addressOf(addresses.subarray(half)), port: destinationPort },
	}
}

function addressOf(bytes: Uint8Array): string {
	if (bytes.length === 4) return [...bytes].join(".")
	return [0, 2, 4, 6, 8, 10, 12, 14].map((at) => u16(bytes, at).toString(16)).join(":")
}
