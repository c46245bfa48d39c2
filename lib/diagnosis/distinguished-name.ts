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

function splitUnescaped(text: string): readonly string[] {
	const parts: string[] = []
	let part = ""
	for (let at = 0; at < text.length; at += 1) {
		const character = text.charAt(at)
		if (character === "\\") {
			part += text.slice(at, at + 2)
			at += 1
		} else if (character === "," || character === "+") {
			parts.push(part)
			part = ""
		} else part += character
	}
	return [...parts, part]
}
