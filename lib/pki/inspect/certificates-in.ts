import type { Material } from "#x509/formats/read-material"

/** The DER of every certificate in what was read, in order: of keystores entry by entry, chains leaf first. */
export function certificatesIn(material: Material): readonly Uint8Array[] {
	if (material.kind === "keystore")
		return material.keystore.entries.flatMap(({ certificates }) => certificates)
	return material.items.flatMap((item) => (item.kind === "certificate" ? [item.der] : []))
}

/** The DER of every revocation list in what was read. */
export function crlsIn(material: Material): readonly Uint8Array[] {
	if (material.kind === "keystore") return []
	return material.items.flatMap((item) => (item.kind === "crl" ? [item.der] : []))
}
