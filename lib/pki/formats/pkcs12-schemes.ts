import { hmac } from "@noble/hashes/hmac.js"
import cipher from "node-forge/lib/cipher.js"
import "node-forge/lib/des.js"
import util from "node-forge/lib/util.js"
import type { Secret } from "#base/secret"
import { derTag } from "#x509/der"
import { derValue } from "#x509/formats/der-writer"
import { bmpPassword } from "#x509/formats/password"
import { derivedFor, derivePkcs12, digestOf } from "#x509/formats/pkcs12-kdf"
import { sealPbes2 } from "./seal-pbes2.ts"

/** An AlgorithmIdentifier and what was encrypted with it. */
export interface Sealed {
	readonly algorithm: Uint8Array
	readonly ciphertext: Uint8Array
}

/** How a PKCS #12 file is encrypted and protected against change. */
export interface Pkcs12Scheme {
	readonly seal: (plain: Uint8Array, passphrase: Secret<string>) => Promise<Sealed>
	/** MacData over the contents (RFC 7292 appendix A). */
	readonly mac: (contents: Uint8Array, passphrase: Secret<string>) => Uint8Array
}

const oid = {
	sha1: [0x2b, 0x0e, 0x03, 0x02, 0x1a],
	sha256: [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01],
	pbeSha1TripleDes: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01, 0x03],
} as const

/** What Java and OpenSSL write for the old schemes. */
const legacyIterations = 2_048
/** Enough for the MAC, whose rounds are plain SHA-256 and run before anything is shown. */
const macIterations = 10_000

/** PBES2 with AES-256-CBC and a MAC with SHA-256: what OpenSSL 3, Java 17 and Windows since 2019 read. */
export const modernScheme: Pkcs12Scheme = {
	seal: sealPbes2,
	mac: (contents, passphrase) => macData("SHA-256", contents, passphrase, macIterations),
}

/** Triple DES and a MAC with SHA-1: for Java before 8u301, older Windows and macOS. */
export const legacyScheme: Pkcs12Scheme = {
	seal: (plain, passphrase) => Promise.resolve(sealTripleDes(plain, passphrase)),
	mac: (contents, passphrase) => macData("SHA-1", contents, passphrase, legacyIterations),
}

function macData(
	hash: "SHA-1" | "SHA-256",
	contents: Uint8Array,
	passphrase: Secret<string>,
	iterations: number,
): Uint8Array {
	const salt = crypto.getRandomValues(new Uint8Array(hash === "SHA-1" ? 8 : 16))
	const digest = digestOf(hash)
	const key = derivePkcs12(
		hash,
		bmpPassword(passphrase.reveal()),
		salt,
		derivedFor.mac,
		iterations,
		digest.outputLen,
	)
	const value = hmac(digest, key, contents)
	const algorithm = derValue(
		derTag.sequence,
		object(hash === "SHA-1" ? oid.sha1 : oid.sha256),
		derValue(derTag.null),
	)
	return derValue(
		derTag.sequence,
		derValue(derTag.sequence, algorithm, derValue(derTag.octetString, value)),
		derValue(derTag.octetString, salt),
		integer(iterations),
	)
}

function sealTripleDes(plain: Uint8Array, passphrase: Secret<string>): Sealed {
	const salt = crypto.getRandomValues(new Uint8Array(8))
	const password = bmpPassword(passphrase.reveal())
	const key = derivePkcs12("SHA-1", password, salt, derivedFor.key, legacyIterations, 24)
	const iv = derivePkcs12("SHA-1", password, salt, derivedFor.iv, legacyIterations, 8)
	const sealing = cipher.createCipher("3DES-CBC", util.createBuffer(Uint8Array.from(key)))
	sealing.start({ iv: util.createBuffer(Uint8Array.from(iv)) })
	sealing.update(util.createBuffer(Uint8Array.from(plain)))
	sealing.finish()
	const parameters = derValue(derTag.sequence, derValue(derTag.octetString, salt), integer(legacyIterations))
	return {
		algorithm: derValue(derTag.sequence, object(oid.pbeSha1TripleDes), parameters),
		ciphertext: Uint8Array.from(sealing.output.getBytes(), (character) => character.charCodeAt(0)),
	}
}

/** A positive INTEGER below 2^31. */
export function integer(value: number): Uint8Array {
	const bytes = [value >> 24, value >> 16, value >> 8, value].map((part) => part & 0xff)
	const first = bytes.findIndex((byte, at) => byte !== 0 || at === 3)
	const short = bytes.slice(first)
	return derValue(derTag.integer, Uint8Array.from((short[0] ?? 0) >= 0x80 ? [0, ...short] : short))
}

/** An OBJECT IDENTIFIER by its encoded content. */
export function object(bytes: readonly number[]): Uint8Array {
	return derValue(derTag.oid, Uint8Array.from(bytes))
}
