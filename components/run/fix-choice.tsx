import type { Fix } from "#diagnosis/finding"
import { type Client, clients } from "./client-choice.tsx"

/** What to show of a finding's fixes to somebody who uses one client. */
export interface FixChoice {
	/** The clients that the finding has a fix for, in the order of the menu. */
	readonly offered: readonly Client[]
	/** The client whose fix is shown: the chosen one, or the first that has a fix. */
	readonly shown?: Client
	readonly fix?: Fix
	/** What the server's owner or the operator has to do, whatever the client and the kind of server. */
	readonly others: readonly Fix[]
	/** What the server's owner has to do, for one kind of server each. */
	readonly servers: readonly Fix[]
}

/** Picks the fix for a client; one that has none gets the first that exists, so that advice is never hidden. */
export function chooseFix(fixes: readonly Fix[], client: Client): FixChoice {
	const offered = clients.filter((candidate) => fixes.some((fix) => fix.for === candidate))
	const onServer = fixes.filter((fix) => fix.for === "server" || fix.for === "operator")
	const others = onServer.filter(({ server }) => server === undefined)
	const servers = onServer.filter(({ server }) => server !== undefined)
	const shown = offered.includes(client) ? client : offered[0]
	const fix = fixes.find((candidate) => candidate.for === shown)
	return {
		offered,
		others,
		servers,
		...(shown === undefined ? {} : { shown }),
		...(fix === undefined ? {} : { fix }),
	}
}
