import { mkdir, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { Secret } from "#base/secret"
import type { OutputFormatId } from "#pki/formats/format-list"
import type { FormatOptions } from "#pki/formats/material"
import { writeFormat } from "#pki/formats/output-formats"
import { gatherPieces } from "#pki/gather-pieces"
import { materialOf } from "#pki/material-of"
import type { KitFolder } from "./issued-kits.ts"

/** Which variants to write, and what opens those that are encrypted. */
export interface Sealing {
	readonly passphrase: string
	/** Names of variants; absent: all. */
	readonly only?: readonly string[]
}

/** One way in which a certificate can be downloaded. */
export interface Variant {
	readonly name: string
	readonly format: OutputFormatId
	readonly isEncrypted: boolean
	readonly keyForm?: FormatOptions["keyForm"]
}

/** Every format that holds certificates or keys or points at them, and every form of the key. */
export const variants: readonly Variant[] = [
	{ name: "pem", format: "pem", isEncrypted: false },
	{ name: "pem-encrypted", format: "pem", isEncrypted: true },
	{ name: "pem-traditional", format: "pem", isEncrypted: false, keyForm: "traditional" },
	{ name: "der", format: "der", isEncrypted: false },
	{ name: "der-encrypted", format: "der", isEncrypted: true },
	{ name: "pkcs12", format: "pkcs12", isEncrypted: true },
	{ name: "pkcs12-legacy", format: "pkcs12-legacy", isEncrypted: true },
	{ name: "jks", format: "jks", isEncrypted: true },
	{ name: "truststore-pkcs12", format: "truststore-pkcs12", isEncrypted: true },
	{ name: "truststore-jks", format: "truststore-jks", isEncrypted: true },
	{ name: "bundle-der", format: "bundle-der", isEncrypted: false },
	{ name: "spiffe-jwks", format: "spiffe-jwks", isEncrypted: false },
	{ name: "kubernetes-secret", format: "kubernetes-secret", isEncrypted: false },
	{ name: "kubernetes-configmap", format: "kubernetes-configmap", isEncrypted: false },
	{ name: "compose", format: "compose", isEncrypted: false },
	{ name: "env", format: "env", isEncrypted: false },
]

/** True where a key of this kind has the form at all: Ed25519 has no form older than PKCS #8. */
export function isPossible({ keyForm }: Variant, { keyAlgorithm }: KitFolder): boolean {
	return keyForm !== "traditional" || keyAlgorithm !== "ed25519"
}

/** Writes server and client of a folder in every variant, as `<folder>/<side>/<variant>/…`, each file named by its side. */
export async function writeVariants(kit: KitFolder, { passphrase, only }: Sealing): Promise<void> {
	for (const name of ["server", "client"]) {
		const files = await Promise.all(
			[`${name}.pem`, `${name}-key.pem`, "ca.pem"].map((each) => readFile(join(kit.folder, each))),
		)
		const pieces = await gatherPieces(files, undefined)
		const material = pieces.ok ? materialOf(pieces.value) : pieces
		if (!material.ok) throw new Error(JSON.stringify(material.error))
		for (const variant of variants.filter(
			(each) => isPossible(each, kit) && only?.includes(each.name) !== false,
		)) {
			const { format, isEncrypted, keyForm = "pkcs8" } = variant
			const secret = isEncrypted ? { passphrase: new Secret(passphrase) } : {}
			const written = await writeFormat(format, material.value, { name, keyForm, at: Date.now(), ...secret })
			if (!written.ok) throw new Error(written.error.text)
			const folder = join(kit.folder, name, variant.name)
			await mkdir(folder, { recursive: true })
			for (const file of written.value) await writeFile(join(folder, file.name), file.bytes, { mode: 0o600 })
		}
	}
}
