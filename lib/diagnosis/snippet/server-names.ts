import type { ServerKind } from "../finding.ts"
import { type FixContext, placeholderContext } from "../fix-context.ts"

/** What one kind of server has to do: what to paste, a sentence of its own, or the sentence that says why nothing. */
export interface ServerSnippet {
	/** Takes the place of the fix's sentence. */
	readonly text?: string
	readonly command?: string
}

/** The same change for several kinds of servers, in the order in which they are shown. */
export type ServerSnippets = Readonly<Partial<Record<ServerKind, ServerSnippet>>>

/** The endpoint's names as a server's settings need them: safe to stand in code, YAML and nginx without quoting. */
export interface ServerNames {
	readonly host: string
	readonly port: number
	/** Leaf first, then its intermediates. */
	readonly chain: "server-chain.pem"
	readonly key: "server-key.pem"
	/** Authorities of the clients. */
	readonly clientCa: "client-ca.pem"
}

/** Takes the names out of the context; what is no plain host name or address becomes a placeholder. */
export function serverNamesOf(context: FixContext): ServerNames {
	const wanted = context.serverName ?? context.host
	return {
		host: /^[A-Za-z0-9_.:-]{1,253}$/.test(wanted) ? wanted : placeholderContext.host,
		port: context.port ?? 443,
		chain: "server-chain.pem",
		key: "server-key.pem",
		clientCa: "client-ca.pem",
	}
}

/** Joins the lines of a snippet. */
export function lines(...all: readonly string[]): string {
	return all.join("\n")
}
