import type { VerificationReason } from "../verification.ts"
import type { PathSearch } from "./search-paths.ts"
import { type SignatureBudget, signatureChecksMax } from "./signature-budget.ts"

/**
 * Every limit that was reached is a reason of its own: certificates that were left out always, the end of the search
 * unless a faultless path was found before.
 */
export function limitReasons(
	search: PathSearch,
	budget: SignatureBudget,
	sent: { readonly count: number; readonly max: number },
): VerificationReason[] {
	const tooMany = `${sent.count} intermediates were given; at most ${sent.max} are looked at.`
	const left = sent.count > sent.max ? [{ rule: "chain-too-long", text: tooMany }] : []
	if (search.anchored?.reasons.length === 0 || !(search.isCut || budget.isOverdrawn)) return left
	const text = `The search for a path was stopped: more than ${signatureChecksMax} signatures or too many paths to try.`
	return [...left, { rule: "path-search-limit", text }]
}
