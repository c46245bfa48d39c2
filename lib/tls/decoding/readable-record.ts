import { messageLengthMax } from "../wire/handshake.ts"
import { handshakeName, handshakeType } from "../wire/handshake-type.ts"
import { contentType, type TlsRecord } from "../wire/record.ts"

/** Handshake messages are cut into records only where these are full; the smallest limit is 512 (RFC 6066 section 4). */
const fullLengthMin = 512

/**
 * True for a record before TLS 1.3 whose payload makes sense as it is: used where bytes are missing, so that it is not
 * known whether the ChangeCipherSpec has passed. What a cipher made of it makes sense once in many thousands.
 */
export function isReadable({ type, payload }: TlsRecord): boolean {
	if (type === contentType.changeCipherSpec) return payload.length === 1 && payload[0] === 1
	if (type === contentType.alert) return payload.length === 2 && (payload[0] === 1 || payload[0] === 2)
	return type === contentType.handshake && holdsMessages(payload)
}

function holdsMessages(payload: Uint8Array): boolean {
	let at = 0
	while (at + 4 <= payload.length) {
		const [type = 0, high = 0, middle = 0, low = 0] = payload.subarray(at, at + 4)
		const length = high * 0x1_0000 + middle * 0x100 + low
		// The nonce that stands before a sealed record may be all zero, which would read as HelloRequest.
		const isNamed = type !== handshakeType.helloRequest && handshakeName(type) !== undefined
		if (!isNamed || length > messageLengthMax(type)) return false
		at += 4 + length
	}
	return at === payload.length || payload.length >= fullLengthMin
}
