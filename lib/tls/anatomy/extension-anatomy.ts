import { extensionName } from "../registry/extensions.ts"
import { groupName } from "../registry/groups.ts"
import { signatureSchemeName } from "../registry/signature-schemes.ts"
import { versionName } from "../registry/versions.ts"
import { renderDistinguishedName } from "../wire/distinguished-name.ts"
import type { ExtensionContext } from "../wire/extension.ts"
import { readText } from "../wire/text.ts"
import { extensionNotes } from "./extension-notes.ts"
import type { FieldCursor } from "./field-cursor.ts"

type Read = (cursor: FieldCursor, context: ExtensionContext) => string | undefined

/** Takes a vector of extensions apart (RFC 8446 section 4.2). */
export function dissectExtensions(cursor: FieldCursor, context: ExtensionContext): void {
	cursor.vector("extensions", 2, (list) => {
		let count = 0
		for (; list.left > 0; count += 1) dissectExtension(list, context)
		return `${count} extensions`
	})
}

function dissectExtension(list: FieldCursor, context: ExtensionContext): void {
	const type = list.peek(0, 2)
	const length = list.peek(2, 2)
	if (type === undefined || length === undefined) {
		list.bytes("extension header", 4)
		return
	}
	list.group(
		extensionName(type),
		4 + length,
		(inner) => {
			inner.number("type", 2, (code) => `${extensionName(code)} (${code})`)
			inner.number("length", 2)
			const read = readers.get(type)
			if (read !== undefined) return read(inner, context) ?? `${length} bytes`
			if (length > 0) inner.bytes("data", length)
			return length === 0 ? "present" : `${length} bytes`
		},
		extensionNotes.get(type),
	)
}

const codes =
	(name: string, lengthWidth: number, width: number, show?: (code: number) => string): Read =>
	(cursor) => {
		const shown: string[] = []
		cursor.vector(`${name} list`, lengthWidth, (list) => {
			while (list.left > 0) {
				const code = list.number(name, width, show)
				if (!list.isBroken) shown.push(show?.(code) ?? String(code))
			}
			return `${shown.length} entries`
		})
		return summarise(shown)
	}

function summarise(shown: readonly string[]): string {
	const head = shown.slice(0, 4).join(", ")
	return shown.length > 4 ? `${head} and ${shown.length - 4} more` : head
}

const serverName: Read = (cursor) => {
	if (cursor.left === 0) return "accepted"
	let name = ""
	cursor.vector("server_name_list", 2, (list) => {
		while (list.left > 0) {
			list.number("name_type", 1, (code) => (code === 0 ? "host_name" : String(code)))
			const length = list.number("name length", 2)
			list.text("host_name", length, (bytes) => {
				name = readText(bytes)
				return name
			})
		}
		return name
	})
	return name
}

const alpn: Read = (cursor) => {
	const protocols: string[] = []
	cursor.vector("protocol_name_list", 2, (list) => {
		while (list.left > 0) {
			const length = list.number("protocol length", 1)
			list.text("protocol", length, (bytes) => {
				const protocol = readText(bytes)
				protocols.push(protocol)
				return protocol
			})
		}
		return `${protocols.length} protocols`
	})
	return summarise(protocols)
}

const supportedVersions: Read = (cursor, context) => {
	if (context === "client_hello") return codes("version", 1, 2, versionName)(cursor, context)
	return versionName(cursor.number("selected_version", 2, versionName))
}

const keyShare: Read = (cursor, context) => {
	if (context === "hello_retry_request") return groupName(cursor.number("selected_group", 2, groupName))
	const groups: string[] = []
	const share = (inner: FieldCursor) => {
		groups.push(groupName(inner.number("group", 2, groupName)))
		inner.opaque("key_exchange", 2, { meaning: "A public key; the private half never travels." })
	}
	if (context !== "client_hello") share(cursor)
	else {
		cursor.vector("client_shares", 2, (list) => {
			while (list.left > 0) share(list)
			return `${groups.length} keys`
		})
	}
	return summarise(groups)
}

const statusRequest: Read = (cursor, context) => {
	if (cursor.left === 0) return "accepted"
	cursor.number("status_type", 1, (code) => (code === 1 ? "ocsp" : String(code)))
	if (context === "certificate") {
		cursor.opaque("ocsp_response", 3)
		return "a stapled response"
	}
	cursor.opaque("responder_id_list", 2)
	cursor.opaque("request_extensions", 2)
	return "ocsp"
}

const authorities: Read = (cursor) => {
	let count = 0
	cursor.vector("authorities", 2, (list) => {
		for (; list.left > 0; count += 1) {
			const length = list.number("name length", 2)
			list.text("distinguished name", length, renderDistinguishedName)
		}
		return `${count} names`
	})
	return `${count} names`
}

const preSharedKey: Read = (cursor, context) => {
	if (context !== "client_hello") return `identity ${cursor.number("selected_identity", 2)}`
	cursor.vector("identities", 2, (list) => {
		while (list.left > 0) {
			list.opaque("identity", 2)
			list.number("obfuscated_ticket_age", 4)
		}
		return undefined
	})
	cursor.vector("binders", 2, (list) => {
		while (list.left > 0) list.opaque("binder", 1)
		return undefined
	})
	return "offered"
}

const opaque =
	(name: string, width: number): Read =>
	(cursor) => {
		cursor.opaque(name, width)
		return undefined
	}

const limit: Read = (cursor) => `${cursor.number("record_size_limit", 2)} bytes`

const earlyData: Read = (cursor, context) =>
	context === "new_session_ticket" ? `${cursor.number("max_early_data_size", 4)} bytes` : "present"

const readers: ReadonlyMap<number, Read> = new Map<number, Read>([
	[0, serverName],
	[5, statusRequest],
	[10, codes("group", 2, 2, groupName)],
	[11, codes("point_format", 1, 1, (code) => (code === 0 ? "uncompressed" : String(code)))],
	[13, codes("scheme", 2, 2, signatureSchemeName)],
	[16, alpn],
	[27, codes("algorithm", 1, 2)],
	[28, limit],
	[41, preSharedKey],
	[42, earlyData],
	[43, supportedVersions],
	[44, opaque("cookie", 2)],
	[45, codes("mode", 1, 1, (code) => ["psk_ke", "psk_dhe_ke"][code] ?? String(code))],
	[47, authorities],
	[50, codes("scheme", 2, 2, signatureSchemeName)],
	[51, keyShare],
	[0xff01, opaque("renegotiated_connection", 1)],
])
