import { readMaterial } from "#x509/formats/read-material"
import type { FileStore, Resource, StoredFile } from "./settings.ts"
import { at, entriesAt, lineAt, textAt } from "./yaml-path.ts"

/** Entries of one store that are read; further ones are named only. */
const filesMax = 40

/**
 * Secrets and ConfigMaps with what their entries hold. Certificates and keys are really read; the text of a value is
 * not kept.
 */
export async function readStores(resources: readonly Resource[]): Promise<readonly FileStore[]> {
	const stores: FileStore[] = []
	for (const resource of resources) {
		if (resource.kind === "Secret" || resource.kind === "ConfigMap") stores.push(await readStore(resource))
	}
	return stores
}

async function readStore({ kind, name, root, source, at: place }: Resource): Promise<FileStore> {
	const files: StoredFile[] = []
	const encoded = kind === "Secret" ? ["data"] : ["binaryData"]
	const plain = kind === "Secret" ? ["stringData"] : ["data"]
	for (const field of [...encoded, ...plain]) {
		for (const { key, line, value } of entriesAt(root, field)) {
			const text = value.kind === "scalar" ? value.text : ""
			const bytes = encoded.includes(field) ? decodeBase64(text) : new TextEncoder().encode(text)
			const looksRead = /\.(?:crt|cer|pem|key|p12|pfx|jks|der|p7b)$|cert|bundle|^ca\b/i.test(key)
			const material =
				bytes === undefined || isPlaceholder(text) || files.length >= filesMax || !looksRead
					? undefined
					: await readMaterial(bytes)
			files.push({
				name: key,
				at: { source, line },
				isBase64: bytes !== undefined || isPlaceholder(text),
				...(material === undefined ? {} : { material }),
			})
		}
	}
	return {
		kind: kind === "Secret" ? "Secret" : "ConfigMap",
		name,
		type: textAt(root, "type") ?? "Opaque",
		files,
		at: { source, line: at(root, "data") === undefined ? place.line : lineAt(root, "data") },
		isPartial: at(root, "data") === undefined && at(root, "stringData") === undefined,
	}
}

/** Left out on purpose, or filled by a template: nothing is said about such a value. */
function isPlaceholder(text: string): boolean {
	const bare = text.trim()
	return bare === "" || /\{\{|\$\{|\$\(|<[^>]*>|\.\.\.|…|^(?:\*+|x+|redacted)$/i.test(bare)
}

function decodeBase64(text: string): Uint8Array | undefined {
	const digits = text.replace(/\s/g, "")
	if (!/^[A-Za-z0-9+/]*={0,2}$/.test(digits) || digits.length % 4 !== 0) return undefined
	return Uint8Array.from(atob(digits), (character) => character.charCodeAt(0))
}
