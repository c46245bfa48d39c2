/**
 * Bytes that should be ASCII as text: printable characters as they are, everything else as `\xNN`, so that no peer
 * can put control characters on a screen or into a terminal.
 */
export function readText(bytes: Uint8Array): string {
	let text = ""
	for (const byte of bytes) {
		text +=
			byte >= 0x20 && byte < 0x7f && byte !== 0x5c
				? String.fromCharCode(byte)
				: `\\x${byte.toString(16).padStart(2, "0")}`
	}
	return text
}
