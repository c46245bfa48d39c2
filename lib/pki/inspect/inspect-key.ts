import { fingerprint } from "#x509/describe"
import { readSpki } from "#x509/formats/private-key-info"
import type { KeyMaterial } from "#x509/formats/private-key-material"
import { lintPublicKey } from "#x509/lint/lint-certificates"
import type { Lint } from "#x509/lint/lint-rule"
import type { InspectedKey } from "./inspection.ts"

/** A key as it is told of, and its lints. */
export interface SeenKey {
	readonly key: Omit<InspectedKey, "matches">
	readonly lints: readonly Lint[]
}

/** Describes a private key that was opened, or why it was not. */
export async function inspectKey({ form, encryption, outcome }: KeyMaterial): Promise<SeenKey> {
	const base = { kind: "private" as const, form, ...(encryption === undefined ? {} : { encryption }) }
	if (!outcome.ok) return { key: { ...base, problem: outcome.error }, lints: [] }
	const { keyType, keyBits, spki } = outcome.value
	if (spki === undefined) return { key: { ...base, keyType, keyBits }, lints: [] }
	return {
		key: { ...base, keyType, keyBits, spkiSha256: await fingerprint(spki) },
		lints: lintsOf(spki),
	}
}

/** Describes a public key. */
export async function inspectPublicKey(spki: Uint8Array): Promise<SeenKey> {
	const base = { kind: "public" as const, form: "SPKI" }
	const read = readSpki(spki)
	if (!read.ok) {
		const hint = "Export the public key again: openssl pkey -in key.pem -pubout"
		return { key: { ...base, problem: { kind: "damaged", text: `${read.error.text}.`, hint } }, lints: [] }
	}
	const { keyType, keyBits } = read.value
	const spkiSha256 = await fingerprint(spki)
	return { key: { ...base, keyType, keyBits, spkiSha256 }, lints: lintsOf(spki) }
}

function lintsOf(spki: Uint8Array): readonly Lint[] {
	const read = readSpki(spki)
	return read.ok ? lintPublicKey(read.value) : []
}
