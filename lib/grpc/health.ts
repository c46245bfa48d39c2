/** Serving states of grpc.health.v1 by number. */
const states = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"] as const

/** HealthCheckRequest { string service = 1 }. The name is cut at 10,000 bytes. */
export function encodeHealthRequest(service: string): Uint8Array {
	const name = new TextEncoder().encode(service).subarray(0, 10_000)
	if (name.length === 0) return new Uint8Array()
	const length = name.length < 0x80 ? [name.length] : [(name.length & 0x7f) | 0x80, name.length >> 7]
	return new Uint8Array([0x0a, ...length, ...name])
}

/** HealthCheckResponse { ServingStatus status = 1 } → its name; undefined when the bytes are no such message. */
export function readHealthResponse(bytes: Uint8Array): string | undefined {
	if (bytes.length === 0) return states[0]
	const [tag, value = 0] = bytes
	return tag === 0x08 ? states[value] : undefined
}
