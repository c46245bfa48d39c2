import { loneLeaf, ownIssuer, unknownAuthority, unnamedFault, untrustedRoot } from "./cause-lists.ts"
import type { Matcher } from "./matcher.ts"

/** Words about authorities and chains, by the library that prints them. Data. */
export const certificateMatchers: readonly Matcher[] = [
	// Authorities and chains
	{
		pattern: /certificate signed by unknown authority/i,
		causes: unknownAuthority,
		why: "Go found no trusted authority at the end of the chain.",
	},
	{
		pattern: /possibly because of .{0,20}(?:crypto\/\w+: verification error|x509: \w+ verification failure)/i,
		causes: {
			client: [["trust-bundle-missing-or-stale", 0.93]],
			server: [
				["client-cert-untrusted", 0.93],
				["trust-bundle-missing-or-stale", 0.6],
			],
		},
		why: "An authority of the same name is trusted, and its key does not fit: it was made anew.",
	},
	{
		pattern:
			/insecure algorithm SHA1|SHA1-?(?:RSA|WithRSA)|md too weak|key too (?:weak|small)|digest algorithm too weak|CA_MD_TOO_WEAK|EE_KEY_TOO_SMALL|dh key too small|Algorithm constraints check failed|weak signature/i,
		causes: [["weak-signature-or-key", 0.95]],
		why: "The verifier's security level refuses this signature or key.",
	},
	{
		pattern: /UnknownIssuer/,
		causes: {
			client: [
				["untrusted-issuer", 0.8],
				["self-signed-leaf", 0.3],
				["missing-intermediate", 0.3],
				["trust-bundle-missing-or-stale", 0.4],
				["weak-signature-or-key", 0.1],
			],
			server: [["client-cert-untrusted", 0.88]],
		},
		why: "rustls found no trust anchor for the chain.",
	},
	{
		pattern:
			/PKIX path building failed|No trusted certificate found|unable to find valid certification path|SunCertPathBuilderException|trustAnchors parameter must be non-empty/i,
		causes: {
			client: [
				["untrusted-issuer", 0.82],
				["self-signed-leaf", 0.32],
				["missing-intermediate", 0.35],
				["trust-bundle-missing-or-stale", 0.3],
			],
			server: [["client-cert-untrusted", 0.88]],
		},
		why: "Java found no path to a trusted authority.",
	},
	{
		pattern:
			/trustAnchors parameter must be non-empty|roots?\.pem|no (?:native )?root (?:CA )?certificates?|pem root certs|server root certificates|failed to load system roots|load_system_roots|setting certificate verify locations|no trust anchors?\b|error setting certificate file|could not load any root|root cert(?:ificate)?s? (?:not found|missing)/i,
		causes: [["trust-bundle-missing-or-stale", 0.9]],
		why: "The verifier has no roots at all.",
	},
	{
		pattern: /UNABLE_TO_VERIFY_LEAF_SIGNATURE|unable to verify the first certificate|verify error:num=21/i,
		causes: loneLeaf,
		why: "Only the leaf was sent, and its issuer is unknown.",
	},
	{
		pattern: /UNABLE_TO_GET_ISSUER_CERT|unable to get (?:local )?issuer certificate|verify error:num=20/i,
		causes: {
			client: [
				["untrusted-issuer", 0.8],
				["missing-intermediate", 0.5],
				["trust-bundle-missing-or-stale", 0.25],
			],
			server: [["client-cert-untrusted", 0.88]],
		},
		why: "OpenSSL does not know the issuer of a link.",
	},
	{
		pattern: /SELF_SIGNED_CERT_IN_CHAIN|self.signed certificate in certificate chain|verify error:num=19/i,
		causes: untrustedRoot,
		why: "The chain ends in a root that is not trusted.",
	},
	{
		pattern:
			/DEPTH_ZERO_SELF_SIGNED_CERT|self.?signed certificate(?! in)|verify error:num=18|self signed cert\b|CaUsedAsEndEntity/i,
		causes: ownIssuer,
		why: "The leaf is its own issuer.",
	},
	{
		pattern:
			/PartialChain|certificate chain (?:was issued by an authority that is not trusted|could not be built)/i,
		causes: {
			client: [
				["untrusted-issuer", 0.82],
				["missing-intermediate", 0.45],
				["trust-bundle-missing-or-stale", 0.3],
			],
			server: [["client-cert-untrusted", 0.8]],
		},
		why: ".NET could not build the chain to a trusted root.",
	},
	{
		pattern: /UntrustedRoot/i,
		causes: {
			client: [
				["untrusted-issuer", 0.85],
				["self-signed-leaf", 0.35],
			],
			server: [["client-cert-untrusted", 0.85]],
		},
		why: ".NET does not trust the root of the chain.",
	},
	{
		pattern: /invalid according to the validation procedure/i,
		causes: unnamedFault,
		why: ".NET rejected the certificate without saying why.",
	},
	{
		pattern: /not standards compliant/i,
		causes: [
			["untrusted-issuer", 0.7],
			["server-cert-wrong-eku", 0.4],
			["cn-only-no-san", 0.3],
			["weak-signature-or-key", 0.3],
		],
		why: "macOS says so of certificates from private authorities.",
	},
	{
		pattern: /CERTIFICATE_VERIFY_FAILED|certificate verify failed/i,
		causes: unnamedFault,
		why: "OpenSSL or BoringSSL rejected the chain; the reason stands beside it or is missing.",
	},
	{
		pattern: /signature check attempts limit reached/i,
		causes: [
			["trust-bundle-missing-or-stale", 0.85],
			["untrusted-issuer", 0.3],
		],
		why: "Too many authorities of the same name are in the bundle.",
	},
	{
		pattern:
			/no X\.?509 bundle|No bundle for trust domain|trust bundle.{0,40}(?:not found|missing|empty|expired)|roots? are within their validity|Invalid roots|no (?:trust )?bundle/i,
		causes: [
			["trust-bundle-missing-or-stale", 0.93],
			["wrong-spiffe-id", 0.25],
		],
		why: "There is no valid bundle for this trust domain.",
	},
	{
		pattern: /\brevoked\b|X509_V_ERR_CERT_REVOKED/i,
		causes: [["revoked", 0.9]],
		why: "The verifier found the certificate on a revocation list.",
	},
	// Authorities that may not issue
	{
		pattern:
			/invalid CA certificate|not a CA certificate|basic constraints (?:check failed|error|extension)|parent certificate cannot sign|EndEntityUsedAsCa|error 24 at|pathlen|path length constraint|too many intermediates/i,
		causes: [["ca-without-basic-constraints", 0.93]],
		why: "A link of the chain is not marked as an authority.",
	},
	{
		pattern:
			/(?:permitted|excluded) subtree violation|not authorized to sign for this name|name ?constraints?|NameConstraintViolation/i,
		causes: [["name-constraint-violation", 0.93]],
		why: "The chain limits the names that its authority may issue for.",
	},
]
