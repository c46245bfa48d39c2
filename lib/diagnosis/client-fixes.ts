import type { Fix, FixAudience, ServerKind } from "./finding.ts"
import type { FixContext } from "./fix-context.ts"
import { type ClientPosture, postureFor } from "./snippet/client-posture.ts"
import { dotnetSnippet } from "./snippet/dotnet.ts"
import { goSnippet } from "./snippet/go.ts"
import { grpcurlSnippet } from "./snippet/grpcurl.ts"
import { javaSnippet } from "./snippet/java.ts"
import { nodeSnippet } from "./snippet/node.ts"
import { permguardSnippet } from "./snippet/permguard.ts"
import { pythonSnippet } from "./snippet/python.ts"
import { rustSnippet } from "./snippet/rust.ts"

type Client = Exclude<FixAudience, "server" | "operator">

const snippets = {
	permguard: permguardSnippet,
	grpcurl: grpcurlSnippet,
	go: goSnippet,
	node: nodeSnippet,
	python: pythonSnippet,
	java: javaSnippet,
	rust: rustSnippet,
	dotnet: dotnetSnippet,
} as const satisfies Record<Client, (context: FixContext, posture: ClientPosture) => string | undefined>

const order: readonly Client[] = ["permguard", "grpcurl", "go", "node", "python", "java", "rust", "dotnet"]

/**
 * The same fix for every client, each with its own snippet. `texts` may speak to one client in its own words; a client
 * that cannot connect this way is left out.
 */
export function clientFixes(
	context: FixContext,
	text: string,
	change: Partial<ClientPosture> = {},
	texts: Partial<Record<Client, string>> = {},
): readonly Fix[] {
	const posture = postureFor(context, change)
	return order.flatMap((client) => {
		const command = snippets[client](context, posture)
		return command === undefined ? [] : [{ for: client, text: texts[client] ?? text, command }]
	})
}

/** A fix for whoever runs the server, of one kind or of any. */
export function serverFix(text: string, command?: string, server?: ServerKind): Fix {
	return {
		for: "server",
		...(server === undefined ? {} : { server }),
		text,
		...(command === undefined ? {} : { command }),
	}
}

/** A fix for whoever runs what lies between: network, proxy, identity provider. */
export function operatorFix(text: string, command?: string): Fix {
	return { for: "operator", text, ...(command === undefined ? {} : { command }) }
}
