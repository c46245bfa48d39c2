import type { Result } from "#base/result"
import { logWork } from "#store/logged-work"
import type { StoreFailure } from "#store/store-failure"
import type { OperationContext } from "./context.ts"

/** Which kept CA issues throw-away certificates, for which check of what. */
export interface AuthorityUse {
	/** SHA-256 of the CA's certificate. */
	readonly authority: string
	readonly runId: string
	readonly target: string
}

/** Writes into the audit log that a check issues throw-away certificates from a kept CA; to be done before it does. */
export function recordAuthorityUse(
	{ store, actor, clock }: OperationContext,
	{ authority, runId, target }: AuthorityUse,
): Promise<Result<void, StoreFailure>> {
	const detail = { run: runId, target }
	const entry = { at: clock.now(), actor, action: "authority-lent", subject: authority, detail } as const
	return logWork(store, entry, async () => undefined)
}
