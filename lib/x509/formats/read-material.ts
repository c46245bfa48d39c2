import { readBytes } from "#base/bytes"
import { err, ok, type Result } from "#base/result"
import type { Secret } from "#base/secret"
import { DerReader, derTag } from "../der.ts"
import { type PemBlock, parsePem } from "../pem.ts"
import { splitTrusted } from "../trusted-certificate.ts"
import { damaged, type FormatFailure, unsupported } from "./format-failure.ts"
import { isJavaKeystore, readJavaKeystore } from "./java-keystore.ts"
import type { Keystore } from "./keystore.ts"
import { isPkcs7, readPkcs7 } from "./pkcs7.ts"
import { isPkcs12, readPkcs12 } from "./pkcs12.ts"
import {
	type KeyForm,
	type KeyMaterial,
	openEncryptedKey,
	openPlainKey,
	openTraditionalKey,
} from "./private-key-material.ts"
import { newBudget, type WorkBudget } from "./work-budget.ts"

/** One thing that a file holds. Certificates, requests and lists are DER that nobody has read yet. */
export type MaterialItem =
	| { readonly kind: "certificate" | "csr" | "crl" | "public-key"; readonly der: Uint8Array }
	| { readonly kind: "key"; readonly key: KeyMaterial }
	| { readonly kind: "unreadable"; readonly problem: FormatFailure }

/** What bytes hold, and in which format they came. */
export type Material =
	| {
			readonly kind: "items"
			readonly format: "PEM" | "DER" | "PKCS #7"
			readonly items: readonly MaterialItem[]
	  }
	| { readonly kind: "keystore"; readonly format: "PKCS #12" | "JKS" | "JCEKS"; readonly keystore: Keystore }

/** Input longer than this is not read: 8 MiB. */
export const materialBytesMax = 8_388_608

/**
 * Recognises and reads certificates, requests, revocation lists, private keys and keystores in any of their formats.
 * Runs in Node and in a browser; takes at most about a second and never throws. A wrong password, a missing one,
 * damage and a format that is not known are told apart.
 */
export async function readMaterial(
	bytes: Uint8Array,
	password?: Secret<string>,
): Promise<Result<Material, FormatFailure>> {
	if (bytes.length === 0)
		return err({ kind: "empty", text: "There is nothing in it.", hint: "Choose another file." })
	if (bytes.length > materialBytesMax) {
		const text = `It has too many bytes; at most ${materialBytesMax} are read.`
		return err({ kind: "too-large", text, hint: "Give only the certificates and keys that are needed." })
	}
	const budget = newBudget()
	if (isJavaKeystore(bytes)) {
		const keystore = await readJavaKeystore(bytes, password, budget)
		if (!keystore.ok) return keystore
		const format = keystore.value.type === "jks" ? "JKS" : "JCEKS"
		return ok({ kind: "keystore", format, keystore: keystore.value })
	}
	if (bytes[0] === derTag.sequence) return readBinary(bytes, password, budget)
	if (isBouncyCastle(bytes)) {
		const text = "This looks like a keystore of Bouncy Castle (BKS), which is not read here."
		return err(unsupported(text, "Convert it: keytool -importkeystore -deststoretype PKCS12"))
	}
	return readText(decodeText(bytes), password, budget)
}

/** UTF-16 with its mark is read as what it is; everything else as UTF-8. */
function decodeText(bytes: Uint8Array): string {
	const [a, b] = bytes
	const isWide = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)
	return new TextDecoder(isWide ? (a === 0xff ? "utf-16le" : "utf-16be") : "utf-8").decode(bytes)
}

/** Version 1 or 2, and a salt of 20 bytes. */
function isBouncyCastle(bytes: Uint8Array): boolean {
	const [a, b, c, version = 0, d, e, f, salt] = bytes
	return a === 0 && b === 0 && c === 0 && version <= 2 && d === 0 && e === 0 && f === 0 && salt === 20
}

async function readText(
	text: string,
	password: Secret<string> | undefined,
	budget: WorkBudget,
): Promise<Result<Material, FormatFailure>> {
	const blocks = parsePem(text)
	if (!blocks.ok) {
		const bare = bareBase64(text)
		if (bare !== undefined) return readBinary(bare, password, budget)
		const { kind, text: said, hint } = blocks.error
		if (kind === "no-pem" && isBinary(text))
			return err({
				kind: "unknown-format",
				text: "These bytes are neither text nor DER, a PKCS #12 file or a Java keystore.",
				hint: "Choose another file, or see how this one was made: it may be compressed or encrypted.",
			})
		const isDamage = /damaged|missing-|mismatch|empty-block/.test(kind)
		return err({
			kind: isDamage ? "damaged" : kind === "too-large" ? kind : "unknown-format",
			text: said,
			hint,
		})
	}
	const lines = text.split(/\r\n|\n|\r/)
	const items: MaterialItem[] = []
	for (const block of blocks.value) {
		if (block.label === "PKCS7" || block.label === "CMS" || block.label === "PKCS #7 SIGNED DATA") {
			const contents = readPkcs7(block.der)
			items.push(
				...(contents.ok
					? listed(contents.value)
					: [{ kind: "unreadable", problem: contents.error } as const]),
			)
		} else if (block.label === "PKCS12") return readBinary(block.der, password, budget)
		else items.push(await readBlock(block, lines, password, budget))
	}
	return ok({ kind: "items", format: "PEM", items })
}

/** NUL, or bytes that are no UTF-8, near the beginning. */
function isBinary(text: string): boolean {
	return /[\0\ufffd]/.test(text.slice(0, 4_096))
}

function listed(contents: {
	certificates: readonly Uint8Array[]
	crls: readonly Uint8Array[]
}): MaterialItem[] {
	return [
		...contents.certificates.map((der) => ({ kind: "certificate", der }) as const),
		...contents.crls.map((der) => ({ kind: "crl", der }) as const),
	]
}

/** Base64 of DER without its armour, as Kubernetes Secrets and mail attachments carry it. */
function bareBase64(text: string): Uint8Array | undefined {
	const digits = text.replace(/\s/g, "")
	if (digits.length % 4 !== 0 || !/^(MI|LS0t)[A-Za-z0-9+/]*={0,2}$/.test(digits)) return undefined
	const bytes = Uint8Array.from(atob(digits), (character) => character.charCodeAt(0))
	return bytes[0] === derTag.sequence ? bytes : undefined
}

const keyForms: Readonly<Record<string, KeyForm>> = {
	"PRIVATE KEY": "PKCS #8",
	"RSA PRIVATE KEY": "PKCS #1",
	"EC PRIVATE KEY": "SEC 1",
}

async function readBlock(
	block: PemBlock,
	lines: readonly string[],
	password: Secret<string> | undefined,
	budget: WorkBudget,
): Promise<MaterialItem> {
	const { label, kind, der } = block
	switch (kind) {
		case "certificate":
			return { kind, der: label === "TRUSTED CERTIFICATE" ? splitTrusted(der).der : der }
		case "certificate-request":
			return { kind: "csr", der }
		case "crl":
			return { kind, der }
		case "public-key":
			return label === "PUBLIC KEY" ? { kind, der } : { kind: "unreadable", problem: unknownBlock(label) }
		case "openssh-private-key": {
			const text = "This is an OpenSSH private key, which TLS libraries do not read."
			return { kind: "unreadable", problem: unsupported(text, "Convert it: ssh-keygen -p -m PEM -f KEY") }
		}
		case "private-key":
		case "encrypted-private-key": {
			if (label === "ENCRYPTED PRIVATE KEY") {
				return { kind: "key", key: await openEncryptedKey(der, password, budget) }
			}
			const form = keyForms[label]
			if (form === undefined) return { kind: "unreadable", problem: unknownBlock(label) }
			if (kind === "private-key") return { kind: "key", key: await openPlainKey(form, der) }
			const header = lines.slice(block.line, block.endLine).find((line) => /^DEK-Info:/i.test(line)) ?? ""
			const dekInfo = header.slice("DEK-Info:".length)
			return { kind: "key", key: await openTraditionalKey(form, dekInfo, der, password, budget) }
		}
		case "other":
			return { kind: "unreadable", problem: unknownBlock(label) }
	}
}

function unknownBlock(label: string): FormatFailure {
	const text = `A PEM block ${label} is not read here.`
	return unsupported(text, "Give certificates, requests, revocation lists or private keys.")
}

async function readBinary(
	bytes: Uint8Array,
	password: Secret<string> | undefined,
	budget: WorkBudget,
): Promise<Result<Material, FormatFailure>> {
	if (isPkcs12(bytes)) {
		const keystore = await readPkcs12(bytes, password, budget)
		return keystore.ok ? ok({ kind: "keystore", format: "PKCS #12", keystore: keystore.value }) : keystore
	}
	if (isPkcs7(bytes)) {
		const contents = readPkcs7(bytes)
		return contents.ok ? ok({ kind: "items", format: "PKCS #7", items: listed(contents.value) }) : contents
	}
	const values = readBytes(bytes, "file", () => {
		const outer = new DerReader(bytes, "")
		const found: Uint8Array[] = []
		while (outer.hasMore && found.length < 2_000)
			found.push(outer.read(`[${found.length}]`, derTag.sequence).raw)
		return found
	})
	if (!values.ok) return err(damaged("The DER", values.error.text))
	const items: MaterialItem[] = []
	for (const der of values.value) items.push(await readDerItem(der, password, budget))
	const isNothing = items.every(({ kind }) => kind === "unreadable")
	const [first] = items
	if (isNothing && first?.kind === "unreadable") return err(first.problem)
	return ok({ kind: "items", format: "DER", items })
}

/** Tells the kinds of DER apart by the shape of their first values, before anything is read. */
async function readDerItem(
	der: Uint8Array,
	password: Secret<string> | undefined,
	budget: WorkBudget,
): Promise<MaterialItem> {
	const shape = shapeOf(der)
	if (shape === "certificate" || shape === "csr" || shape === "crl" || shape === "public-key")
		return { kind: shape, der }
	if (shape === "encrypted-key") return { kind: "key", key: await openEncryptedKey(der, password, budget) }
	if (shape !== undefined) return { kind: "key", key: await openPlainKey(shape, der) }
	const text = "This is DER, but of no certificate, request, revocation list, key or keystore that is known."
	return {
		kind: "unreadable",
		problem: { kind: "unknown-format", text, hint: "Check that it is the right file." },
	}
}

type Shape = Exclude<MaterialItem["kind"], "key" | "unreadable"> | "encrypted-key" | KeyForm

function shapeOf(der: Uint8Array): Shape | undefined {
	const read = readBytes(der, "der", (): Shape | undefined => {
		const outer = new DerReader(der, "").enter("value")
		const first = outer.read("first")
		const second = outer.nextTag
		if (first.tag === derTag.integer) {
			if (second === derTag.integer) return "PKCS #1"
			if (second === derTag.octetString) return "SEC 1"
			return second === derTag.sequence ? "PKCS #8" : undefined
		}
		if (first.tag !== derTag.sequence) return undefined
		if (second === derTag.bitString) return "public-key"
		const inner = outer.into(first, "first")
		if (second === derTag.octetString && inner.nextTag === derTag.oid) return "encrypted-key"
		return second === derTag.sequence ? signedShape(inner) : undefined
	})
	return read.ok ? read.value : undefined
}

/** Certificate, request and CRL are all a signed SEQUENCE; what stands in it tells them apart. */
function signedShape(tbs: DerReader): Shape | undefined {
	if (tbs.nextTag === 0xa0) return "certificate"
	const tags: number[] = []
	for (let count = 0; tbs.hasMore && count < 4; count += 1) tags.push(tbs.read(`[${count}]`).tag)
	const [a, b, c, d] = tags
	const { integer, sequence } = derTag
	const isTime = (tag: number | undefined) => tag === derTag.utcTime || tag === derTag.generalizedTime
	if (a === integer && b === sequence && c === sequence && (d === 0xa0 || d === undefined)) return "csr"
	if ((a === integer && b === sequence && c === sequence && isTime(d)) || (a === sequence && isTime(c)))
		return "crl"
	return a === integer ? "certificate" : undefined
}
