import type { Secret } from "#base/secret"
import type { LintOptions } from "#x509/lint/lint-certificates"
import { describeContents, describeUnreadable, lintContents } from "./describe-contents.ts"
import type { Inspection } from "./inspection.ts"
import { readContents } from "./read-contents.ts"

/** What to look at, besides the bytes. */
export interface InspectOptions extends LintOptions {
	/** Of an encrypted key or a keystore. */
	readonly password?: Secret<string>
}

/**
 * Looks into certificates, keys, requests, bundles and keystores of any format: what it is, what it holds, what is
 * wrong with it. Runs in Node and in a browser. Never throws; nothing of a private key is in the answer.
 */
export async function inspect(input: Uint8Array, options: InspectOptions): Promise<Inspection> {
	const contents = await readContents(input, options.password)
	if (!contents.ok) return describeUnreadable(contents.error)
	return describeContents(contents.value, lintContents(contents.value, options))
}
