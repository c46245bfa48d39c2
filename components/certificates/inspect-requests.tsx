import { toHex } from "#base/bytes"
import { readCrl } from "#x509/crl"
import { readRequest } from "#x509/formats/certificate-request"
import type { RequestFacts, RevocationFacts } from "./inspection.tsx"
import type { GivenDer, GivenKey } from "./read-given.tsx"

/** Tells of every certificate request whom it asks for and whether a given private key made it. */
export async function inspectRequests(
	requests: readonly GivenDer[],
	keys: readonly GivenKey[],
): Promise<readonly RequestFacts[]> {
	const held = keys.flatMap(({ key: { outcome } }) =>
		outcome.ok && outcome.value.spki !== undefined ? [toHex(outcome.value.spki)] : [],
	)
	return requests.map(({ file, der }) => {
		const read = readRequest(der)
		if (!read.ok) return { file, subject: "", names: [], keyType: "", problem: `${read.error.text}.` }
		const { subject, publicKey, extensions } = read.value
		const names = extensions.subjectAltName
		return {
			file,
			subject: subject.text,
			names: [
				...(names?.dns ?? []).map((name) => `DNS ${name}`),
				...(names?.ip ?? []).map((name) => `IP ${name}`),
				...(names?.uri ?? []).map((name) => `URI ${name}`),
				...(names?.email ?? []).map((name) => `mail ${name}`),
			],
			keyType: publicKey.keyType === "RSA" ? `RSA ${publicKey.keyBits} bits` : publicKey.keyType,
			...(held.length === 0 ? {} : { hasKey: held.includes(toHex(publicKey.spki)) }),
		}
	})
}

/** Tells of every revocation list who made it, until when it holds, and how many certificates it revokes. */
export function inspectRevocations(lists: readonly GivenDer[]): readonly RevocationFacts[] {
	return lists.map(({ file, der }) => {
		const read = readCrl(der)
		if (!read.ok) return { file, issuer: "", entries: 0, problem: `${read.error.text}.` }
		const { issuer, thisUpdate, nextUpdate, entries } = read.value
		return {
			file,
			issuer: issuer.text,
			thisUpdate: new Date(thisUpdate).toISOString(),
			...(nextUpdate === undefined ? {} : { nextUpdate: new Date(nextUpdate).toISOString() }),
			entries: entries.length,
		}
	})
}
