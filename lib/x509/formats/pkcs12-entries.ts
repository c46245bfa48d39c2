import { type ParsedCertificate, readCertificate } from "../certificate.ts"
import { isSameName } from "../name.ts"
import { chainMax, type KeystoreEntry } from "./keystore.ts"
import type { Bag } from "./pkcs12-content.ts"
import type { KeyMaterial } from "./private-key-material.ts"

/** A bag whose key, if it is one, was tried with the password. */
export interface OpenedBag {
	readonly bag: Bag
	readonly key?: KeyMaterial
}

interface Candidate {
	readonly bag: Bag
	readonly parsed?: ParsedCertificate
}

/**
 * Joins keys with their certificates: by local key id, otherwise by public key; the chain follows by issuer names, as
 * Java does it. Certificates that belong to no key are entries of their own.
 */
export function entriesOf(bags: readonly OpenedBag[]): KeystoreEntry[] {
	const candidates = bags.filter(({ bag }) => bag.kind === "certificate").map(({ bag }) => parse(bag))
	const used = new Set<Bag>()
	const entries: KeystoreEntry[] = []
	for (const { bag, key } of bags) {
		if (key === undefined) continue
		const leaf = candidates.find((each) => belongs(each, bag, key))
		const chain = leaf === undefined ? [] : chainOf(leaf, candidates)
		for (const each of chain) used.add(each.bag)
		const alias = bag.friendlyName ?? leaf?.bag.friendlyName
		const certificates = chain.map((each) => each.bag.bytes)
		entries.push({ kind: "private-key", key, certificates, ...(alias === undefined ? {} : { alias }) })
	}
	for (const { bag, key } of bags) {
		if (key !== undefined || used.has(bag)) continue
		const alias = bag.friendlyName === undefined ? {} : { alias: bag.friendlyName }
		if (bag.kind === "certificate") {
			const kind = bag.isTrusted ? "trusted-certificate" : "certificate"
			entries.push({ kind, certificates: [bag.bytes], ...alias })
		} else if (bag.kind === "secret") entries.push({ kind: "secret-key", certificates: [], ...alias })
		else if (bag.kind === "crl") entries.push({ kind: "crl", certificates: [], ...alias })
	}
	return entries
}

function parse(bag: Bag): Candidate {
	const parsed = readCertificate(bag.bytes)
	return parsed.ok ? { bag, parsed: parsed.value } : { bag }
}

function belongs({ bag, parsed }: Candidate, keyBag: Bag, key: KeyMaterial): boolean {
	if (keyBag.localKeyId !== undefined) return isSameBytes(bag.localKeyId, keyBag.localKeyId)
	const spki = key.outcome.ok ? key.outcome.value.spki : undefined
	return isSameBytes(parsed?.publicKey.spki, spki)
}

function isSameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
	if (a === undefined || b === undefined || a.length !== b.length) return false
	return a.every((byte, index) => byte === b[index])
}

function chainOf(leaf: Candidate, candidates: readonly Candidate[]): Candidate[] {
	const chain = [leaf]
	for (let last = leaf; chain.length < chainMax; ) {
		const { parsed } = last
		if (parsed === undefined || isSameName(parsed.issuer, parsed.subject)) break
		const next = candidates.find(
			(each) =>
				each.parsed !== undefined && !chain.includes(each) && isSameName(each.parsed.subject, parsed.issuer),
		)
		if (next === undefined) break
		chain.push(next)
		last = next
	}
	return chain
}
