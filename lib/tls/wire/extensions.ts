import { type ByteReader, ReadError, toHex } from "#base/bytes"
import { extensionName } from "../registry/extensions.ts"
import type { Extension, ExtensionBody, ExtensionContext } from "./extension.ts"
import { extensionReaders } from "./extension-body.ts"

/** Extensions of one message beyond which reading stops: far above any real client, far below harm. */
export const extensionsMax = 200

/**
 * Reads a vector of extensions (RFC 8446 section 4.2) in wire order. Unknown ones are kept as hex; one whose content
 * is broken becomes `unreadable` and the others are still read. Fails where the vector itself is broken or holds more
 * than `extensionsMax`.
 */
export function readExtensions(reader: ByteReader, context: ExtensionContext): Extension[] {
	const list = reader.vector16("extensions")
	const extensions: Extension[] = []
	while (list.left > 0) {
		if (extensions.length === extensionsMax) {
			list.fail("too-large", "count", `more than ${extensionsMax} extensions`)
		}
		extensions.push(readExtension(list, context))
	}
	return extensions
}

function readExtension(list: ByteReader, context: ExtensionContext): Extension {
	const type = list.u16("type")
	const name = extensionName(type)
	const body = list.vector16(name)
	return { type, name, length: body.left, ...readBody(type, body, context) }
}

function readBody(type: number, body: ByteReader, context: ExtensionContext): ExtensionBody {
	const read = extensionReaders.get(type)
	const content = body.peek()
	if (read === undefined) return { kind: "unknown", data: toHex(content) }
	try {
		const value = read(body, context)
		body.expectEmpty("")
		return value
	} catch (cause) {
		if (!(cause instanceof ReadError)) throw cause
		return { kind: "unreadable", data: toHex(content), problem: cause.failure.text }
	}
}
