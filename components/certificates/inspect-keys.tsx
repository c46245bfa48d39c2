import { toHex } from "#base/bytes"
import { readCertificate } from "#x509/certificate"
import { fingerprint } from "#x509/describe"
import type { KeyFacts } from "./inspection.tsx"
import type { GivenDer, GivenKey } from "./read-given.tsx"

/** Tells of every private key what it is, how it is locked, and which certificates it belongs to. Never its bytes. */
export async function inspectKeys(
	keys: readonly GivenKey[],
	certificates: readonly GivenDer[],
): Promise<readonly KeyFacts[]> {
	const owners = new Map<string, Set<string>>()
	for (const { der } of certificates) {
		const parsed = readCertificate(der)
		if (!parsed.ok) continue
		const spki = toHex(parsed.value.publicKey.spki)
		owners.set(spki, (owners.get(spki) ?? new Set()).add(await fingerprint(der)))
	}
	return Promise.all(keys.map((each) => keyFacts(each, owners)))
}

async function keyFacts(
	{ file, alias, key }: GivenKey,
	owners: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<KeyFacts> {
	const { form, encryption, outcome } = key
	const base = {
		file,
		...(alias === undefined ? {} : { alias }),
		form: encryption === undefined ? `${form}, not encrypted` : `${form}, encrypted with ${encryption.label}`,
		isLegacyEncryption: encryption?.isLegacy === true,
	}
	if (!outcome.ok) return { ...base, problem: outcome.error }
	const { keyType, keyBits, spki } = outcome.value
	const type = keyType === "RSA" ? `RSA ${keyBits} bits` : keyType
	if (spki === undefined) return { ...base, type }
	const matches = [...(owners.get(toHex(spki)) ?? [])]
	return { ...base, type, matches, spkiSha256: await fingerprint(spki) }
}
