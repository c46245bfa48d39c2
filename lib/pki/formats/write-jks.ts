import { sha1 } from "@noble/hashes/legacy.js"
import { concatBytes } from "#base/bytes"
import type { Secret } from "#base/secret"
import { derTag } from "#x509/der"
import { derValue } from "#x509/formats/der-writer"
import { utf16Password } from "#x509/formats/password"
import { object } from "./pkcs12-schemes.ts"

/** What goes into a Java keystore. */
export interface JksContents {
	readonly passphrase: Secret<string>
	/** In Java's own order of entries: an alias is lower case. */
	readonly alias: string
	/** Absent: a trust store. */
	readonly key?: Secret<Uint8Array>
	/** DER: the leaf first, then its issuers; of a trust store its authorities. */
	readonly certificates: readonly Uint8Array[]
	/** Creation time of the entries, milliseconds since 1970. */
	readonly at: number
}

const saltBytes = 20
const keyProtector = [0x2b, 0x06, 0x01, 0x04, 0x01, 0x2a, 0x02, 0x11, 0x01, 0x01]
const whitener = new TextEncoder().encode("Mighty Aphrodite")

/**
 * Writes a keystore in Java's old format JKS, version 2, which every Java reads. Its protection is weak by design (a
 * chain of SHA-1 over the passphrase): PKCS #12 is the better choice wherever it can be had.
 */
export function writeJks(contents: JksContents): Uint8Array {
	const { certificates, alias, at, passphrase } = contents
	const entries =
		contents.key === undefined
			? certificates.map((der, index) =>
					trustedEntry(der, certificates.length === 1 ? alias : `${alias}-${index + 1}`, at),
				)
			: [keyEntry(contents.key, contents)]
	const body = concatBytes([u32(0xfeedfeed), u32(2), u32(entries.length), ...entries])
	const digest = sha1(concatBytes([utf16Password(passphrase.reveal()), whitener, body]))
	return concatBytes([body, digest])
}

function keyEntry(key: Secret<Uint8Array>, { alias, at, certificates, passphrase }: JksContents): Uint8Array {
	const sealed = protect(key.reveal(), utf16Password(passphrase.reveal()))
	const algorithm = derValue(derTag.sequence, object(keyProtector), derValue(derTag.null))
	const info = derValue(derTag.sequence, algorithm, derValue(derTag.octetString, sealed))
	const chain = certificates.map(certificate)
	return concatBytes([u32(1), text(alias), u64(at), u32(info.length), info, u32(chain.length), ...chain])
}

function trustedEntry(der: Uint8Array, alias: string, at: number): Uint8Array {
	return concatBytes([u32(2), text(alias), u64(at), certificate(der)])
}

function certificate(der: Uint8Array): Uint8Array {
	return concatBytes([text("X.509"), u32(der.length), der])
}

/** Salt, the key XORed with a chain of hashes, and a hash of passphrase and key. */
function protect(plain: Uint8Array, password: Uint8Array): Uint8Array {
	const salt = crypto.getRandomValues(new Uint8Array(saltBytes))
	const masked = new Uint8Array(plain.length)
	let mask: Uint8Array = salt
	for (let at = 0; at < plain.length; at += 1) {
		if (at % saltBytes === 0) mask = sha1(concatBytes([password, mask]))
		masked[at] = (plain[at] ?? 0) ^ (mask[at % saltBytes] ?? 0)
	}
	return concatBytes([salt, masked, sha1(concatBytes([password, plain]))])
}

/** Java's UTF: two bytes of length, then UTF-8, which is the same for aliases without NUL and surrogates. */
function text(value: string): Uint8Array {
	const bytes = new TextEncoder().encode(value)
	return concatBytes([Uint8Array.of(bytes.length >> 8, bytes.length & 0xff), bytes])
}

function u32(value: number): Uint8Array {
	return Uint8Array.of((value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff)
}

function u64(value: number): Uint8Array {
	return concatBytes([u32(Math.floor(value / 0x1_0000_0000)), u32(value % 0x1_0000_0000)])
}
