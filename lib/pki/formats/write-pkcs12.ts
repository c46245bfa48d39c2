import { sha1 } from "@noble/hashes/legacy.js"
import type { Secret } from "#base/secret"
import { contextTag, derTag } from "#x509/der"
import { derValue } from "#x509/formats/der-writer"
import { integer, legacyScheme, modernScheme, object, type Pkcs12Scheme } from "./pkcs12-schemes.ts"

/** What goes into a PKCS #12 file. */
export interface Pkcs12Contents {
	/** Name of the entry; `1` where it is empty. */
	readonly name: string
	readonly passphrase: Secret<string>
	/** Absent: a trust store. */
	readonly key?: Secret<Uint8Array>
	/** DER: the leaf first, then its issuers; of a trust store its authorities. */
	readonly certificates: readonly Uint8Array[]
	/** For programs that read no AES in PKCS #12. */
	readonly isLegacy?: boolean
}

const oid = {
	data: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01],
	encryptedData: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x06],
	shroudedKeyBag: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x0a, 0x01, 0x02],
	certBag: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x0a, 0x01, 0x03],
	x509Certificate: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x16, 0x01],
	friendlyName: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x14],
	localKeyId: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x15],
	// Java takes a certificate for a trusted one only when it carries this attribute.
	trustedKeyUsage: [0x60, 0x86, 0x48, 0x01, 0x86, 0xf9, 0x66, 0xad, 0xca, 0x7b, 0x01, 0x01],
	anyExtendedKeyUsage: [0x55, 0x1d, 0x25, 0x00],
} as const

const sequence = (...parts: readonly Uint8Array[]) => derValue(derTag.sequence, ...parts)
const octets = (bytes: Uint8Array) => derValue(derTag.octetString, bytes)
const explicit = (value: Uint8Array) => derValue(contextTag(0, true), value)

/**
 * Writes a PKCS #12 file (RFC 7292): certificates encrypted, the key in a shrouded bag, everything under a MAC. Key and
 * leaf share a localKeyId, so that readers pair them; the authorities of a trust store carry the attribute that Java
 * asks for. Modern encryption (AES-256, SHA-256) unless `isLegacy` (triple DES, SHA-1).
 */
export async function writePkcs12(contents: Pkcs12Contents): Promise<Uint8Array> {
	const { key, certificates, passphrase, isLegacy = false } = contents
	const scheme = isLegacy ? legacyScheme : modernScheme
	const name = contents.name === "" ? "1" : contents.name
	const [leaf = new Uint8Array()] = certificates
	const keyId = key === undefined ? undefined : sha1(leaf)
	const bags = certificates.map((der, index) => {
		const isLeaf = index === 0 && keyId !== undefined
		const label = isLeaf ? name : key === undefined ? labelled(name, index, certificates.length) : undefined
		const isTrusted = key === undefined
		return certBag(der, attributes(label, isLeaf ? keyId : undefined, isTrusted))
	})
	const parts = [
		await encrypted(sequence(...bags), scheme, passphrase),
		...(key === undefined
			? []
			: [plain(sequence(await keyBag(key, scheme, passphrase, attributes(name, keyId, false))))]),
	]
	const safe = sequence(...parts)
	return sequence(integer(3), plain(safe), scheme.mac(safe, passphrase))
}

function labelled(name: string, index: number, count: number): string {
	return count === 1 ? name : `${name}-${index + 1}`
}

function plain(content: Uint8Array): Uint8Array {
	return sequence(object(oid.data), explicit(octets(content)))
}

async function encrypted(
	content: Uint8Array,
	scheme: Pkcs12Scheme,
	passphrase: Secret<string>,
): Promise<Uint8Array> {
	const { algorithm, ciphertext } = await scheme.seal(content, passphrase)
	const info = sequence(object(oid.data), algorithm, derValue(contextTag(0, false), ciphertext))
	return sequence(object(oid.encryptedData), explicit(sequence(integer(0), info)))
}

function certBag(der: Uint8Array, attributeSet: Uint8Array): Uint8Array {
	const certificate = sequence(object(oid.x509Certificate), explicit(octets(der)))
	return sequence(object(oid.certBag), explicit(certificate), attributeSet)
}

async function keyBag(
	key: Secret<Uint8Array>,
	scheme: Pkcs12Scheme,
	passphrase: Secret<string>,
	attributeSet: Uint8Array,
): Promise<Uint8Array> {
	const { algorithm, ciphertext } = await scheme.seal(key.reveal(), passphrase)
	return sequence(object(oid.shroudedKeyBag), explicit(sequence(algorithm, octets(ciphertext))), attributeSet)
}

function attributes(name: string | undefined, keyId: Uint8Array | undefined, isTrusted: boolean): Uint8Array {
	const attribute = (type: readonly number[], value: Uint8Array) =>
		sequence(object(type), derValue(derTag.set, value))
	return derValue(
		derTag.set,
		...(name === undefined ? [] : [attribute(oid.friendlyName, derValue(0x1e, utf16(name)))]),
		...(keyId === undefined ? [] : [attribute(oid.localKeyId, octets(keyId))]),
		...(isTrusted ? [attribute(oid.trustedKeyUsage, object(oid.anyExtendedKeyUsage))] : []),
	)
}

/** BMPString: big-endian UTF-16. */
function utf16(text: string): Uint8Array {
	return Uint8Array.from(
		[...Array(text.length).keys()].flatMap((at) => [text.charCodeAt(at) >> 8, text.charCodeAt(at) & 0xff]),
	)
}
