/** Attribute values by short name; several values of one attribute in order. */
export type NameAttributes = ReadonlyMap<string, readonly string[]>

const oidNames: Readonly<Record<string, string>> = {
	"2.5.4.3": "CN",
	"2.5.4.5": "serialNumber",
	"2.5.4.6": "C",
	"2.5.4.10": "O",
	"2.5.4.11": "OU",
}

/** Splits RFC 4514 text into attributes. Escapes of single characters are undone; anything odd is kept as it is. */
export function nameAttributes(text: string): NameAttributes {
	const attributes = new Map<string, string[]>()
	for (const part of splitUnescaped(text)) {
		const equals = part.indexOf("=")
		if (equals < 0) continue
		const name = part.slice(0, equals).trim()
		const key = oidNames[name] ?? (name.toUpperCase() === "SERIALNUMBER" ? "serialNumber" : name)
		const value = part
			.slice(equals + 1)
			.trim()
			.replace(/\\([^0-9a-fA-F])/g, "$1")
		attributes.set(key, [...(attributes.get(key) ?? []), value])
	}
	return attributes
}

/** The name that people know an issuer by: its CN, else its O, else the whole text. */
export function shortName(text: string): string {
	const attributes = nameAttributes(text)
	const common = attributes.get("CN")?.[0]
	if (common !== undefined) return `CN=${common}`
	const organization = attributes.get("O")?.[0]
	if (organization !== undefined) return `O=${organization}`
	return text === "" ? "an empty name" : text
}

/**
 * True when both texts are the same name under RFC 5280 section 7.1: the same parts in the same order, values compared
 * without case and with white space collapsed. The order inside a part of several values does not count.
 */
export function isSameName(a: string, b: string): boolean {
	if (a === b) return true
	const left = partKeys(a)
	const right = partKeys(b)
	return left.length === right.length && left.every((key, index) => key === right[index])
}

/** One comparison key for each relative distinguished name. */
function partKeys(text: string): readonly string[] {
	return splitUnescaped(text, ",").map((part) => splitUnescaped(part, "+").map(pairKey).toSorted().join("+"))
}

function pairKey(pair: string): string {
	const equals = pair.indexOf("=")
	const type = pair.slice(0, Math.max(equals, 0)).trim()
	const value = pair.slice(equals + 1).replace(/^ +/, "")
	const name = (oidNames[type.replace(/^OID\./i, "")] ?? type).toLowerCase()
	const isHex = value.startsWith("#")
	return JSON.stringify([name, isHex ? value.toLowerCase() : comparable(unescapeValue(value))])
}

function comparable(value: string): string {
	return value.trim().replace(/\s+/g, " ").toLowerCase()
}

/** Undoes RFC 4514 section 2.4: a backslash before a character, or before the two hex digits of one byte of UTF-8. */
function unescapeValue(text: string): string {
	return text.replace(/(?:\\[0-9a-f]{2})+|\\(.)/gi, (found, character?: string) => {
		if (character !== undefined) return character
		return new TextDecoder().decode(
			Uint8Array.from(found.slice(1).split("\\"), (hex) => Number.parseInt(hex, 16)),
		)
	})
}

/** Cuts at `separators` that no backslash stands before. */
function splitUnescaped(text: string, separators = ",+"): readonly string[] {
	const parts: string[] = []
	let part = ""
	for (let at = 0; at < text.length; at += 1) {
		const character = text.charAt(at)
		if (character === "\\") {
			part += text.slice(at, at + 2)
			at += 1
		} else if (separators.includes(character)) {
			parts.push(part)
			part = ""
		} else part += character
	}
	return [...parts, part]
}
