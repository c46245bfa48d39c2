import { clientFixes } from "../client-fixes.ts"
import { verificationFault } from "../judge-verification.ts"
import type { Rule } from "../rule.ts"
import { certificateFixes } from "../snippet/server-fixes.ts"

export const serverCertWrongEku: Rule = {
	id: "server-cert-wrong-eku",
	title: "The server's certificate may not be used by a server.",
	severity: "error",
	blame: "server",
	judge: (facts) => {
		const fault = verificationFault(facts, "server-cert-wrong-eku")
		if (fault === undefined) return []
		const usages = fault.certificate?.eku?.join(", ")
		return [
			{
				...fault.judgement,
				title: `The server's certificate may be used for ${usages ?? "other purposes"}, not for serverAuth.`,
				detail: `${fault.reason.text} It was probably issued as a client certificate.`,
				verdict: "Its certificate is not meant for servers (serverAuth is missing).",
				advice: "Issue the server a certificate with serverAuth.",
			},
		]
	},
	prose: {
		seen: [
			{ stack: "Go", line: "x509: certificate specifies an incompatible key usage" },
			{ stack: "OpenSSL", line: "unsuitable certificate purpose" },
			{ stack: "Java", line: "Extended key usage does not permit use for TLS server authentication" },
			{ stack: "Rust", line: "invalid peer certificate: InvalidPurpose" },
		],
		means: "The extension extendedKeyUsage limits what a certificate is for. This one lacks serverAuth.",
		confirm: "Read the extended key usage of the leaf.",
		prevent: "Issue by role, and give workloads that are both server and client both usages.",
	},
	fixes: (context) => [
		...certificateFixes(context, "Issue the certificate again with extended key usage serverAuth."),
		...clientFixes(context, "Nothing has to change in the client once the certificate allows serverAuth."),
	],
	citation: [{ text: "RFC 5280", section: "4.2.1.12" }],
}
