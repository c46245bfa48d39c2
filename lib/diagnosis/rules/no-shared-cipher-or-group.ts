import type { AttemptObservation } from "#probe/observation"
import { operatorFix, serverFix } from "../client-fixes.ts"
import { outcomeJudgement } from "../judge-outcome.ts"
import { fatalAlert, isTlsLane } from "../read-attempt.ts"
import type { Rule } from "../rule.ts"
import { opensslAddress } from "../snippet/openssl.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

export const noSharedCipherOrGroup: Rule = {
	id: "no-shared-cipher-or-group",
	title: "Client and server share no cipher suite, group or signature scheme.",
	severity: "error",
	blame: "server",
	judge: (facts) =>
		outcomeJudgement(facts, hasNothingInCommon, () => ({
			title: `The server finds nothing it can agree on in ${facts.voice.our} ClientHello.`,
			detail:
				"It refused the ClientHello with a handshake failure before it said anything else. Its cipher suites, groups or signature schemes do not meet the client's; only the server's log says which. A server that insists on a server name it knows may answer the same.",
			verdict: `It refuses ${facts.voice.our} ClientHello: no cipher suite, group or signature scheme in common.`,
			advice:
				"Compare the server's cipher suites, groups and certificate key with what the ClientHello offers.",
		})),
	prose: {
		seen: [
			{ stack: "Go client", line: "remote error: tls: handshake failure" },
			{ stack: "Go server", line: "tls: no cipher suite supported by both client and server" },
			{ stack: "OpenSSL", line: "sslv3 alert handshake failure … SSL alert number 40" },
			{ stack: "C-core", line: "SSLV3_ALERT_HANDSHAKE_FAILURE" },
			{ stack: "Envoy", line: "HANDSHAKE_FAILURE_ON_CLIENT_HELLO" },
		],
		means:
			"The lists of both sides do not overlap: hardened cipher lists, FIPS modes, an Ed25519 certificate for a client that does not know it, or groups of one kind only. The same alert also stands for a missing client certificate under TLS 1.2, which the handshake tells apart.",
		confirm:
			"No ServerHello before the alert means lists; a CertificateRequest before it means the client certificate.",
		prevent:
			"Start from the defaults of the TLS library, and change single lists only with both sides in view.",
	},
	fixes: (context) => [
		serverFix(
			"Use the library's default cipher suites and groups, and a certificate with an EC P-256 or RSA key.",
		),
		...serverFixes(context, "cipher-suites", "Take the suites that current clients offer."),
		operatorFix(
			"See what the server takes from a wide offer.",
			`openssl s_client ${opensslAddress(context)} -cipher ALL:@SECLEVEL=0 </dev/null | grep -E 'Cipher|Protocol|Temp Key'`,
		),
	],
	citation: [{ text: "RFC 8446", section: "4.1.1 and 6.2" }],
}

function hasNothingInCommon(attempt: AttemptObservation): boolean {
	if (!isTlsLane(attempt) || attempt.requested !== undefined || attempt.chain !== undefined) return false
	if (attempt.transcript.some(({ message }) => message === "ServerHello")) return false
	const alert = fatalAlert(attempt, "server")?.description
	return alert === "handshake_failure" || alert === "insufficient_security" || alert === "illegal_parameter"
}
