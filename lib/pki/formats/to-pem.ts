const columns = 64

/** PEM with this label, lines of 64 characters (RFC 7468 section 2), ending in a line break. */
export function toPem(label: string, der: Uint8Array): string {
	const text = btoa(Array.from(der, (byte) => String.fromCharCode(byte)).join(""))
	const lines = text.match(new RegExp(`.{1,${columns}}`, "g")) ?? []
	return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n")
}
