import type { Fix } from "#diagnosis/finding"
import { type Client, clients } from "./client-choice.tsx"

/** What to show of a finding's fixes to somebody who uses one client. */
export interface FixChoice {
	/** The clients that the finding has a fix for, in the order of the menu. */
	readonly offered: readonly Client[]
	/** The client whose fix is shown: the chosen one, or the first that has a fix. */
	readonly shown?: Client
	readonly fix?: Fix
	/** What the server's owner or the operator has to do, whatever the client. */
	readonly others: readonly Fix[]
}

/** Picks the fix for a client; one that has none gets the first that exists, so that advice is never hidden. */
export function chooseFix(fixes: readonly Fix[], client: Client): FixChoice {
	const offered = clients.filter((candidate) => fixes.some((fix) => fix.for === candidate))
	const others = fixes.filter((fix) => fix.for === "server" || fix.for === "operator")
	const shown = offered.includes(client) ? client : offered[0]
	const fix = fixes.find((candidate) => candidate.for === shown)
	return { offered, others, ...(shown === undefined ? {} : { shown }), ...(fix === undefined ? {} : { fix }) }
}
