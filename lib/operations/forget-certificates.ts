import type { Result } from "#base/result"
import { dropRemembered } from "#store/remembered"
import type { StoreFailure } from "#store/store-failure"
import type { OperationContext } from "./context.ts"

/**
 * Forgets remembered certificates (SHA-256 each), all or nothing; tells which had been remembered. They stay in the
 * status as long as they are kept, were issued here, or an endpoint uses them.
 */
export function forgetCertificates(
	{ store, actor, clock }: OperationContext,
	{ fingerprints }: { readonly fingerprints: readonly string[] },
): Promise<Result<readonly string[], StoreFailure>> {
	return dropRemembered(store, fingerprints, { actor, at: clock.now() })
}
