import { err, type Result } from "#base/result"
import type { Secret } from "#base/secret"
import type { FieldProblem } from "#pki/field-problem"
import { importAuthority } from "#pki/import-authority"
import type { Authority } from "#pki/issue"
import type { Store } from "#store/store"
import { attemptStore, type StoreFailure } from "#store/store-failure"
import { listWrongPassphrases, recordWrongPassphrase } from "#store/wrong-passphrases"
import type { OperationContext } from "./context.ts"
import { readAuthorityFiles } from "./node/authority-files.ts"

/** Why a kept CA was not opened. */
export type OpenAuthorityFailure =
	| { readonly kind: "problems"; readonly problems: readonly FieldProblem[] }
	| { readonly kind: "gone" }
	| StoreFailure

/** Wrong passphrases for one CA within `windowMs` after which no more are tried until the first of them is older. */
export const wrongPassphrasesMax = 10
const windowMs = 10 * 60_000

declare global {
	/** The last attempt of each store; one for the process, as a bundler may give each page a copy of this module. */
	var countersignAttempts: WeakMap<Store, Promise<unknown>> | undefined
}

/**
 * Opens a kept CA, with the passphrase where its key is encrypted. A wrong passphrase is written to the audit log; after
 * ten of them within ten minutes none is tried, the right one neither, until the first is ten minutes old. `gone`: it is
 * not kept. Nothing of the key is stored or returned but the CryptoKey.
 */
export function openKeptAuthority(
	context: OperationContext,
	sha256: string,
	passphrase: Secret<string> | undefined,
): Promise<Result<Authority, OpenAuthorityFailure>> {
	if (passphrase === undefined) return open(context, sha256, undefined)
	// Attempts follow each other, so that guesses made at once are all counted.
	globalThis.countersignAttempts ??= new WeakMap()
	const lastAttempts = globalThis.countersignAttempts
	const before = lastAttempts.get(context.store) ?? Promise.resolve()
	const attempt = before.then(
		() => tryPassphrase(context, sha256, passphrase),
		() => tryPassphrase(context, sha256, passphrase),
	)
	lastAttempts.set(context.store, attempt)
	return attempt
}

async function tryPassphrase(
	context: OperationContext,
	sha256: string,
	passphrase: Secret<string>,
): Promise<Result<Authority, OpenAuthorityFailure>> {
	const { store, clock, actor } = context
	const at = clock.now()
	const wrong = await listWrongPassphrases(store, sha256, {
		since: at - windowMs,
		limit: wrongPassphrasesMax,
	})
	if (!wrong.ok) return wrong
	const first = wrong.value[wrongPassphrasesMax - 1]
	if (first !== undefined) return err({ kind: "problems", problems: [tooMany(first + windowMs - at)] })
	const opened = await open(context, sha256, passphrase)
	if (opened.ok || opened.error.kind !== "problems") return opened
	if (!opened.error.problems.some(({ field }) => field === "passphrase")) return opened
	const recorded = await recordWrongPassphrase(store, sha256, { at, actor })
	return recorded.ok ? opened : recorded
}

async function open(
	{ dataFolder }: OperationContext,
	sha256: string,
	passphrase: Secret<string> | undefined,
): Promise<Result<Authority, OpenAuthorityFailure>> {
	const files = await attemptStore(dataFolder, () => readAuthorityFiles(dataFolder, sha256))
	if (!files.ok) return files
	if (files.value === undefined) return err({ kind: "gone" })
	const { certificatePem, abovePem, keyPem } = files.value
	const opened = await importAuthority({
		files: [certificatePem, abovePem, keyPem.reveal()].filter((text) => text !== "").map(bytesOf),
		...(passphrase === undefined ? {} : { passphrase }),
	})
	return opened.ok ? opened : err({ kind: "problems", problems: opened.error })
}

function tooMany(leftMs: number): FieldProblem {
	const minutes = Math.max(1, Math.ceil(leftMs / 60_000))
	return {
		field: "passphrase",
		text: `${wrongPassphrasesMax} wrong passphrases were given for this CA within ten minutes, so none is tried now. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}; the audit log says who gave them.`,
	}
}

function bytesOf(text: string): Uint8Array {
	return new TextEncoder().encode(text)
}
