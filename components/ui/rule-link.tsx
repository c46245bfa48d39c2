import Link from "next/link"
import { ruleAddress } from "./address.tsx"

/**
 * The id of a rule, leading to its page in the runbook. `isAside` opens it beside this page, for pages that would lose
 * what was given to them; such a link asks the server for nothing before it is pressed.
 */
export function RuleLink({ rule, isAside = false }: { readonly rule: string; readonly isAside?: boolean }) {
	const look = "link font-mono text-xs wrap-anywhere"
	if (!isAside)
		return (
			<Link href={ruleAddress(rule)} prefetch={false} className={look}>
				{rule}
			</Link>
		)
	return (
		<a href={ruleAddress(rule)} target="_blank" rel="noreferrer" className={look}>
			{rule}
			<span className="sr-only"> in the runbook, in a new tab</span>
		</a>
	)
}
