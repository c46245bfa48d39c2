import { type ParsedCertificate, readCertificate } from "#x509/certificate"
import type { OpenedKey } from "#x509/formats/private-key-info"
import type { StoredFile } from "./settings.ts"

/** Readable certificates of one stored file, in order. Those that cannot be read are left out. */
export function certificatesOf({ material }: StoredFile): readonly ParsedCertificate[] {
	if (material?.ok !== true || material.value.kind !== "items") return []
	return material.value.items.flatMap((item) => {
		if (item.kind !== "certificate") return []
		const read = readCertificate(item.der)
		return read.ok ? [read.value] : []
	})
}

/** The first private key of one stored file that could be opened. */
export function keyOf({ material }: StoredFile): OpenedKey | undefined {
	if (material?.ok !== true || material.value.kind !== "items") return undefined
	for (const item of material.value.items) {
		if (item.kind === "key" && item.key.outcome.ok) return item.key.outcome.value
	}
	return undefined
}

/** Why a stored file is of no use to a TLS library that reads PEM; undefined when nothing is wrong with it. */
export function problemOf({ material, isBase64 }: StoredFile): string | undefined {
	if (!isBase64) return "Its value is no base64, which data demands."
	if (material === undefined) return undefined
	if (!material.ok) return material.error.text
	if (material.value.kind !== "items") return undefined
	for (const item of material.value.items) {
		if (item.kind === "unreadable") return item.problem.text
		if (item.kind === "key" && !item.key.outcome.ok) return item.key.outcome.error.text
		if (item.kind === "certificate") {
			const read = readCertificate(item.der)
			if (!read.ok) return `A certificate cannot be read: ${read.error.text}.`
		}
	}
	return undefined
}
