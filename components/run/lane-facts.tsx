import type { AttemptObservation } from "#probe/observation"

/** One line of facts. `values` more than one are a list. */
export interface LaneFact {
	readonly name: string
	readonly values: readonly string[]
}

/** Facts that belong together. */
export interface FactGroup {
	readonly title: string
	readonly facts: readonly LaneFact[]
}

/** Everything an attempt showed that the other tabs do not: what was settled, offered, asked, and what went wrong in reading. */
export function laneFacts(attempt: AttemptObservation): readonly FactGroup[] {
	const groups: readonly FactGroup[] = [
		{ title: "Settled between both", facts: negotiatedFacts(attempt) },
		{ title: "Asked of the client", facts: requestedFacts(attempt) },
		{ title: "HTTP/2 and RPC", facts: rpcFacts(attempt) },
		{ title: "Connection", facts: connectionFacts(attempt) },
		{ title: "What could not be read", facts: problemFacts(attempt) },
	]
	return groups.filter((group) => group.facts.length > 0)
}

function fact(name: string, ...values: readonly (string | undefined)[]): readonly LaneFact[] {
	const known = values.filter((value) => value !== undefined)
	return known.length === 0 ? [] : [{ name, values: known }]
}

function negotiatedFacts({ tls }: AttemptObservation): readonly LaneFact[] {
	if (tls === undefined) return []
	return [
		...fact("Version", tls.version === undefined ? undefined : `TLS ${tls.version}`),
		...fact("Cipher suite", tls.cipherSuite),
		...fact("Group", tls.group),
		...fact("Signature scheme", tls.signatureScheme),
		...fact("ALPN", tls.alpn === null ? "none selected by the server" : tls.alpn),
		...fact("SNI", tls.sni === null ? "none sent" : tls.sni),
		...fact("HelloRetryRequest", tls.helloRetryRequest === true ? "yes" : undefined),
		...fact("Resumed", tls.resumed === true ? "yes" : undefined),
		...fact("OCSP response", tls.ocspStapled === true ? "stapled" : undefined),
	]
}

function requestedFacts({ requested }: AttemptObservation): readonly LaneFact[] {
	if (requested === undefined) return []
	const authorities = requested.certificateAuthorities
	return [
		...fact(
			"certificate_authorities",
			...(authorities.length === 0 ? ["empty: any authority"] : authorities),
		),
		...fact("Signature schemes", ...requested.signatureSchemes),
	]
}

function rpcFacts({ http2, rpc, tokenSent }: AttemptObservation): readonly LaneFact[] {
	const goaway = http2?.goaway
	return [
		...fact("Method", rpc?.method),
		...fact("Status", rpc?.status === undefined ? undefined : joined(rpc.status, rpc.statusText)),
		...fact("Health", rpc?.serving),
		...fact("HTTP status", rpc?.httpStatus === undefined ? undefined : String(rpc.httpStatus)),
		...fact("HTTP server", rpc?.httpServer),
		...fact("HTTP body", rpc?.httpBody),
		...fact("Bearer token", tokenSent === undefined ? undefined : tokenSent ? "sent" : "not sent"),
		...fact("SETTINGS", ...(http2?.settings ?? []).map((setting) => `${setting.name} = ${setting.value}`)),
		...fact("GOAWAY", goaway === undefined ? undefined : joined(goaway.codeName, goaway.debug)),
	]
}

function connectionFacts(attempt: AttemptObservation): readonly LaneFact[] {
	const { ending, firstBytes } = attempt
	return [
		...fact("Dialled", attempt.peerAddress),
		...fact("Resolved to", ...(attempt.resolved ?? [])),
		...fact("First bytes", firstBytes === undefined ? undefined : `${firstBytes.hex} (${firstBytes.kind})`),
		...fact("As text", firstBytes?.text),
		...fact("Bytes received", ending === undefined ? undefined : String(ending.serverBytes)),
		...fact("Client said", attempt.clientError),
		...fact(
			"Error",
			attempt.error === undefined ? undefined : joined(attempt.error.code, attempt.error.message),
		),
	]
}

function problemFacts(attempt: AttemptObservation): readonly LaneFact[] {
	const closed = attempt.undecryptable
	return [
		...fact("Records we hold no key for", closed === 0 ? undefined : String(closed)),
		...fact("Problems", ...attempt.problems),
	]
}

function joined(...parts: readonly (string | undefined)[]): string {
	return parts.filter((part) => part !== undefined && part !== "").join(": ")
}
