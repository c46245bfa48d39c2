/** A password as UTF-8: PBES1, PBES2 and the old PEM encryption take it so. */
export function utf8Password(password: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(new TextEncoder().encode(password))
}

/** A password as big-endian UTF-16 without an end mark: Java's own keystores take it so. */
export function utf16Password(password: string): Uint8Array {
	const bytes = new Uint8Array(password.length * 2)
	for (let index = 0; index < password.length; index += 1) {
		const unit = password.charCodeAt(index)
		bytes[index * 2] = unit >> 8
		bytes[index * 2 + 1] = unit & 0xff
	}
	return bytes
}

/** A password as PKCS #12 takes it: big-endian UTF-16 with two zero bytes at the end (RFC 7292 appendix B.1). */
export function bmpPassword(password: string): Uint8Array {
	const text = utf16Password(password)
	const bytes = new Uint8Array(text.length + 2)
	bytes.set(text)
	return bytes
}
