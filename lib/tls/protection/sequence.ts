/** Writes a sequence number as the eight bytes that MACs and TLS 1.2 AEADs authenticate. */
export function writeSequence(target: Uint8Array, at: number, sequence: number): void {
	let rest = sequence
	for (let index = 7; index >= 0; index -= 1) {
		target[at + index] = rest & 0xff
		rest = Math.floor(rest / 0x100)
	}
}

/** The nonce of TLS 1.3 and of ChaCha20: the IV with the sequence number mixed into its end (RFC 8446 section 5.3). */
export function mixNonce(iv: Uint8Array, sequence: number): Uint8Array {
	const nonce = new Uint8Array(iv)
	let rest = sequence
	for (let index = nonce.length - 1; rest > 0 && index >= 0; index -= 1) {
		nonce[index] = (nonce[index] ?? 0) ^ (rest & 0xff)
		rest = Math.floor(rest / 0x100)
	}
	return nonce
}
