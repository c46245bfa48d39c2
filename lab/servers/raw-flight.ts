const recordMax = 16_384

/**
 * The bytes of a TLS 1.2 server's first flight, written by hand so that the Certificate message may hold anything:
 * ServerHello (TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256), Certificate, ServerHelloDone (RFC 5246 section 7.4).
 */
export function serverFlightWith(certificates: readonly Buffer[]): Buffer {
	const random = Buffer.alloc(32, 0x5c)
	// An empty renegotiation_info (RFC 5746), without which clients end the handshake before they look further.
	const renegotiationInfo = [0, 5, 0xff, 1, 0, 1, 0]
	const hello = Buffer.concat([
		Buffer.from([3, 3]),
		random,
		Buffer.from([0, 0xc0, 0x2b, 0, ...renegotiationInfo]),
	])
	const list = Buffer.concat(certificates.map((der) => Buffer.concat([u24(der.length), der])))
	const messages = [
		handshake(2, hello),
		handshake(11, Buffer.concat([u24(list.length), list])),
		handshake(14, Buffer.alloc(0)),
	]
	return Buffer.concat(messages.flatMap(records))
}

function handshake(type: number, body: Buffer): Buffer {
	return Buffer.concat([Buffer.from([type]), u24(body.length), body])
}

function records(message: Buffer): Buffer[] {
	const all: Buffer[] = []
	for (let at = 0; at < message.length; at += recordMax) {
		const part = message.subarray(at, at + recordMax)
		all.push(Buffer.from([22, 3, 3, part.length >> 8, part.length & 0xff]), part)
	}
	return all
}

function u24(value: number): Buffer {
	return Buffer.from([(value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff])
}
