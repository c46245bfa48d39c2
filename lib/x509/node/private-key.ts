import { createPrivateKey, type KeyObject } from "node:crypto"
import { err, ok, type Result } from "#base/result"
import type { Secret } from "#base/secret"
import { parsePem } from "../pem.ts"
import { wordForPem } from "../pem-certificates.ts"

/** Why a private key cannot be used. Never contains key material. */
export interface PrivateKeyFailure {
	readonly kind: "not-pem" | "no-key" | "passphrase-missing" | "passphrase-wrong" | "openssh" | "damaged"
	readonly text: string
	readonly hint: string
}

/**
 * Reads the first private key of PEM text: PKCS#8, encrypted PKCS#8, PKCS#1 and SEC1. An encrypted key without a
 * passphrase, a wrong passphrase, a damaged key and a file that holds something else are told apart.
 */
export function readPrivateKey(text: string, passphrase?: Secret<string>): Result<KeyObject, PrivateKeyFailure> {
	const blocks = parsePem(text)
	if (!blocks.ok) return err({ kind: "not-pem", text: blocks.error.text, hint: blocks.error.hint })
	if (blocks.value.some((block) => block.kind === "openssh-private-key")) {
		const said = "This is an OpenSSH private key, which TLS libraries do not read."
		return err({ kind: "openssh", text: said, hint: "Convert it: ssh-keygen -p -m PKCS8 -f KEYFILE" })
	}
	const block = blocks.value.find((each) => each.kind === "private-key" || each.kind === "encrypted-private-key")
	if (block === undefined) {
		const found = [...new Set(blocks.value.map((each) => wordForPem(each.kind)))].join(" and ")
		return err({ kind: "no-key", text: `A private key is needed, but the text holds ${found}.`, hint: "Certificate and key may have been swapped." })
	}
	const isLocked = block.kind === "encrypted-private-key" || /Proc-Type:.*ENCRYPTED/.test(text)
	if (isLocked && passphrase === undefined) {
		return err({ kind: "passphrase-missing", text: "The private key is encrypted and no passphrase was given.", hint: "Enter the passphrase, or name a key without one." })
	}
	try {
		return ok(createPrivateKey({ key: text, format: "pem", ...(passphrase === undefined ? {} : { passphrase: passphrase.reveal() }) }))
	} catch (cause) {
		if (!(cause instanceof Error)) throw cause
		return isLocked
			? err({ kind: "passphrase-wrong", text: "The passphrase does not open the private key.", hint: "Check the passphrase." })
			: err({ kind: "damaged", text: "The private key is damaged or of an unknown kind.", hint: "Export it again as PKCS#8 PEM." })
	}
}
