import type { ClientSecurity, FixContext } from "../fix-context.ts"

/** How the mended client should connect. */
export interface ClientPosture {
	readonly security: ClientSecurity
	/** Roots of its own from `caFile`, or those of the system. */
	readonly roots: "file" | "system"
	/** Name to match instead of the dialled host. */
	readonly serverName?: string
	/** Sends the bearer token of a file. */
	readonly hasToken: boolean
}

/** The posture that this endpoint needs, with what a rule wants changed. */
export function postureFor(context: FixContext, change: Partial<ClientPosture> = {}): ClientPosture {
	return {
		security: context.needs,
		roots: context.hasCa ? "file" : "system",
		hasToken: context.hasToken && context.needs !== "plaintext",
		...(context.serverName === undefined ? {} : { serverName: context.serverName }),
		...change,
	}
}
