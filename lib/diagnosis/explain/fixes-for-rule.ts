import type { Fix } from "../finding.ts"
import { placeholderContext } from "../fix-context.ts"
import { rulesById } from "../rules.ts"

/** The fixes of a rule with placeholder names, for a text that names no endpoint. Empty for an unknown rule. */
export function fixesForRule(rule: string): readonly Fix[] {
	return rulesById.get(rule)?.fixes(placeholderContext) ?? []
}
