import { clientFixes } from "../client-fixes.ts"
import { fixContextOf } from "../fix-context.ts"
import { verificationFault } from "../judge-verification.ts"
import { leafOf } from "../read-attempt.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"
import { certificateFixes } from "../snippet/server-fixes.ts"

export const hostnameMismatch: Rule = {
	id: "hostname-mismatch",
	title: "The certificate names other hosts than the one that was dialled.",
	severity: "error",
	blame: "client",
	judge,
	prose: {
		seen: [
			{ stack: "Go", line: "x509: certificate is valid for a.example, not b.example" },
			{ stack: "Node", line: "ERR_TLS_CERT_ALTNAME_INVALID" },
			{ stack: "C-core", line: "Peer name b.example is not in peer certificate" },
			{ stack: "Java", line: "No subject alternative DNS name matching b.example found." },
			{ stack: "Rust", line: "invalid peer certificate: NotValidForName" },
		],
		means:
			"The certificate has names, and none is the one that the client wanted. An alias, a load balancer's address, a port inside the server name, or the certificate of another tenant.",
		confirm:
			"Compare the DNS names of the leaf with the host in the target, label by label; a wildcard stands for one label.",
		prevent:
			"Issue certificates for every name that clients dial, and leave names out of scripts that dial something else.",
	},
	fixes: (context) => [
		...clientFixes(
			context,
			"Dial a name that the certificate carries, or tell the client which name to expect.",
		),
		...certificateFixes(context, "Issue the certificate again with the dialled name as DNS SAN."),
	],
	citation: [{ text: "RFC 9525", section: "6.3" }],
}

function judge(facts: RunFacts): readonly Judgement[] {
	const fault = verificationFault(facts, "hostname-mismatch")
	if (fault === undefined) return []
	const wanted = fault.attempt.verification?.name?.wanted ?? facts.run.serverName
	const names = leafOf(fault.attempt)?.sans.dns ?? fault.attempt.verification?.name?.got ?? []
	const shown =
		names.length === 0
			? "other names"
			: `${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}`
	const usable = names.find((name) => !name.startsWith("*."))
	const context = fixContextOf(facts.run, facts.server)
	return [
		{
			...fault.judgement,
			title: `The server's certificate is for ${shown}, not for ${wanted}.`,
			detail: `${fault.reason.text} gRPC clients compare names exactly and ignore the common name.`,
			verdict: `Its certificate is for ${shown}, and ${facts.voice.settings("expect", "asked for")} ${wanted}.`,
			advice:
				usable === undefined
					? "Issue the certificate again with the dialled name."
					: `Expect the name ${usable}, or issue the certificate again with ${wanted}.`,
			...(usable === undefined
				? {}
				: {
						fixes: [
							...clientFixes(
								context,
								`Expect the name ${usable}, which the certificate carries.`,
								{ serverName: usable },
								{
									permguard: `Permguard has no flag for the name: dial ${usable}.`,
								},
							),
							...certificateFixes(context, `Or issue the certificate again with ${wanted} as DNS SAN.`),
						],
					}),
		},
	]
}
