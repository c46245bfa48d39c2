import { clientFixes, operatorFix } from "../client-fixes.ts"
import { judgeSpiffeBundle } from "../judge-spiffe-bundle.ts"
import { verificationFault } from "../judge-verification.ts"
import { shellWord } from "../quote.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"

export const trustBundleMissingOrStale: Rule = {
	id: "trust-bundle-missing-or-stale",
	title: "The roots that should verify the peer are missing, empty or old.",
	severity: "error",
	blame: "client",
	judge,
	prose: {
		seen: [
			{
				stack: "Go",
				line: 'x509: certificate signed by unknown authority (possibly because of "crypto/rsa: verification error" while trying to verify candidate authority certificate',
			},
			{ stack: "go-spiffe", line: 'x509bundle: no X.509 bundle found for trust domain: "other.example"' },
			{ stack: "SPIRE agent", line: "No bundle for trust domain in Workload API response" },
			{ stack: "Linkerd", line: "trust roots are within their validity period … not valid anymore" },
			{ stack: "C-core", line: "Could not load any root certificate." },
		],
		means:
			"A CA was made anew under its old name, a bundle was not rotated, a trust domain is not federated, or the client loads no roots at all (tonic without a roots feature, C-core without roots.pem). The name fits, the key does not.",
		confirm:
			"Compare the key identifier of the issuer on the wire with the one in the bundle; equal names with different keys mean a stale bundle.",
		prevent:
			"Ship old and new root together while a CA is being replaced, and re-read bundles while running.",
	},
	fixes: (context) => [
		...clientFixes(context, "Load the current trust bundle.", { roots: "file" }),
		operatorFix(
			"For another trust domain, federate: give SPIRE the other domain's bundle and let the entry use it.",
			`spire-server bundle set -format spiffe -id ${shellWord(trustDomainId(context.expectSpiffeId))} -path bundle.json`,
		),
	],
	citation: [
		{ text: "RFC 5280", section: "4.2.1.1" },
		{ text: "SPIFFE Federation", section: "5" },
	],
}

function judge(facts: RunFacts): readonly Judgement[] {
	const fault = verificationFault(facts, "trust-bundle-missing-or-stale") ?? unknownSvidIssuer(facts)
	if (fault === undefined) return []
	if (fault.attempt.posture === "spiffe") return [{ ...fault.judgement, ...judgeSpiffeBundle(facts, fault) }]
	return [
		{
			...fault.judgement,
			title: "The trust anchors do not fit the server's certificate any more.",
			detail: `${fault.reason.text} Trust anchors: ${fault.attempt.verification?.trustSource ?? "unknown"}.`,
			verdict: `${facts.voice.Your} CA file is missing or out of date.`,
			advice: "Fetch the current CA certificate again.",
		},
	]
}

/** Among SPIFFE peers an unknown issuer means a bundle that is not the one that signed: no CA file is ever added. */
function unknownSvidIssuer(facts: RunFacts) {
	const fault = verificationFault(facts, "untrusted-issuer")
	return fault?.attempt.posture === "spiffe" ? fault : undefined
}

function trustDomainId(spiffeId: string | undefined): string {
	const domain = spiffeId?.replace(/^spiffe:\/\//, "").split("/", 1)[0]
	return `spiffe://${domain === undefined || domain === "" ? "other.example" : domain}`
}
