import { clientFixes, serverFix } from "../client-fixes.ts"
import { shortName } from "../distinguished-name.ts"
import { verificationFault } from "../judge-verification.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"
import { opensslAddress } from "../snippet/openssl.ts"

export const untrustedIssuer: Rule = {
	id: "untrusted-issuer",
	title: "The server's certificate comes from an authority that the client does not trust.",
	severity: "error",
	blame: "client",
	judge,
	prose: {
		seen: [
			{ stack: "Go", line: "x509: certificate signed by unknown authority" },
			{ stack: "Node", line: "UNABLE_TO_GET_ISSUER_CERT_LOCALLY" },
			{ stack: "Node", line: "SELF_SIGNED_CERT_IN_CHAIN" },
			{
				stack: "Java",
				line: "PKIX path building failed … unable to find valid certification path to requested target",
			},
			{ stack: "Rust", line: "invalid peer certificate: UnknownIssuer" },
			{
				stack: ".NET",
				line: "The remote certificate is invalid because of errors in the certificate chain: PartialChain",
			},
		],
		means:
			"The chain leads to an authority that is not among the client's roots. With a private CA that is the normal start: the client has to be told of it once.",
		confirm: "Compare the issuer at the end of the chain with the subjects in the client's CA file.",
		prevent:
			"Ship the CA certificate with the client's configuration; C-core, Java and Node each read other system stores.",
	},
	fixes: (context) => [
		...clientFixes(
			context,
			"Trust the authority that issued the server's certificate.",
			{ roots: "file" },
			{
				permguard: "Add --tls-ca-file with the authority's certificate (for a test only: --tls-skip-verify).",
			},
		),
		serverFix(
			"Ask the server's owner for the CA certificate over a channel you trust. This shows which one it is.",
			`openssl s_client ${opensslAddress(context)} -alpn h2 -showcerts </dev/null`,
		),
	],
	citation: [
		{ text: "RFC 5280", section: "6.1" },
		{ text: "Permguard transport security guide", section: "Troubleshooting" },
	],
}

function judge(facts: RunFacts): readonly Judgement[] {
	const fault = verificationFault(facts, "untrusted-issuer")
	// Among SPIFFE peers it is the bundle that does not fit, and `trust-bundle-missing-or-stale` says so.
	if (fault === undefined || fault.attempt.posture === "spiffe") return []
	const { attempt } = fault
	const missing = attempt.verification?.missingIssuer?.subject ?? lastIssuer(attempt.chain)
	const issuer = missing === undefined ? "an authority" : shortName(missing)
	const source = attempt.verification?.trustSource ?? "the trust anchors"
	const auto =
		facts.server.issuer?.id === "permguard-auto"
			? " Permguard makes this certificate anew at every start: its ca-cert.pem is good until the next one."
			: ""
	return [
		{
			...fault.judgement,
			title: `The server's certificate is issued by ${issuer}, which is not trusted.`,
			detail: `${fault.reason.text} Trust anchors: ${source}.${auto}`,
			verdict: `Its certificate is issued by ${issuer}, which ${facts.voice.settings("do", "does")} not trust.`,
			advice: facts.run.settings.hasCa
				? "The CA file holds another authority: get the one that issued this certificate."
				: "Add the certificate of that authority as CA file.",
		},
	]
}

function lastIssuer(chain: RunFacts["tried"][number]["chain"]): string | undefined {
	const last = chain?.at(-1)
	return last?.kind === "certificate" ? last.description.issuer : undefined
}
