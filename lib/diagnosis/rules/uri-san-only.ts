import { clientFixes, operatorFix } from "../client-fixes.ts"
import { fixContextOf } from "../fix-context.ts"
import { verificationFault } from "../judge-verification.ts"
import { leafOf } from "../read-attempt.ts"
import type { Rule } from "../rule.ts"

export const uriSanOnly: Rule = {
	id: "uri-san-only",
	title: "A SPIFFE certificate is checked for a host name that it does not carry.",
	severity: "error",
	blame: "client",
	judge: (facts) => {
		const fault = verificationFault(facts, "uri-san-only")
		if (fault === undefined) return []
		const id = leafOf(fault.attempt)?.sans.uri[0]
		const context = fixContextOf(facts.run, facts.server)
		return [
			{
				...fault.judgement,
				title: `The server's certificate names ${id ?? "a URI"} and no host.`,
				detail: `${fault.reason.text} It is an X.509-SVID: its identity is the SPIFFE ID, and a client that compares host names can never match it.`,
				verdict: `It proves to be ${id ?? "a SPIFFE workload"}, and ${facts.voice.settings("look", "looks")} for the host name ${facts.run.serverName}.`,
				advice: "Use SPIFFE mode and expect the SPIFFE ID, or let the entry carry a DNS name.",
				fixes: [
					...clientFixes(context, "Verify the SPIFFE ID instead of the host name.", { security: "spiffe" }),
					dnsNameFix,
				],
			},
		]
	},
	prose: {
		seen: [
			{
				stack: "Go",
				line: "x509: certificate is not valid for any names, but wanted to match service.example",
			},
			{
				stack: "Java",
				line: "java.security.cert.CertificateException: No name matching service.example found",
			},
			{ stack: "C-core", line: "Peer name service.example is not in peer certificate" },
			{ stack: "Rust", line: "invalid peer certificate: NotValidForName" },
		],
		means:
			"The certificate carries a URI SAN and nothing else, as X.509-SVIDs do. Host name matching is the wrong test here: SPIFFE clients compare the SPIFFE ID.",
		confirm: "The leaf's SAN holds one spiffe:// URI and no DNS name.",
		prevent:
			"Use SPIFFE-aware clients for SPIFFE servers, or give entries a DNS name for those that are not.",
	},
	fixes: (context) => [
		...clientFixes(context, "Verify the SPIFFE ID instead of the host name.", { security: "spiffe" }),
		dnsNameFix,
	],
	citation: [
		{ text: "SPIFFE X.509-SVID", section: "2" },
		{ text: "Permguard transport security guide", section: "Troubleshooting" },
	],
}

const dnsNameFix = operatorFix(
	"Or let the server's entry carry a DNS name, so that other clients can match it.",
	"spire-server entry show\nspire-server entry update -entryID ENTRY_ID -parentID PARENT_ID -spiffeID SPIFFE_ID -selector SELECTOR -dns service.example",
)
