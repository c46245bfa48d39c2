import { createPrivateKey, type KeyObject } from "node:crypto"
import { err, ok, type Result } from "#base/result"
import { Secret } from "#base/secret"
import { type PemBlock, parsePem } from "../pem.ts"
import { wordForPem } from "../pem-certificates.ts"

/** Why a private key could not be read. `text` never holds a part of the key. */
export interface PemKeyFailure {
	readonly kind:
		| "unreadable-pem"
		| "no-key"
		| "certificate-instead-of-key"
		| "openssh"
		| "passphrase-missing"
		| "passphrase-wrong"
		| "damaged"
		| "unsupported"
	/** Line where it went wrong, counted from 1. */
	readonly line?: number
	readonly text: string
	readonly hint: string
}

/** A private key that is ready to use. */
export interface PrivateKey {
	readonly key: KeyObject
	/** `rsa`, `rsa-pss`, `ec`, `ed25519`, `ed448` … as Node names it. */
	readonly keyType: string
	/** PKCS #8 PEM without encryption, as TLS libraries take it. */
	readonly pem: Secret<string>
}

/**
 * Reads the first private key of PEM text: PKCS #8 (encrypted or not), PKCS #1, SEC 1, and the old encrypted form.
 * Other blocks are passed over. A passphrase that is not needed is ignored.
 */
export function readPrivateKey(text: string, passphrase?: Secret<string>): Result<PrivateKey, PemKeyFailure> {
	const blocks = parsePem(text)
	if (!blocks.ok) {
		const { line, text: said, hint } = blocks.error
		return err({ kind: "unreadable-pem", ...(line === undefined ? {} : { line }), text: said, hint })
	}
	const block = blocks.value.find(({ kind }) => kind === "private-key" || kind === "encrypted-private-key")
	if (block === undefined) return err(explainNoKey(blocks.value))
	const isEncrypted = block.kind === "encrypted-private-key"
	const secret = passphrase?.reveal() ?? ""
	if (isEncrypted && secret === "") {
		const said = "The private key is encrypted and no passphrase was given."
		return err({ kind: "passphrase-missing", line: block.line, text: said, hint: "Give its passphrase." })
	}
	const pem = text
		.split(/\r\n|\n|\r/)
		.slice(block.line - 1, block.endLine)
		.join("\n")
	return openKey(pem, block, isEncrypted ? secret : undefined)
}

function openKey(
	pem: string,
	block: PemBlock,
	passphrase: string | undefined,
): Result<PrivateKey, PemKeyFailure> {
	try {
		const key = createPrivateKey({
			key: pem,
			format: "pem",
			...(passphrase === undefined ? {} : { passphrase }),
		})
		const plain = key.export({ format: "pem", type: "pkcs8" }).toString()
		return ok({ key, keyType: key.asymmetricKeyType ?? "unknown", pem: new Secret(plain) })
	} catch (cause) {
		return err(explainRefusal(codeOf(cause), block, passphrase !== undefined))
	}
}

/** OpenSSL's words differ by version; its codes and the shape of the block tell the causes apart. */
function explainRefusal(code: string, block: PemBlock, isEncrypted: boolean): PemKeyFailure {
	const line = block.line
	if (!isEncrypted || !isWholeEnvelope(block)) {
		const text = `The ${block.label} block at line ${line} is damaged: its bytes are no private key of a kind that is known.`
		return { kind: "damaged", line, text, hint: "Copy or export the key again from its source." }
	}
	if (/UNSUPPORTED|UNKNOWN_(CIPHER|ALGORITHM)|FETCH/i.test(code)) {
		const text = "The private key is encrypted with an algorithm that is not supported here."
		return { kind: "unsupported", line, text, hint: "Convert it: openssl pkcs8 -topk8 -in KEY -out NEW.pem" }
	}
	const text = "The private key could not be decrypted: the passphrase is wrong."
	return {
		kind: "passphrase-wrong",
		line,
		text,
		hint: "Check the passphrase, spaces and line breaks included.",
	}
}

/** True when the encrypted block is whole: one DER SEQUENCE, or ciphertext of the old form. */
function isWholeEnvelope({ label, der }: PemBlock): boolean {
	if (label !== "ENCRYPTED PRIVATE KEY") return true
	const [tag, first = 0] = der
	const count = first < 0x80 ? 0 : first - 0x80
	const length = count === 0 ? first : der.subarray(2, 2 + count).reduce((sum, byte) => sum * 0x100 + byte, 0)
	return tag === 0x30 && der.length === 2 + count + length
}

function codeOf(cause: unknown): string {
	if (!(cause instanceof Error)) return ""
	const code: unknown = Reflect.get(cause, "code")
	return typeof code === "string" ? code : ""
}

function explainNoKey(blocks: readonly PemBlock[]): PemKeyFailure {
	const [first] = blocks
	const line = first?.line ?? 1
	if (blocks.some(({ kind }) => kind === "openssh-private-key")) {
		const text = "This is an OpenSSH private key, which TLS libraries do not read."
		return { kind: "openssh", line, text, hint: "Convert it: ssh-keygen -p -m PEM -f KEY" }
	}
	if (blocks.some(({ kind }) => kind === "certificate")) {
		const text = "A private key is needed, but the text holds a certificate."
		return {
			kind: "certificate-instead-of-key",
			line,
			text,
			hint: "Certificate and key may have been swapped.",
		}
	}
	const text = `A private key is needed, but the text holds ${first === undefined ? "nothing" : wordForPem(first.kind)}.`
	return { kind: "no-key", line, text, hint: "Give PEM text with -----BEGIN PRIVATE KEY-----." }
}
