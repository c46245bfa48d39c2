import type { Secret } from "#base/secret"
import { keyPassphraseMin } from "#pki/key-passphrase"
import { readPassword } from "../cert-files.ts"
import type { CliIo } from "../io.ts"
import type { ParsedOptions } from "../parse-options.ts"
import { UsageError } from "../usage.ts"

/** The passwords of a verb that makes a key: of what it reads, and of the key that it writes. */
export interface KeyPasswords {
	/** Opens the files that were given; it may be empty. */
	readonly given?: Secret<string>
	/** Encrypts the new key; absent without `--encrypt`. */
	readonly ofNewKey?: Secret<string>
}

/** Reads both from `--password-file` or COUNTERSIGN_PASSWORD. `--encrypt` without a password worth the name is a usage error. */
export async function readKeyPasswords({ values, flags }: ParsedOptions, io: CliIo): Promise<KeyPasswords> {
	const given = await readPassword(values.get("password-file"), io)
	const base = given === undefined ? {} : { given }
	if (!flags.has("encrypt")) return base
	if (given === undefined)
		throw new UsageError("--encrypt needs a password", "write it into a file: --password-file FILE")
	const { length } = given.reveal()
	if (length < keyPassphraseMin)
		throw new UsageError(
			`--encrypt: the password has ${length} characters`,
			`take at least ${keyPassphraseMin}: a short one is soon guessed from a stolen file`,
		)
	return { ...base, ofNewKey: given }
}
