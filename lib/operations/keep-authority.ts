import { err, ok, type Result } from "#base/result"
import { Secret } from "#base/secret"
import type { FieldProblem } from "#pki/field-problem"
import { encryptedKeyPem, plainKeyPem } from "#pki/formats/encode-key"
import { importAuthority } from "#pki/import-authority"
import type { Authority } from "#pki/issue"
import { keyPassphraseMin } from "#pki/key-passphrase"
import { logWork } from "#store/logged-work"
import { attemptStore, type StoreFailure } from "#store/store-failure"
import { describeCertificate } from "#x509/describe"
import type { CertificateDescription } from "#x509/description"
import type { OperationContext } from "./context.ts"
import { deleteAuthorityFiles, writeAuthorityFiles } from "./node/authority-files.ts"

/** A CA to keep. */
export interface KeepAuthorityInput {
	/** Certificate, private key and those above it, in any format that `importAuthority` reads. */
	readonly files: readonly Uint8Array[]
	/** Opens the key where it is encrypted, and encrypts it on disk. Absent: the key is kept in the clear. */
	readonly passphrase?: Secret<string>
}

/** Why a CA was not kept. Nothing was written then. */
export type KeepAuthorityFailure =
	| { readonly kind: "problems"; readonly problems: readonly FieldProblem[] }
	| { readonly kind: "kept-already"; readonly sha256: string }
	| { readonly kind: "unwritable"; readonly text: string; readonly hint: string }
	| StoreFailure

/**
 * Keeps a CA in the workspace: whoever may use this dashboard may then issue from it. Its files lie in the data folder
 * for their owner alone; with a passphrase the key is encrypted there (PBES2, AES-256), and the passphrase is not kept.
 * Refused: what `importAuthority` refuses, a short passphrase, a CA that is kept already.
 */
export async function keepAuthority(
	context: OperationContext,
	{ files, passphrase }: KeepAuthorityInput,
): Promise<Result<CertificateDescription, KeepAuthorityFailure>> {
	const length = passphrase?.reveal().length
	if (length !== undefined && length < keyPassphraseMin)
		return problem(
			"passphrase",
			`The passphrase has ${length} characters. Take at least ${keyPassphraseMin}, or leave it empty to keep the key in the clear.`,
		)
	const imported = await importAuthority({ files, ...(passphrase === undefined ? {} : { passphrase }) })
	if (!imported.ok) return err({ kind: "problems", problems: imported.error })
	const authority = imported.value
	const described = await describeCertificate(authority.der)
	if (described.kind === "unreadable") return problem("files", `The CA cannot be read: ${described.problem}.`)
	const { description } = described
	const { sha256 } = description
	const kept = {
		certificatePem: authority.pem,
		abovePem: aboveOf(authority),
		keyPem: await keyFor(authority, passphrase),
	}
	const { dataFolder, store, actor, clock } = context
	const written = await attemptStore(dataFolder, () => writeAuthorityFiles(dataFolder, sha256, kept))
	if (!written.ok) return written
	if (!written.value.ok) {
		const { error } = written.value
		return err(error === "exists" ? { kind: "kept-already", sha256 } : { kind: "unwritable", ...error })
	}
	const detail = {
		subject: description.subject,
		notAfter: description.notAfter,
		encrypted: passphrase !== undefined,
	}
	const entry = { at: clock.now(), actor, action: "authority-kept", subject: sha256, detail } as const
	let isLogged = false
	try {
		const logged = await logWork(store, entry, async () => undefined)
		isLogged = logged.ok
		return logged.ok ? ok(description) : logged
	} finally {
		// What the log does not know of must not be there.
		if (!isLogged) await deleteAuthorityFiles(dataFolder, sha256)
	}
}

function aboveOf({ chainPem, rootPem, pem }: Authority): string {
	return `${chainPem === "" ? "" : chainPem.replace(pem, "")}${rootPem ?? ""}`
}

async function keyFor(authority: Authority, passphrase: Secret<string> | undefined): Promise<Secret<string>> {
	const pkcs8 = new Secret(new Uint8Array(await crypto.subtle.exportKey("pkcs8", authority.key)))
	if (passphrase === undefined) return plainKeyPem(pkcs8)
	return new Secret(await encryptedKeyPem(pkcs8, passphrase))
}

function problem(field: string, text: string): Result<never, KeepAuthorityFailure> {
	return err({ kind: "problems", problems: [{ field, text }] })
}
