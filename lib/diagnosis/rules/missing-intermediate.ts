import { clientFixes } from "../client-fixes.ts"
import { shortName } from "../distinguished-name.ts"
import { verificationFault } from "../judge-verification.ts"
import type { Rule } from "../rule.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

export const missingIntermediate: Rule = {
	id: "missing-intermediate",
	title: "The server does not send its intermediate certificate.",
	severity: "error",
	blame: "server",
	judge: (facts) => {
		const fault = verificationFault(facts, "missing-intermediate")
		if (fault === undefined) return []
		const subject = fault.attempt.verification?.missingIssuer?.subject ?? fault.certificate?.issuer
		const name = subject === undefined ? "an intermediate" : shortName(subject)
		return [
			{
				...fault.judgement,
				title: `The server does not send its intermediate certificate ${name}.`,
				detail: `${fault.reason.text} Between the leaf and the roots one link is missing; the server has to send it.`,
				verdict: `It does not send its intermediate certificate ${name}.`,
				advice: "Let the server send leaf and intermediate in one file, leaf first.",
			},
		]
	},
	prose: {
		seen: [
			{ stack: "Node", line: "UNABLE_TO_VERIFY_LEAF_SIGNATURE: unable to verify the first certificate" },
			{ stack: "Go", line: "x509: certificate signed by unknown authority" },
			{ stack: "Java", line: "unable to find valid certification path to requested target" },
			{ stack: "OpenSSL", line: "Verify return code: 21 (unable to verify the first certificate)" },
		],
		means:
			"The client knows the root, but the leaf was issued by an intermediate that came from nowhere. Browsers fetch or remember such links; gRPC clients do not.",
		confirm: "The server's Certificate message holds one certificate whose issuer is no root.",
		prevent: "Deploy the full chain file (fullchain.pem, tls.crt), never the leaf alone.",
	},
	fixes: (context) => [
		...serverFixes(
			context,
			"serve-chain",
			"Join leaf and intermediate, leaf first, and let the server load that file.",
		),
		...clientFixes(context, "Until then, add the intermediate to the client's CA file beside the root.", {
			roots: "file",
		}),
	],
	citation: [{ text: "RFC 8446", section: "4.4.2" }],
}
