import type { CauseList, Matcher } from "./matcher.ts"

const unknownAuthority: { readonly client: CauseList; readonly server: CauseList } = {
	client: [
		["untrusted-issuer", 0.85],
		["self-signed-leaf", 0.3],
		["missing-intermediate", 0.32],
		["trust-bundle-missing-or-stale", 0.3],
		["tls-interception", 0.12],
	],
	server: [
		["client-cert-untrusted", 0.88],
		["trust-bundle-missing-or-stale", 0.3],
	],
}
const expired: { readonly client: CauseList; readonly server: CauseList } = {
	client: [
		["expired-server-cert", 0.88],
		["not-yet-valid", 0.25],
		["trust-bundle-missing-or-stale", 0.12],
	],
	server: [
		["expired-client-cert", 0.88],
		["not-yet-valid", 0.2],
	],
}
const wrongUse: { readonly client: CauseList; readonly server: CauseList } = {
	client: [
		["server-cert-wrong-eku", 0.85],
		["ca-without-basic-constraints", 0.2],
	],
	server: [["client-cert-wrong-eku", 0.9]],
}
const anyName: CauseList = [
	["hostname-mismatch", 0.8],
	["uri-san-only", 0.3],
	["cn-only-no-san", 0.28],
	["ip-san-missing", 0.2],
]
const nothingSaid: CauseList = [
	["untrusted-issuer", 0.5],
	["self-signed-leaf", 0.35],
	["trust-bundle-missing-or-stale", 0.33],
	["expired-server-cert", 0.3],
	["missing-intermediate", 0.28],
	["hostname-mismatch", 0.2],
	["not-yet-valid", 0.1],
]

/** Words about certificates, chains and names, by the library that prints them. Data. */
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
			/PKIX path building failed|unable to find valid certification path|SunCertPathBuilderException|trustAnchors parameter must be non-empty/i,
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
			/trustAnchors parameter must be non-empty|roots?\.pem|no root certificates?|could not load any root|root cert(?:ificate)?s? (?:not found|missing)/i,
		causes: [["trust-bundle-missing-or-stale", 0.9]],
		why: "The verifier has no roots at all.",
	},
	{
		pattern: /UNABLE_TO_VERIFY_LEAF_SIGNATURE|unable to verify the first certificate|verify error:num=21/i,
		causes: [
			["missing-intermediate", 0.8],
			["untrusted-issuer", 0.45],
			["tls-interception", 0.1],
		],
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
		causes: {
			client: [
				["untrusted-issuer", 0.88],
				["self-signed-leaf", 0.3],
				["tls-interception", 0.2],
				["trust-bundle-missing-or-stale", 0.25],
			],
			server: [["client-cert-untrusted", 0.88]],
		},
		why: "The chain ends in a root that is not trusted.",
	},
	{
		pattern:
			/DEPTH_ZERO_SELF_SIGNED_CERT|self.?signed certificate(?! in)|verify error:num=18|self signed cert\b|CaUsedAsEndEntity/i,
		causes: {
			client: [
				["self-signed-leaf", 0.9],
				["untrusted-issuer", 0.45],
			],
			server: [
				["client-cert-untrusted", 0.8],
				["self-signed-leaf", 0.3],
			],
		},
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
		causes: {
			client: nothingSaid,
			server: [
				["client-cert-untrusted", 0.6],
				["expired-client-cert", 0.3],
			],
		},
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
		causes: {
			client: nothingSaid,
			server: [
				["client-cert-untrusted", 0.6],
				["expired-client-cert", 0.3],
			],
		},
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
	// Time
	{
		pattern: /is before \d{4}-\d\d-\d\dT/,
		causes: [["not-yet-valid", 0.95]],
		why: "The time of the verifier lies before not before.",
	},
	{
		pattern: /is after \d{4}-\d\d-\d\dT/,
		causes: { client: [["expired-server-cert", 0.93]], server: [["expired-client-cert", 0.93]] },
		why: "The time of the verifier lies after not after.",
	},
	{
		pattern:
			/certificate has expired|CERT_HAS_EXPIRED|CertificateExpiredException|NotAfter:|peer certificate: Expired|certificate is expired|NotTimeValid|\bCertExpired\b/i,
		causes: expired,
		why: "The time of not after has passed, by the clock of whoever verified.",
	},
	{
		pattern:
			/not yet valid(?! ?: current time)|CERT_NOT_YET_VALID|NotValidYet|CertificateNotYetValid|NotBefore:/i,
		causes: [["not-yet-valid", 0.6]],
		why: "Not before lies ahead, by the clock of whoever verified.",
	},
	{
		pattern: /agent is not attested or no longer valid/i,
		causes: [
			["expired-client-cert", 0.8],
			["permission-denied-authz", 0.3],
			["trust-bundle-missing-or-stale", 0.25],
		],
		why: "SPIRE no longer accepts the agent's own SVID.",
	},
	// Names
	{
		pattern: /certificate is not valid for any names/i,
		causes: [
			["uri-san-only", 0.85],
			["cn-only-no-san", 0.4],
			["hostname-mismatch", 0.3],
		],
		why: "The certificate has no DNS name: typical of X.509-SVIDs.",
	},
	{
		pattern: /No name matching .{1,200} found/i,
		causes: [
			["uri-san-only", 0.7],
			["cn-only-no-san", 0.5],
			["hostname-mismatch", 0.5],
		],
		why: "Java found no DNS name at all and tried the common name.",
	},
	{
		pattern: /certificate is valid for .{1,500}, not /i,
		causes: [["hostname-mismatch", 0.95]],
		why: "Go lists the names that the certificate has, and the wanted one is not among them.",
	},
	{
		pattern:
			/doesn'?t contain any IP SANs|No subject alternative names matching IP address|IP: .{1,64} is not in the cert|IP address mismatch/i,
		causes: [
			["ip-san-missing", 0.95],
			["hostname-mismatch", 0.2],
		],
		why: "An IP address was dialled, and the certificate carries none.",
	},
	{
		pattern: /relies on legacy Common Name|use SANs|x509ignoreCN|CommonName.{0,30}deprecated/i,
		causes: [["cn-only-no-san", 0.95]],
		why: "Go says that the name stands in the common name only.",
	},
	{
		pattern:
			/No subject alternative DNS name matching|ERR_TLS_CERT_ALTNAME_INVALID|does not match certificate's altnames|Host(?:name|: \S{1,200} is not)|NotValidForName|RemoteCertificateNameMismatch|subject name does not match|verify error:num=62/i,
		causes: [
			["hostname-mismatch", 0.88],
			["uri-san-only", 0.15],
			["ip-san-missing", 0.2],
		],
		why: "None of the certificate's names is the wanted one.",
	},
	{
		pattern: /Peer name .{1,300} is not in peer certificate/i,
		causes: anyName,
		why: "C-core compared the dialled name with the certificate's.",
	},
	{
		pattern: /No subject alternative names present/i,
		causes: [
			["cn-only-no-san", 0.7],
			["ip-san-missing", 0.5],
			["uri-san-only", 0.3],
		],
		why: "Java found no subject alternative names.",
	},
	// Usage
	{
		pattern:
			/incompatible key usage|unsuitable certificate purpose|INVALID_PURPOSE|unsupported certificate purpose|InvalidPurpose|does not permit use for TLS|Extended key usage/i,
		causes: wrongUse,
		why: "The extended key usage does not allow this side of TLS.",
	},
	// Client certificates
	{
		pattern:
			/No required SSL certificate was sent|PEER_DID_NOT_RETURN_A_CERTIFICATE|peer did not return a certificate|client didn'?t provide a certificate|Empty client certificate chain|NoCertificatesPresented|certificate_required|certificate required/i,
		causes: [["client-cert-required", 0.95]],
		why: "The server asked for a client certificate and got none.",
	},
	{
		pattern:
			/failed to verify client'?s? certificate|The SSL certificate error|client certificate (?:verify|verification) (?:failed|error)|error validating client certificate/i,
		causes: [
			["client-cert-untrusted", 0.5],
			["expired-client-cert", 0.25],
			["client-cert-wrong-eku", 0.2],
		],
		why: "The server judged the client's certificate and did not accept it.",
	},
	// SNI
	{
		pattern:
			/Ingress Controller Fake Certificate|TRAEFIK DEFAULT CERT|server name: ?null|no SNI|unrecognized.?name|missing server name|InvalidDNSNameError|invalid server name/i,
		causes: [
			["sni-missing-or-wrong", 0.88],
			["hostname-mismatch", 0.3],
		],
		why: "The server chose a certificate of another name, or got no name.",
	},
]
