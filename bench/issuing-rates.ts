import { createAuthority } from "#pki/authority"
import { issueCertificate } from "#pki/issue"
import { type KeyAlgorithm, makeKeyPair } from "#pki/key-pair"

/** How many certificates a second one core issues with a kind of key, for leaf and CA alike. */
export interface IssuingRate {
	readonly key: KeyAlgorithm
	/** A new key for each. */
	readonly withKey: number
	/** All for one key: encoding and signature alone. */
	readonly signedOnly: number
}

const keys: readonly KeyAlgorithm[] = ["p256", "p384", "ed25519", "rsa2048", "rsa3072", "rsa4096"]
const dns = ["localhost", "api.example.org"]

/** Issues for `ms` milliseconds each way, one certificate after the other. Runs in Node and in a page. */
export async function measureIssuing(ms: number): Promise<readonly IssuingRate[]> {
	const rates: IssuingRate[] = []
	await perSecond(ms, () => issueCertificate({ subject: "CN=warm-up", dns }))
	for (const key of keys) {
		const authority = await createAuthority({ commonName: "Bench CA", keyAlgorithm: key })
		const keyPair = await makeKeyPair(key)
		const request = { authority, subject: "CN=localhost", dns, keyAlgorithm: key }
		const signedOnly = await perSecond(ms, () => issueCertificate({ ...request, keyPair }))
		const withKey = await perSecond(ms, () => issueCertificate(request))
		rates.push({ key, withKey, signedOnly })
	}
	return rates
}

async function perSecond(ms: number, issue: () => Promise<unknown>): Promise<number> {
	await issue()
	const begun = performance.now()
	let done = 0
	while (performance.now() - begun < ms) {
		await issue()
		done += 1
	}
	return (done * 1_000) / (performance.now() - begun)
}
