import type { ParsedCertificate } from "../certificate.ts"
import type { NameConstraints } from "../name-constraints.ts"
import { comparisonsMax, countComparisons, findConstrainedName } from "./constrained-names.ts"
import type { PathRules } from "./path-rules.ts"

/** Comparisons of a name with a subtree that one verification may make, over all its paths. */
export const comparisonsTotalMax = 2 * comparisonsMax

type Found = { readonly kind: "kept" } | { readonly kind: "broken"; readonly text: string }

/** Name constraints of one verification: every pair is compared once, whatever the number of paths through it. */
export class ComparisonBudget {
	spent = 0
	readonly #known = new Map<ParsedCertificate, Map<NameConstraints, Found>>()

	/** Whether a certificate keeps the constraints; `limit` when finding out would take too many comparisons. */
	find(
		certificate: ParsedCertificate,
		constraints: NameConstraints,
		rules: PathRules,
	): Found | { readonly kind: "limit"; readonly count: number } {
		const byConstraints = this.#known.get(certificate) ?? new Map<NameConstraints, Found>()
		this.#known.set(certificate, byConstraints)
		const known = byConstraints.get(constraints)
		if (known !== undefined) return known
		const count = countComparisons(certificate, constraints)
		if (count > comparisonsMax || this.spent + count > comparisonsTotalMax) return { kind: "limit", count }
		this.spent += count
		const text = findConstrainedName(certificate, constraints, rules)
		const found: Found = text === undefined ? { kind: "kept" } : { kind: "broken", text }
		byConstraints.set(constraints, found)
		return found
	}
}
