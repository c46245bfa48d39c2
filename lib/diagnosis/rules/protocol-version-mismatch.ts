import type { AttemptObservation } from "#probe/observation"
import { clientFixes } from "../client-fixes.ts"
import { outcomeJudgement } from "../judge-outcome.ts"
import { fatalAlert, isTlsLane } from "../read-attempt.ts"
import type { Rule } from "../rule.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

export const protocolVersionMismatch: Rule = {
	id: "protocol-version-mismatch",
	title: "Client and server have no TLS version in common.",
	severity: "error",
	blame: "server",
	judge: (facts) =>
		outcomeJudgement(facts, hasVersionAlert, (first) => {
			const side = fatalAlert(first, "server") === undefined ? "client" : "server"
			return {
				title: "Client and server have no TLS version in common.",
				detail: `${facts.voice.We} offered ${offeredBy(first)}; the ${side} ended the handshake with alert protocol_version.`,
				verdict: `It shares no TLS version with ${facts.run.origin === "capture" ? "the client" : "your settings"}.`,
				advice: "Let both sides speak TLS 1.2 or 1.3.",
			}
		}),
	prose: {
		seen: [
			{ stack: "Go client", line: "remote error: tls: protocol version not supported" },
			{ stack: "Go server", line: "tls: client offered only unsupported versions: [302 301]" },
			{ stack: "OpenSSL", line: "tlsv1 alert protocol version" },
			{ stack: "OpenSSL", line: "unsupported protocol" },
			{ stack: "Java", line: "Received fatal alert: protocol_version" },
		],
		means:
			"One side starts where the other ends: a server with TLS 1.3 only and an old client, or a server that never learned TLS 1.2.",
		confirm: "Compare the versions in the ClientHello with the one of the ServerHello, or with the alert.",
		prevent: "Offer TLS 1.2 and 1.3 on both sides, until every client is known to speak 1.3.",
	},
	fixes: (context) => [
		...serverFixes(context, "tls-versions", "Allow TLS 1.2 and 1.3 at the server."),
		...clientFixes(context, "Use a client library that speaks TLS 1.2 and 1.3."),
	],
	citation: [{ text: "RFC 8446", section: "4.2.1 and 6.2" }, { text: "RFC 8996" }],
}

/** Versions of the ClientHello; those of our own clients where it was not kept. */
function offeredBy(attempt: AttemptObservation): string {
	const hello = attempt.transcript.find((entry) => entry.message === "ClientHello")?.fields
	const versions = hello?.kind === "client_hello" ? hello.versions : ["1.2", "1.3"]
	return `TLS ${versions.toSorted().join(" and ")}`
}

function hasVersionAlert(attempt: AttemptObservation): boolean {
	if (!isTlsLane(attempt)) return false
	return [fatalAlert(attempt, "server"), fatalAlert(attempt, "client")].some(
		(alert) => alert?.description === "protocol_version" || alert?.description === "inappropriate_fallback",
	)
}
