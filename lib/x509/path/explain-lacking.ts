import type { Verification, VerificationReason } from "../verification.ts"
import { findBroken } from "./broken-above.ts"
import { type ChainMember, subjectWord, wordFor } from "./chain-member.ts"
import { explainIssuer } from "./explain-issuer.ts"
import type { PathSearch } from "./search-paths.ts"
import type { SignatureBudget } from "./signature-budget.ts"
import type { TrustAnchors } from "./trust-anchors.ts"

/** What a path that reaches no trust anchor is explained with. */
interface LackingQuestion {
	readonly search: PathSearch
	readonly wire: readonly ChainMember[]
	readonly anchors: TrustAnchors
	readonly trustSource: string
	readonly budget: SignatureBudget
	/** Only the broken signature nearest to the anchor is told: what lies below it proves nothing. */
	readonly isPathOnly: boolean
	/** The other faults of a path. */
	readonly judge: (path: readonly ChainMember[]) => readonly VerificationReason[]
}

/** How far the links of a chain hold, why they do not hold any further, and the issuer that is missing, if one is. */
export interface LackingPath {
	readonly path: readonly ChainMember[]
	readonly reasons: readonly VerificationReason[]
	readonly missingIssuer?: NonNullable<Verification["missingIssuer"]>
}

/** Explains why no trust anchor was reached: what is missing or broken, up to the last link that can be proved. */
export async function explainLacking(question: LackingQuestion): Promise<LackingPath> {
	const { search, wire, anchors, trustSource, budget, isPathOnly, judge } = question
	const { reason, missingIssuer } = explainIssuer({ search, wire, anchors, trustSource })
	const missing = missingIssuer === undefined ? {} : { missingIssuer }
	const broken = await findBroken(search, wire, anchors, budget)
	const above = broken.slice(1).map(({ child, issuer }) => brokenReason(child, issuer))
	const highest = above.at(-1)
	if (isPathOnly && highest !== undefined) return { path: search.longest, reasons: [highest], ...missing }
	const unchecked = search.broken.find(
		({ child, check }) => child === search.longest.at(-1) && check.kind === "unsupported",
	)
	if (unchecked === undefined) {
		const reasons = [reason, ...above, ...judge(search.longest)]
		return {
			path: [...search.longest, ...broken.slice(0, -1).map(({ issuer }) => issuer)],
			reasons,
			...missing,
		}
	}
	const { issuer, check } = unchecked
	const path = [...search.longest, issuer]
	const at = issuer.index === undefined ? {} : { certificate: issuer.index }
	const why = check.kind === "unsupported" ? check.text : ""
	const text = `The key of the ${wordFor(issuer, path.length - 1)} cannot be used: ${why}.`
	return { path, reasons: [reason, { rule: "unsupported-key", ...at, text }, ...judge(path)], ...missing }
}

function brokenReason(child: ChainMember, issuer: ChainMember): VerificationReason {
	const at = child.index === undefined ? {} : { certificate: child.index }
	const text = `The signature of the ${wordFor(child, 1)} does not verify with the key of ${subjectWord(issuer.certificate)} either.`
	return { rule: "bad-signature", ...at, text }
}
