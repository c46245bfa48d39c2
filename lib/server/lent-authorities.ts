import "server-only"
import { Secret } from "#base/secret"
import { openKeptAuthority } from "#operations/open-kept-authority"
import type { Authority } from "#pki/issue"
import type { App } from "./app.ts"
import type { LendAuthorityResult } from "./authority-types.ts"
import { refuse } from "./guarded.ts"
import { WaitingTickets } from "./waiting-tickets.ts"

/** A kept CA that was opened for one check. */
export interface LentAuthority {
	/** SHA-256 of its certificate. */
	readonly sha256: string
	readonly authority: Authority
}

declare global {
	/** One for the process: Next gives each action a copy of this module. */
	var countersignLent: WaitingTickets<LentAuthority> | undefined
}

/** The page asks for the check at once. */
function lentAuthorities(): WaitingTickets<LentAuthority> {
	globalThis.countersignLent ??= new WaitingTickets({ waitMs: 30_000, max: 20 })
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
	return { kind: "lent", ticket: lentAuthorities().put({ sha256, authority: opened.value }) }
}

/** The CA of a ticket, once; undefined when the ticket is unknown, used, or too old. */
export function takeLentAuthority(ticket: string): LentAuthority | undefined {
	return lentAuthorities().take(ticket)
}
