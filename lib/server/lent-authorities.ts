import "server-only"
import { Secret } from "#base/secret"
import { openKeptAuthority } from "#operations/open-kept-authority"
import type { Authority } from "#pki/issue"
import type { App } from "./app.ts"
import type { LendAuthorityResult } from "./authority-types.ts"
import { refuse } from "./guarded.ts"

/** A kept CA that was opened for one check. */
export interface LentAuthority {
	/** SHA-256 of its certificate. */
	readonly sha256: string
	readonly authority: Authority
}

/** How long an opened CA waits for its check, milliseconds. The page asks for the check at once. */
const waitMs = 30_000
const lentMax = 20

declare global {
	/** One for the process: Next gives each action a copy of this module. */
	var countersignLent: Map<string, LentAuthority> | undefined
}

function lentAuthorities(): Map<string, LentAuthority> {
	globalThis.countersignLent ??= new Map()
	return globalThis.countersignLent
}

/** Opens a kept CA for one check and gives a ticket for it, good once and for half a minute. The key is in memory alone. */
export async function lendAuthority(
	{ context }: App,
	{ authority: sha256, passphrase }: { readonly authority: string; readonly passphrase?: string | undefined },
): Promise<LendAuthorityResult> {
	const secret = passphrase === undefined ? undefined : new Secret(passphrase)
	const opened = await openKeptAuthority(context, sha256, secret)
	if (!opened.ok) {
		if (opened.error.kind === "problems") return { kind: "problems", problems: opened.error.problems }
		return opened.error.kind === "gone"
			? refuse("gone", "This CA is not kept any more. Load the page again.")
			: refuse("store", `${opened.error.text} ${opened.error.hint}`)
	}
	const lent = lentAuthorities()
	// Whoever waits longest has most likely gone.
	for (const old of [...lent.keys()].slice(0, Math.max(0, lent.size - lentMax + 1))) lent.delete(old)
	const ticket = crypto.randomUUID()
	lent.set(ticket, { sha256, authority: opened.value })
	setTimeout(() => lent.delete(ticket), waitMs).unref()
	return { kind: "lent", ticket }
}

/** The CA of a ticket, once; undefined when the ticket is unknown, used, or too old. */
export function takeLentAuthority(ticket: string): LentAuthority | undefined {
	const lent = lentAuthorities()
	const found = lent.get(ticket)
	lent.delete(ticket)
	return found
}
