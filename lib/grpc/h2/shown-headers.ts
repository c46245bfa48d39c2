import type { HeaderField } from "./header-table.ts"

/** A header field that may be shown and stored. */
export interface ShownHeader {
	/** At most 128 characters. */
	readonly name: string
	/** Printable, at most 512 characters; of a credential only its length: "present, 21 bytes". */
	readonly value: string
}

const fieldsMax = 100
const nameMax = 128
const valueMax = 512
const pathMax = 1_024

/** Names whose values open doors. What the server asks for in `www-authenticate` is no secret. */
const credential = /auth|cookie|token|secret|passw|credential|api-?key|session|signature|assertion|jwt/i
const harmless = new Set([":authority", "www-authenticate", "proxy-authenticate"])

/** True for a header field that may carry a credential, by its name. */
export function isCredential(name: string): boolean {
	return !harmless.has(name.toLowerCase()) && credential.test(name)
}

/** Header fields for people: at most 100, printable, without the values of credentials. */
export function showHeaders(fields: readonly HeaderField[]): readonly ShownHeader[] {
	return fields
		.slice(0, fieldsMax)
		.map(({ name, value }) => ({ name: clean(name, nameMax), value: showValue(name, value) }))
}

function showValue(name: string, value: string): string {
	if (isCredential(name)) return `present, ${value.length} bytes`
	return name === ":path" ? showPath(value) : clean(value, valueMax)
}

/** A path without its query, which may carry a token; of that only its length. At most 1,024 characters. */
export function showPath(path: string): string {
	const [before = "", ...query] = path.split("?")
	const rest = query.length === 0 ? "" : `?(${query.join("?").length} bytes)`
	return `${clean(before, pathMax)}${rest}`
}

/** One line of printable ASCII. */
export function clean(text: string, max: number): string {
	return text.slice(0, max).replace(/[^\x20-\x7e]/g, ".")
}
