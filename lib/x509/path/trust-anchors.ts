import { type ParsedCertificate, readCertificate } from "../certificate.ts"
import { type DistinguishedName, isSameName } from "../name.ts"

/** Trust anchors, read once and found by subject. */
export interface TrustAnchors {
	readonly all: readonly ParsedCertificate[]
	/** How many of the given anchors could not be read. */
	readonly unreadable: number
	/** Anchors whose subject is this name. */
	readonly named: (name: DistinguishedName) => readonly ParsedCertificate[]
	/** The anchor with the same subject and public key, if there is one. */
	readonly holding: (certificate: ParsedCertificate) => ParsedCertificate | undefined
}

const cache = new WeakMap<readonly Uint8Array[], TrustAnchors>()

/** Reads trust anchors. The same array is read once: keep it and do not change it. Unreadable anchors are counted. */
export function readTrustAnchors(roots: readonly Uint8Array[]): TrustAnchors {
	const known = cache.get(roots)
	if (known !== undefined) return known
	const all: ParsedCertificate[] = []
	const bySubject = new Map<string, ParsedCertificate[]>()
	for (const der of roots) {
		const parsed = readCertificate(der)
		if (!parsed.ok) continue
		all.push(parsed.value)
		const key = nameKey(parsed.value.subject)
		bySubject.set(key, [...(bySubject.get(key) ?? []), parsed.value])
	}
	const named = (name: DistinguishedName) => bySubject.get(nameKey(name)) ?? []
	const holding = (certificate: ParsedCertificate) =>
		named(certificate.subject).find((anchor) => isSameEntity(anchor, certificate))
	const anchors = { all, unreadable: roots.length - all.length, named, holding }
	cache.set(roots, anchors)
	return anchors
}

/** True when two certificates speak for the same subject with the same key. */
export function isSameEntity(a: ParsedCertificate, b: ParsedCertificate): boolean {
	return isSameName(a.subject, b.subject) && isSameBytes(a.publicKey.spki, b.publicKey.spki)
}

function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
	return a.length === b.length && a.every((byte, index) => byte === b[index])
}

function nameKey(name: DistinguishedName): string {
	return name.keys.join("\n")
}
