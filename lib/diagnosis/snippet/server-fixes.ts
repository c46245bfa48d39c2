import type { Fix } from "../finding.ts"
import type { FixContext } from "../fix-context.ts"
import {
	askNoCertificate,
	authoriseCaller,
	authoriseSpiffe,
	keepaliveMinimum,
	listenOn,
} from "./server-access.ts"
import { allowBrowsers, healthService, tokenCheck } from "./server-calls.ts"
import { issueCertificate, loadCertificate } from "./server-certificate.ts"
import { requireClientCertificate, trustClientCa } from "./server-client-auth.ts"
import { serverKinds } from "./server-kinds.ts"
import { type ServerNames, type ServerSnippets, serverNamesOf } from "./server-names.ts"
import { cipherSuites, offerHttp2, tlsVersions } from "./server-protocol.ts"
import { reloadCertificate, serveChain } from "./server-reload.ts"
import { serveTls } from "./server-tls.ts"

const intents = {
	"serve-tls": serveTls,
	"serve-chain": serveChain,
	"require-client-certificate": requireClientCertificate,
	"trust-client-ca": trustClientCa,
	"ask-no-certificate": askNoCertificate,
	"offer-h2": offerHttp2,
	"tls-versions": tlsVersions,
	"cipher-suites": cipherSuites,
	reload: reloadCertificate,
	certificate: loadCertificate,
	health: healthService,
	"token-check": tokenCheck,
	"allow-browsers": allowBrowsers,
	listen: listenOn,
	"authorise-caller": authoriseCaller,
	"authorise-spiffe": authoriseSpiffe,
	keepalive: keepaliveMinimum,
} as const satisfies Record<string, (names: ServerNames) => ServerSnippets>

/** What has to change at a server. */
export type ServerIntent = keyof typeof intents

/**
 * The same change for every kind of server that can make it, with the endpoint's names. `changes` speaks to a kind in
 * the rule's own words. A kind that cannot make it says why in a sentence, without anything to paste.
 */
export function serverFixes(
	context: FixContext,
	intent: ServerIntent,
	text: string,
	changes: ServerSnippets = {},
): readonly Fix[] {
	const snippets: ServerSnippets = intents[intent](serverNamesOf(context))
	return serverKinds.flatMap((server) => {
		const snippet = { ...snippets[server], ...changes[server] }
		if (snippet.text === undefined && snippet.command === undefined) return []
		return [
			{
				for: "server",
				server,
				text: snippet.text ?? text,
				...(snippet.command === undefined ? {} : { command: snippet.command }),
			},
		]
	})
}

/** A certificate for this endpoint: how it is issued, and how each kind of server comes by it and loads it. */
export function certificateFixes(context: FixContext, text: string): readonly Fix[] {
	const { command } = issueCertificate(serverNamesOf(context))
	return [
		{ for: "server", text, ...(command === undefined ? {} : { command }) },
		...serverFixes(context, "certificate", "Issue it, then let the server load chain and key."),
	]
}
