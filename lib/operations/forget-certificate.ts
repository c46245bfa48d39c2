import type { Result } from "#base/result"
import { dropRemembered } from "#store/remembered"
import type { StoreFailure } from "#store/store-failure"
import type { OperationContext } from "./context.ts"

/**
 * Forgets a remembered certificate. It stays in the status as long as it is kept, was issued here, or an endpoint uses
 * it. False when it was not remembered.
 */
export function forgetCertificate(
	{ store, actor, clock }: OperationContext,
	{ sha256 }: { readonly sha256: string },
): Promise<Result<boolean, StoreFailure>> {
	return dropRemembered(store, sha256, { actor, at: clock.now() })
}
