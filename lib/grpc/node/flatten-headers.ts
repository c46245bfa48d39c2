import { headersMax } from "../http-question.ts"

/** Names and values of at most this many characters each. */
const textMax = 512

/**
 * Headers as Node hands them out, as a flat list: pseudo-headers left out, several values of one name joined with a
 * comma, everything but printable ASCII replaced by a dot.
 */
export function flattenHeaders(
	received: Readonly<Record<string, string | readonly string[] | number | undefined>>,
): [string, string][] {
	const list: [string, string][] = []
	for (const [name, value] of Object.entries(received)) {
		if (name.startsWith(":") || value === undefined || list.length >= headersMax) continue
		list.push([clean(name), clean(typeof value === "object" ? value.join(", ") : String(value))])
	}
	return list
}

function clean(text: string): string {
	return text.slice(0, textMax).replace(/[^\x20-\x7e]/g, ".")
}
