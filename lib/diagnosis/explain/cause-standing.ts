import type { Finding, ServerInference } from "../finding.ts"

/** What of a check bears on a cause. */
export interface CheckedFacts {
	/** Findings of severity error, the leading one first. */
	readonly faults: readonly Finding[]
	readonly findings: readonly Finding[]
	readonly server: ServerInference
	/** The settings of the check got through. */
	readonly works: boolean
	/** The server answered. */
	readonly isReached: boolean
}

/** How a cause of a text stands after a check. */
export type Standing =
	/** `finding`: a rule found it in the check. `server`: what the server does fits it. */
	| { readonly kind: "confirmed"; readonly text: string; readonly by: "finding" | "server" }
	| { readonly kind: "refuted"; readonly text: string }
	| { readonly kind: "open" }

const open: Standing = { kind: "open" }

/** Causes in the server's own certificate or address: a check that gets through shows that they are not there now. Data. */
const serverFaults: Readonly<Record<string, string>> = {
	"expired-server-cert": "The server's certificate is valid at this moment.",
	"not-yet-valid": "The server's certificate is valid by this machine's clock.",
	"missing-intermediate": "The chain that the server sends is complete.",
	"self-signed-leaf": "The server's certificate is not its own issuer, or is trusted here.",
	"server-cert-wrong-eku": "The server's certificate may be used by a TLS server.",
	"ca-without-basic-constraints": "Every authority in the chain may issue.",
	"name-constraint-violation": "The authorities in the chain allow the server's names.",
	"weak-signature-or-key": "No signature or key in the chain is too weak.",
	"alpn-missing-h2": "The server agrees on h2.",
	"http1-proxy-or-wrong-protocol": "The server speaks HTTP/2 and gRPC here.",
	"connection-refused": "Something listens at the address now, seen from here.",
	"dns-failure": "The name is resolved here.",
	"timeout-or-blackhole": "The server answers in time, seen from here.",
	"connection-reset-mid-handshake": "The handshake comes to its end here.",
	"tls-record-overflow-or-garbage": "The records arrive whole here.",
}
/** Of these, the ones that are settled as soon as the server answers at all. */
const reachFaults: ReadonlySet<string> = new Set([
	"connection-refused",
	"dns-failure",
	"timeout-or-blackhole",
])

/** What a check says about a cause. Unknown causes, and those that lie with whoever printed the text, stay open. */
export function standingOf(rule: string, facts: CheckedFacts): Standing {
	const same = facts.faults.find((finding) => finding.rule === rule)
	if (same !== undefined) return { kind: "confirmed", text: same.title, by: "finding" }
	const byServer = standingByServer(rule, facts.server)
	if (byServer.kind !== "open") return byServer
	const denial = serverFaults[rule]
	if (denial === undefined) return open
	const isSettled = facts.works || (facts.isReached && reachFaults.has(rule))
	return isSettled ? { kind: "refuted", text: denial } : open
}

function standingByServer(rule: string, { mode, clientAuth }: ServerInference): Standing {
	const speaksTls = mode === "tls" || mode === "mtls" || mode === "spiffe"
	switch (rule) {
		case "plaintext-client-to-tls-server":
			if (speaksTls)
				return {
					kind: "confirmed",
					text: "This server speaks TLS, so a plaintext client fails so.",
					by: "server",
				}
			return mode === "none" ? { kind: "refuted", text: "This server speaks plaintext." } : open
		case "tls-client-to-plaintext-server":
			if (mode === "none")
				return {
					kind: "confirmed",
					text: "This server speaks plaintext HTTP/2, so a TLS client fails so.",
					by: "server",
				}
			return speaksTls ? { kind: "refuted", text: "This server speaks TLS." } : open
		case "client-cert-required":
			if (clientAuth === "required")
				return { kind: "confirmed", text: "This server requires a client certificate.", by: "server" }
			return clientAuth === "none"
				? { kind: "refuted", text: "This server asks for no client certificate." }
				: open
		case "client-cert-untrusted":
		case "expired-client-cert":
		case "client-cert-wrong-eku":
			return clientAuth === "none"
				? { kind: "refuted", text: "This server asks for no client certificate." }
				: open
		default:
			return open
	}
}
