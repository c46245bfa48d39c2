import { contextTag, type DerReader, derTag } from "../der.ts"
import { decodeText, readOid, readSmallInteger } from "../der-values.ts"
import { entriesMax } from "./keystore.ts"
import { type PbeScheme, readEncryptedContent, readPbeScheme } from "./pbe-scheme.ts"
import type { DigestName } from "./pkcs12-kdf.ts"

/** What holds bags: in the clear, encrypted with a password, or in a way that is not read here. */
export type SafeContents =
	| { readonly kind: "plain"; readonly bytes: Uint8Array }
	| { readonly kind: "encrypted"; readonly scheme: PbeScheme; readonly ciphertext: Uint8Array }
	| { readonly kind: "other"; readonly oid: string }

/** The MAC over the whole (RFC 7292 section 4). */
export interface MacData {
	/** Undefined when the hash is not known; then `oid` says which it is. */
	readonly hash?: DigestName
	readonly oid: string
	readonly digest: Uint8Array
	readonly salt: Uint8Array
	readonly iterations: number
}

/** A PFX taken apart, nothing decrypted. */
export interface Pfx {
	/** What the MAC is over. */
	readonly authenticated: Uint8Array
	readonly mac?: MacData
	readonly safes: readonly SafeContents[]
}

/** One bag with the attributes that we know. */
export interface Bag {
	readonly kind: "key" | "shrouded-key" | "certificate" | "crl" | "secret" | "other"
	readonly bytes: Uint8Array
	readonly friendlyName?: string
	/** Ties a key to its certificate. */
	readonly localKeyId?: Uint8Array
	/** Java marks certificates that it trusts. */
	readonly isTrusted: boolean
}

const data = "1.2.840.113549.1.7.1"
const encryptedData = "1.2.840.113549.1.7.6"

const hashes: Readonly<Record<string, DigestName>> = {
	"1.2.840.113549.2.5": "MD5",
	"1.3.14.3.2.26": "SHA-1",
	"2.16.840.1.101.3.4.2.4": "SHA-224",
	"2.16.840.1.101.3.4.2.1": "SHA-256",
	"2.16.840.1.101.3.4.2.2": "SHA-384",
	"2.16.840.1.101.3.4.2.3": "SHA-512",
}

/** Reads the outer structure of PKCS #12 (RFC 7292 section 4). */
export function readPfx(outer: DerReader): Pfx {
	const pfx = outer.enter("pfx")
	const version = readSmallInteger(pfx, "version")
	if (version !== 3) pfx.fail("invalid", "version", `is ${version}, not 3`)
	const authSafe = pfx.enter("authSafe")
	const type = readOid(authSafe, "contentType")
	if (type !== data) authSafe.fail("invalid", "contentType", `is ${type}; only password integrity is read`)
	const content = authSafe.enter("content", contextTag(0, true)).read("data", derTag.octetString)
	const mac = pfx.hasMore ? readMac(pfx.enter("macData")) : undefined
	const sequence = authSafe.into(content, "content").enter("authenticatedSafe")
	const safes: SafeContents[] = []
	while (sequence.hasMore) {
		if (safes.length >= entriesMax) sequence.fail("too-large", "", `has more than ${entriesMax} parts`)
		safes.push(readSafe(sequence.enter(`[${safes.length}]`)))
	}
	return { authenticated: content.body, safes, ...(mac === undefined ? {} : { mac }) }
}

function readSafe(info: DerReader): SafeContents {
	const oid = readOid(info, "contentType")
	if (oid === data) {
		return {
			kind: "plain",
			bytes: info.enter("content", contextTag(0, true)).read("data", derTag.octetString).body,
		}
	}
	if (oid !== encryptedData) return { kind: "other", oid }
	const encrypted = info.enter("content", contextTag(0, true)).enter("encryptedData")
	readSmallInteger(encrypted, "version")
	const content = encrypted.enter("encryptedContentInfo")
	readOid(content, "contentType")
	const scheme = readPbeScheme(content)
	const ciphertext = readEncryptedContent(content)
	return { kind: "encrypted", scheme, ciphertext: ciphertext ?? new Uint8Array() }
}

function readMac(mac: DerReader): MacData {
	const info = mac.enter("mac")
	const oid = readOid(info.enter("digestAlgorithm"), "algorithm")
	const digest = info.read("digest", derTag.octetString).body
	const salt = mac.read("macSalt", derTag.octetString).body
	const iterations = mac.hasMore ? readSmallInteger(mac, "iterations") : 1
	const hash = hashes[oid]
	return { oid, digest, salt, iterations, ...(hash === undefined ? {} : { hash }) }
}

const bagKinds: Readonly<Record<string, Bag["kind"]>> = {
	"1.2.840.113549.1.12.10.1.1": "key",
	"1.2.840.113549.1.12.10.1.2": "shrouded-key",
	"1.2.840.113549.1.12.10.1.3": "certificate",
	"1.2.840.113549.1.12.10.1.4": "crl",
	"1.2.840.113549.1.12.10.1.5": "secret",
}
const nestedBags = "1.2.840.113549.1.12.10.1.6"
const nestingMax = 4

/** Reads SafeContents (RFC 7292 section 4.2), nested ones included, at most four levels deep. */
export function readBags(outer: DerReader, depth = 0): Bag[] {
	const sequence = outer.enter("safeContents")
	const bags: Bag[] = []
	while (sequence.hasMore) {
		const bag = sequence.enter(`[${bags.length}]`)
		const oid = readOid(bag, "bagId")
		const value = bag.enter("bagValue", contextTag(0, true))
		if (oid === nestedBags) {
			if (depth >= nestingMax) bag.fail("too-large", "bagValue", "is nested too deeply")
			bags.push(...readBags(value, depth + 1))
		} else bags.push(readBag(bagKinds[oid] ?? "other", value, bag))
		if (bags.length > entriesMax) sequence.fail("too-large", "", `has more than ${entriesMax} bags`)
	}
	return bags
}

function readBag(kind: Bag["kind"], value: DerReader, bag: DerReader): Bag {
	const bytes = kind === "certificate" || kind === "crl" ? readWrapped(value) : value.read("value").raw
	return { kind, bytes, ...(bag.hasMore ? readAttributes(bag) : { isTrusted: false }) }
}

/** CertBag and CRLBag: an OID for the kind, and the DER in an OCTET STRING. */
function readWrapped(value: DerReader): Uint8Array {
	const wrapped = value.enter("bag")
	readOid(wrapped, "id")
	return wrapped.enter("value", contextTag(0, true)).read("octets", derTag.octetString).body
}

function readAttributes(bag: DerReader): Pick<Bag, "friendlyName" | "localKeyId" | "isTrusted"> {
	const set = bag.enter("bagAttributes", derTag.set)
	let found: Pick<Bag, "friendlyName" | "localKeyId" | "isTrusted"> = { isTrusted: false }
	for (let count = 0; set.hasMore && count < 100; count += 1) {
		const attribute = set.enter(`[${count}]`)
		const oid = readOid(attribute, "attrId")
		const values = attribute.enter("attrValues", derTag.set)
		const value = values.hasMore ? values.read("value") : undefined
		if (oid === "2.16.840.1.113894.746875.1.1") found = { ...found, isTrusted: true }
		if (value === undefined) continue
		const text = decodeText(value)
		if (oid === "1.2.840.113549.1.9.20" && text !== undefined) found = { ...found, friendlyName: text }
		if (oid === "1.2.840.113549.1.9.21") found = { ...found, localKeyId: value.body }
	}
	return found
}
