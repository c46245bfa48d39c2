import { md5 } from "@noble/hashes/legacy.js"
import { concatBytes, fromHex, readBytes } from "#base/bytes"
import { err, ok, type Result } from "#base/result"
import type { Secret } from "#base/secret"
import { DerReader, derTag } from "../der.ts"
import { type BlockCipher, decryptCbc, ivBytes } from "./block-ciphers.ts"
import { decryptPbe } from "./decrypt-pbe.ts"
import { damaged, type FormatFailure, passwordMissing, passwordWrong, unsupported } from "./format-failure.ts"
import { utf8Password } from "./password.ts"
import { isLegacyScheme, type PbeScheme, pbeLabel, readPbeScheme } from "./pbe-scheme.ts"
import {
	isPrivateKeyInfo,
	type OpenedKey,
	readPrivateKeyInfo,
	wrapPkcs1,
	wrapSec1,
} from "./private-key-info.ts"
import { spendOldBytes, type WorkBudget } from "./work-budget.ts"

/** The way a private key is written down. */
export type KeyForm = "PKCS #8" | "PKCS #1" | "SEC 1"

/** How a private key is encrypted. */
export interface KeyEncryption {
	readonly label: string
	/** Old enough that current tools refuse it or warn. */
	readonly isLegacy: boolean
}

/** A private key that was found: open, or locked with the reason. */
export interface KeyMaterial {
	readonly form: KeyForm
	readonly encryption?: KeyEncryption
	readonly outcome: Result<OpenedKey, FormatFailure>
}

const what = "The private key"

/** Reads a private key that is not encrypted. */
export async function openPlainKey(form: KeyForm, der: Uint8Array): Promise<KeyMaterial> {
	const pkcs8 = form === "PKCS #8" ? der : form === "PKCS #1" ? wrapPkcs1(der) : wrapSec1(der)
	if (pkcs8 === undefined) {
		const said = "The private key (SEC 1) is damaged or does not name its curve."
		return { form, outcome: err({ kind: "damaged", text: said, hint: "Export the key as PKCS #8." }) }
	}
	return { form, outcome: await asOpened(pkcs8) }
}

/** Reads an EncryptedPrivateKeyInfo (RFC 5958 section 3). Fails when the envelope itself cannot be read. */
export async function openEncryptedKey(
	der: Uint8Array,
	password: Secret<string> | undefined,
	budget: WorkBudget,
): Promise<KeyMaterial> {
	const envelope = readBytes(der, "encryptedPrivateKeyInfo", () => {
		const outer = new DerReader(der, "")
		const info = outer.enter("encryptedPrivateKeyInfo")
		outer.expectEnd("encryptedPrivateKeyInfo")
		const scheme = readPbeScheme(info)
		return { scheme, ciphertext: info.read("encryptedData", derTag.octetString).body }
	})
	if (!envelope.ok) return { form: "PKCS #8", outcome: err(damaged(what, envelope.error.text)) }
	const { scheme, ciphertext } = envelope.value
	const base = { form: "PKCS #8", encryption: encryptionOf(scheme) } as const
	if (password === undefined) return { ...base, outcome: err(passwordMissing(what)) }
	const plain = await decryptPbe({
		scheme,
		ciphertext,
		password: password.reveal(),
		budget,
		what,
		isPlausible: isPrivateKeyInfo,
	})
	return { ...base, outcome: plain.ok ? await asOpened(plain.value) : plain }
}

/** How a scheme is described in results. */
export function encryptionOf(scheme: PbeScheme): KeyEncryption {
	return { label: pbeLabel(scheme), isLegacy: isLegacyScheme(scheme) }
}

const dekCiphers: Readonly<Record<string, BlockCipher>> = {
	"AES-128-CBC": { name: "AES", keyBytes: 16 },
	"AES-192-CBC": { name: "AES", keyBytes: 24 },
	"AES-256-CBC": { name: "AES", keyBytes: 32 },
	"DES-EDE3-CBC": { name: "3DES", keyBytes: 24 },
	"DES-EDE-CBC": { name: "3DES", keyBytes: 16 },
	"DES-CBC": { name: "DES", keyBytes: 8 },
}

/**
 * Opens a key of the old PEM encryption (RFC 1421 header DEK-Info; key by one round of MD5, as OpenSSL has always
 * done). `dekInfo` is the header's value: cipher, comma, initialisation vector in hex.
 */
export async function openTraditionalKey(
	form: KeyForm,
	dekInfo: string,
	ciphertext: Uint8Array,
	password: Secret<string> | undefined,
	budget: WorkBudget,
): Promise<KeyMaterial> {
	const [name = "", ivHex = ""] = dekInfo.split(",").map((part) => part.trim())
	const encryption = { label: `traditional PEM, ${name.slice(0, 32)}, MD5`, isLegacy: true }
	const cipher = dekCiphers[name.toUpperCase()]
	const iv = fromHex(ivHex)
	const base = { form, encryption }
	if (cipher === undefined) {
		const text = `The private key is encrypted with ${name.slice(0, 32) || "an unnamed cipher"}, which is not supported here.`
		return {
			...base,
			outcome: err(unsupported(text, "Convert it: openssl pkcs8 -topk8 -in KEY -out NEW.pem")),
		}
	}
	if (iv?.length !== ivBytes(cipher)) {
		return { ...base, outcome: err(damaged(what, "its DEK-Info header has no initialisation vector")) }
	}
	if (password === undefined) return { ...base, outcome: err(passwordMissing(what)) }
	if (ciphertext.length % ivBytes(cipher) !== 0) {
		return { ...base, outcome: err(damaged(what, "its ciphertext is not a whole number of blocks")) }
	}
	const paid = spendOldBytes(budget, ciphertext.length)
	if (!paid.ok) return { ...base, outcome: paid }
	const key = bytesToKey(utf8Password(password.reveal()), iv.subarray(0, 8), cipher.keyBytes)
	const plain = decryptCbc(cipher, key, iv, ciphertext)
	const opened = plain && (await openPlainKey(form, plain))
	return opened?.outcome.ok
		? { ...base, outcome: opened.outcome }
		: { ...base, outcome: err(passwordWrong(what)) }
}

/** OpenSSL's EVP_BytesToKey with MD5 and one round. */
function bytesToKey(password: Uint8Array, salt: Uint8Array, length: number): Uint8Array {
	let key: Uint8Array = new Uint8Array()
	let last: Uint8Array = new Uint8Array()
	while (key.length < length) {
		last = md5(concatBytes([last, password, salt]))
		key = concatBytes([key, last])
	}
	return key.subarray(0, length)
}

async function asOpened(pkcs8: Uint8Array): Promise<Result<OpenedKey, FormatFailure>> {
	const read = await readPrivateKeyInfo(pkcs8)
	return read.ok ? ok(read.value) : err(damaged(what, read.error.text))
}
