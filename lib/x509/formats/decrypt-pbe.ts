import { md5 } from "@noble/hashes/legacy.js"
import { pbkdf2 } from "@noble/hashes/pbkdf2.js"
import { scryptAsync } from "@noble/hashes/scrypt.js"
import { concatBytes } from "#base/bytes"
import { err, ok, type Result } from "#base/result"
import { decryptCbc, ivBytes } from "./block-ciphers.ts"
import { type FormatFailure, passwordWrong, unsupported } from "./format-failure.ts"
import { unprotectJavaKey } from "./java-key-protector.ts"
import { bmpPassword, utf8Password } from "./password.ts"
import { isLegacyScheme, type KeyDerivation, type PbeScheme } from "./pbe-scheme.ts"
import { type DigestName, derivedFor, derivePkcs12, digestOf } from "./pkcs12-kdf.ts"
import { slowIteration, spendIterations, spendOldBytes, spendScrypt, type WorkBudget } from "./work-budget.ts"

/** One attempt to open encrypted bytes. */
export interface PbeAttempt {
	readonly scheme: PbeScheme
	readonly ciphertext: Uint8Array
	readonly password: string
	readonly budget: WorkBudget
	/** Begins the sentence of a failure: "The private key". */
	readonly what: string
	/** True when these bytes can be what was encrypted; tells a wrong password whose padding fits by chance. */
	readonly isPlausible: (plain: Uint8Array) => boolean
}

/** Decrypts with a password. A wrong one, a cost out of bounds and an algorithm that is not known are told apart. */
export async function decryptPbe(attempt: PbeAttempt): Promise<Result<Uint8Array, FormatFailure>> {
	const { scheme, what } = attempt
	if (scheme.kind === "unknown") {
		const text = `${what} is encrypted with an algorithm that is not supported here (${scheme.oid}).`
		return err(unsupported(text, "Convert it with: openssl pkcs8 -topk8 -v2 aes-256-cbc"))
	}
	const spent = spendFor(scheme, attempt.budget)
	if (!spent.ok) return spent
	const paid = isLegacyScheme(scheme) ? spendOldBytes(attempt.budget, attempt.ciphertext.length) : spent
	if (!paid.ok) return paid
	for (const plain of candidates(attempt)) {
		const opened = await plain
		if (opened !== undefined && attempt.isPlausible(opened)) return ok(opened)
	}
	return err(passwordWrong(what))
}

function spendFor(scheme: PbeScheme, budget: WorkBudget): Result<true, FormatFailure> {
	switch (scheme.kind) {
		case "pbes2": {
			const { derivation } = scheme
			return derivation.kind === "pbkdf2"
				? spendIterations(budget, derivation.iterations, isNative(derivation.hash) ? 1 : slowIteration)
				: spendScrypt(budget, derivation.n, derivation.r, derivation.p)
		}
		case "pkcs12":
		case "pbes1":
		case "jceks":
			return spendIterations(budget, scheme.iterations, slowIteration)
		case "jks":
		case "unknown":
			return ok(true)
	}
}

/** What the bytes may be, one encoding of the password after the other; lazily, since each costs its iterations. */
function* candidates({
	scheme,
	ciphertext,
	password,
}: PbeAttempt): Generator<Promise<Uint8Array | undefined> | Uint8Array | undefined> {
	switch (scheme.kind) {
		case "pbes2": {
			yield deriveKey(scheme.derivation, password, scheme.cipher.keyBytes).then((key) =>
				decryptCbc(scheme.cipher, key, scheme.iv, ciphertext),
			)
			return
		}
		case "pkcs12": {
			// An empty password is written as two zero bytes or as none at all; both are in use.
			const forms = password === "" ? [bmpPassword(""), new Uint8Array()] : [bmpPassword(password)]
			for (const form of forms) yield decryptPkcs12(scheme, form, ciphertext)
			return
		}
		case "pbes1":
			yield decryptPbes1(scheme, utf8Password(password), ciphertext)
			return
		case "jceks":
			yield decryptJceks(scheme, password, ciphertext)
			return
		case "jks":
			yield unprotectJavaKey(ciphertext, password)
			return
		case "unknown":
			return
	}
}

type Salted = Extract<PbeScheme, { kind: "pkcs12" | "pbes1" }>

function decryptPkcs12(scheme: Salted, password: Uint8Array, ciphertext: Uint8Array): Uint8Array | undefined {
	const { hash, cipher, salt, iterations } = scheme
	const key = derivePkcs12(hash, password, salt, derivedFor.key, iterations, cipher.keyBytes)
	const iv = derivePkcs12(hash, password, salt, derivedFor.iv, iterations, ivBytes(cipher))
	return decryptCbc(cipher, key, iv, ciphertext)
}

/** PBES1 with PBKDF1 (RFC 8018 sections 5.1 and 6.1): eight bytes of key, eight of initialisation vector. */
function decryptPbes1(scheme: Salted, password: Uint8Array, ciphertext: Uint8Array): Uint8Array | undefined {
	const digest = digestOf(scheme.hash)
	let derived: Uint8Array = digest(concatBytes([password, scheme.salt]))
	for (let round = 1; round < scheme.iterations; round += 1) derived = digest(derived)
	return decryptCbc(scheme.cipher, derived.subarray(0, 8), derived.subarray(8, 16), ciphertext)
}

/**
 * Java's PBEWithMD5AndTripleDES: the halves of the salt are hashed with the password by themselves. Equal halves are
 * told apart as Java does it, its slip in the exchange of bytes included.
 */
function decryptJceks(
	{ salt, iterations }: Extract<PbeScheme, { kind: "jceks" }>,
	password: string,
	ciphertext: Uint8Array,
): Uint8Array | undefined {
	if (salt.length !== 8) return undefined
	const [a = 0, b = 0, , d = 0] = salt
	const isTwice = salt.subarray(0, 4).every((byte, index) => byte === salt[index + 4])
	const halves = [isTwice ? Uint8Array.of(d, a, b, d) : salt.subarray(0, 4), salt.subarray(4)]
	const secret = Uint8Array.from(password, (character) => character.charCodeAt(0) & 0x7f)
	const derived = concatBytes(
		halves.map((half) => {
			let hashed: Uint8Array = half
			for (let round = 0; round < iterations; round += 1) hashed = md5(concatBytes([hashed, secret]))
			return hashed
		}),
	)
	const cipher = { name: "3DES", keyBytes: 24 } as const
	return decryptCbc(cipher, derived.subarray(0, 24), derived.subarray(24), ciphertext)
}

async function deriveKey(by: KeyDerivation, password: string, length: number): Promise<Uint8Array> {
	const secret = utf8Password(password)
	if (by.kind === "scrypt") {
		const { n, r, p, salt } = by
		return scryptAsync(secret, salt, { N: n, r, p, dkLen: length })
	}
	if (!isNative(by.hash)) {
		return pbkdf2(digestOf(by.hash), secret, by.salt, { c: by.iterations, dkLen: length })
	}
	const key = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, ["deriveBits"])
	const salt = Uint8Array.from(by.salt)
	const how = { name: "PBKDF2", hash: by.hash, salt, iterations: by.iterations }
	return new Uint8Array(await crypto.subtle.deriveBits(how, key, length * 8))
}

/** True for the hashes that WebCrypto runs; the others are rare and run in JavaScript. */
function isNative(hash: DigestName): boolean {
	return hash !== "SHA-224" && hash !== "MD5"
}
