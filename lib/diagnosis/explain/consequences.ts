import type { ExplainedCause } from "./explanation.ts"

const unstarted = [
	"connection-refused",
	"timeout-or-blackhole",
	"connection-reset-mid-handshake",
	"other-not-security",
]
const refusedServer = [
	"client-cert-untrusted",
	"timeout-or-blackhole",
	"connection-reset-mid-handshake",
	"tls-record-overflow-or-garbage",
	"other-not-security",
]
const refusedClient = [
	"timeout-or-blackhole",
	"connection-reset-mid-handshake",
	"plaintext-client-to-tls-server",
	"other-not-security",
]
const wrongWire = [
	"connection-reset-mid-handshake",
	"timeout-or-blackhole",
	"tls-record-overflow-or-garbage",
	"http1-proxy-or-wrong-protocol",
	"other-not-security",
]

/** What each cause brings about elsewhere in a log: a server that has no key never listens. Data. */
const leadsTo: Readonly<Record<string, readonly string[]>> = {
	"partial-config": [...unstarted, "client-cert-required"],
	"file-unreadable": [
		...unstarted,
		"trust-bundle-missing-or-stale",
		"client-cert-required",
		"partial-config",
	],
	"bad-pem-or-key": [...unstarted, "client-cert-required", "partial-config"],
	"key-cert-mismatch": [...unstarted, "client-cert-required"],
	"uds-path-or-permission": [...unstarted, "workload-api-unavailable"],
	"workload-api-unavailable": [...unstarted, "workload-no-identity", "client-cert-required"],
	"workload-no-identity": [...unstarted, "client-cert-required", "permission-denied-authz"],
	"dns-failure": ["timeout-or-blackhole", "other-not-security", "connection-refused"],
	"connection-refused": ["timeout-or-blackhole", "other-not-security"],
	"timeout-or-blackhole": ["other-not-security"],
	"proxy-env-interference": ["timeout-or-blackhole", "connection-refused", "permission-denied-authz"],
	"trust-bundle-missing-or-stale": [...refusedServer, "untrusted-issuer"],
	"untrusted-issuer": refusedServer,
	"self-signed-leaf": refusedServer,
	"missing-intermediate": refusedServer,
	"expired-server-cert": refusedServer,
	"not-yet-valid": [...refusedServer, "expired-client-cert"],
	"hostname-mismatch": refusedServer,
	"ip-san-missing": refusedServer,
	"cn-only-no-san": refusedServer,
	"uri-san-only": refusedServer,
	"server-cert-wrong-eku": refusedServer,
	revoked: refusedServer,
	"client-cert-required": refusedClient,
	"client-cert-untrusted": refusedClient,
	"expired-client-cert": [...refusedClient, "client-cert-untrusted"],
	"client-cert-wrong-eku": [...refusedClient, "client-cert-untrusted"],
	"wrong-spiffe-id": refusedClient,
	"plaintext-client-to-tls-server": wrongWire,
	"tls-client-to-plaintext-server": wrongWire,
	"alpn-missing-h2": wrongWire,
	"protocol-version-mismatch": wrongWire,
	"no-shared-cipher-or-group": wrongWire,
}

/** From this confidence on, a cause was really said and not only thought possible. */
const saidFrom = 0.6

/**
 * Puts the root before what it brings about, when words of both stand in different lines of one text: a log shows the
 * connection that was refused long after the key that could not be read. The order stays otherwise.
 */
export function orderByOrigin(causes: readonly ExplainedCause[], text: string): readonly ExplainedCause[] {
	if (!text.includes("\n")) return causes
	const said = causes.filter(({ confidence }) => confidence >= saidFrom)
	const marked = causes.map((cause) => {
		const root = said.find((each) => bringsAbout(each, cause) && !bringsAbout(cause, each))
		const isElsewhere = root !== undefined && said.includes(cause) && !shareLine(root, cause, text)
		return isElsewhere ? { ...cause, consequenceOf: root.rule } : cause
	})
	const roots = marked.filter(({ consequenceOf }) => consequenceOf === undefined)
	const strong = roots.filter(({ confidence }) => confidence >= saidFrom)
	const consequences = marked.filter(({ consequenceOf }) => consequenceOf !== undefined)
	return [...strong, ...consequences, ...roots.filter((cause) => !strong.includes(cause))]
}

function bringsAbout(root: ExplainedCause, cause: ExplainedCause): boolean {
	return leadsTo[root.rule]?.includes(cause.rule) ?? false
}

/** True when words of both stand in one line. */
export function shareLine(one: ExplainedCause, other: ExplainedCause, text: string): boolean {
	return one.span.some((a) =>
		other.span.some(
			(b) => !text.slice(Math.min(a.start, b.start), Math.max(a.start, b.start)).includes("\n"),
		),
	)
}
