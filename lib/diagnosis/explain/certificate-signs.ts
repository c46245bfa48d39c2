import type { TextSign } from "./text-sign.ts"

const trust = [
	["untrusted-issuer", 0.7],
	["missing-intermediate", 0.35],
	["self-signed-leaf", 0.3],
	["trust-bundle-missing-or-stale", 0.35],
] as const
const clientTrust = [
	["client-cert-untrusted", 0.75],
	["trust-bundle-missing-or-stale", 0.35],
] as const

/** Signs of certificates: trust, time, names, usage, strength. */
export const certificateSigns: readonly TextSign[] = [
	{
		pattern:
			/signed by unknown authority|unknown authority|UnknownIssuer|unknown[ _]ca\b|UNKNOWN_CA|unable to get local issuer|UNABLE_TO_GET_ISSUER_CERT|PKIX path building failed|unable to find valid certification path|PartialChain|UntrustedRoot|verify error:num=2[01]\b/i,
		why: "The verifier reached no CA that it trusts.",
		causes: trust,
		atServer: clientTrust,
	},
	{
		pattern: /candidate authority certificate|signature check attempts|verification error"? while trying/i,
		why: "A CA of the right name exists, but its key did not sign: the CA was made anew.",
		causes: [
			["trust-bundle-missing-or-stale", 0.85],
			["untrusted-issuer", 0.4],
		],
		atServer: [
			["client-cert-untrusted", 0.8],
			["trust-bundle-missing-or-stale", 0.75],
		],
	},
	{
		pattern: /unable to verify the first certificate|UNABLE_TO_VERIFY_LEAF_SIGNATURE/i,
		why: "Only the leaf was sent and its issuer is not known.",
		causes: [
			["missing-intermediate", 0.85],
			["untrusted-issuer", 0.6],
		],
		atServer: [
			["client-cert-untrusted", 0.7],
			["missing-intermediate", 0.6],
		],
	},
	{
		pattern: /self[- _]signed certificate in (?:certificate )?chain|SELF_SIGNED_CERT_IN_CHAIN/i,
		why: "The chain ends in a root that is not trusted.",
		causes: [
			["untrusted-issuer", 0.85],
			["self-signed-leaf", 0.4],
		],
	},
	{
		pattern:
			/self[- _]signed certificate(?! in)|DEPTH_ZERO_SELF_SIGNED_CERT|CaUsedAsEndEntity|self signed certificate(?! in)/i,
		why: "The certificate is its own issuer.",
		causes: [
			["self-signed-leaf", 0.88],
			["untrusted-issuer", 0.45],
		],
		atServer: [
			["client-cert-untrusted", 0.8],
			["self-signed-leaf", 0.5],
		],
	},
	{
		pattern:
			/CERTIFICATE_VERIFY_FAILED|certificate verify failed|RemoteCertificate(?:Chain|Name)|certificate is invalid according to the validation procedure/i,
		why: "A certificate was rejected; the reason stands elsewhere or was lost.",
		causes: [
			["untrusted-issuer", 0.4],
			["self-signed-leaf", 0.25],
			["expired-server-cert", 0.2],
			["hostname-mismatch", 0.2],
			["missing-intermediate", 0.25],
		],
		atServer: [
			["client-cert-untrusted", 0.45],
			["expired-client-cert", 0.25],
		],
	},
	{
		pattern: /certificate[^\n]{0,40} is not standards compliant/i,
		why: "The system's verifier dislikes a certificate of a private CA.",
		causes: [
			["untrusted-issuer", 0.7],
			["server-cert-wrong-eku", 0.4],
		],
	},
	{
		pattern:
			/no trusted (?:roots|certificates)|roots?\.pem[^\n]{0,60}(?:not found|no such|failed)|Could not (?:load|get) (?:default )?(?:pem )?root|Invalid roots|trust anchors? (?:is|are|must be)[^\n]{0,20}(?:empty|non-empty)|trustAnchors parameter must be non-empty/i,
		why: "The verifier's roots are absent, empty or no longer valid.",
		causes: [["trust-bundle-missing-or-stale", 0.88]],
	},
	{
		pattern: /no (?:X\.?509 )?bundle (?:found )?for trust domain|could not get X509 bundle/i,
		why: "There is no trust bundle for the peer's trust domain.",
		causes: [["trust-bundle-missing-or-stale", 0.95]],
	},
	{
		pattern:
			/is before \d{4}-|not[ _]yet[ _]valid(?!: current)|CERT_NOT_YET_VALID|NotValidYet|NotYetValid|CertificateNotYetValid/i,
		why: "The certificate's validity has not begun.",
		causes: [["not-yet-valid", 0.9]],
	},
	{
		pattern: /certificate has expired or is not yet valid/i,
		why: "The certificate is outside its validity.",
		causes: [
			["expired-server-cert", 0.7],
			["not-yet-valid", 0.35],
		],
		atServer: [
			["expired-client-cert", 0.72],
			["not-yet-valid", 0.35],
		],
	},
	{
		pattern: /is after \d{4}-/i,
		why: "The moment lies after the end of the validity.",
		causes: [["expired-server-cert", 0.8]],
		atServer: [["expired-client-cert", 0.85]],
	},
	{
		pattern:
			/CERT_HAS_EXPIRED|certificate has expired(?! or)|CERTIFICATE_EXPIRED|Certificate(?:_| )?Expired|CertExpired|NotAfter|validity check failed|NotTimeValid|verify error:num=10\b/i,
		why: "A certificate has expired.",
		causes: [["expired-server-cert", 0.8]],
		atServer: [["expired-client-cert", 0.8]],
	},
	{
		pattern:
			/(?:remote error|alert)[^\n]{0,60}expired[ _]certificate|alert[^\n]{0,20}certificate[ _]expired|alert number 45\b|received (?:corrupted )?[^\n]{0,20}alert: ?CertificateExpired/i,
		why: "The peer says by alert that our certificate has expired; the alert is sent for one that is not yet valid as well.",
		causes: [
			["expired-client-cert", 0.9],
			["not-yet-valid", 0.3],
		],
		atServer: [
			["expired-server-cert", 0.9],
			["not-yet-valid", 0.3],
		],
	},
	{
		pattern: /agent is not attested or no longer valid/i,
		why: "The agent's own certificate is no longer accepted.",
		causes: [
			["expired-client-cert", 0.75],
			["permission-denied-authz", 0.35],
		],
	},
	{ pattern: /revoked/i, why: "A certificate was revoked.", causes: [["revoked", 0.9]] },
	{
		pattern: /legacy Common Name field|CommonName[^\n]{0,40}(?:ignored|deprecated)/i,
		why: "The name stands only in the common name.",
		causes: [["cn-only-no-san", 0.95]],
	},
	{
		pattern:
			/doesn't contain any IP SANs|does not contain any IP SANs|No subject alternative names matching IP address|IP address mismatch|IP:?\s?[\d.]+ is not in the cert's list|certificate is valid for[^\n]{0,200}, not \d{1,3}(?:\.\d{1,3}){3}/i,
		why: "An address was dialled and the certificate lists no such address.",
		causes: [
			["ip-san-missing", 0.92],
			["hostname-mismatch", 0.4],
		],
	},
	{
		pattern: /not valid for any names|No name matching [^\n]{1,200} found/i,
		why: "The certificate carries no DNS name at all, as SPIFFE certificates do.",
		causes: [
			["uri-san-only", 0.8],
			["cn-only-no-san", 0.4],
			["hostname-mismatch", 0.4],
		],
	},
	{
		pattern:
			/certificate is valid for|Hostname mismatch|hostname[^\n]{0,40}(?:doesn't|does not|not) match|ERR_TLS_CERT_ALTNAME_INVALID|does not match certificate's altnames|NotValidForName|No subject alternative DNS name matching|Peer name [^\n]{1,200} is not in peer certificate|RemoteCertificateNameMismatch|verify error:num=62\b|no alternative certificate subject name matches/i,
		why: "No name of the certificate is the one that was dialled.",
		causes: [
			["hostname-mismatch", 0.85],
			["uri-san-only", 0.3],
			["cn-only-no-san", 0.25],
		],
	},
	{
		pattern:
			/incompatible key usage|ExtendedKeyUsage|BadExtendedKeyUsage|CertNotValidForPurpose|InvalidPurpose|unsuitable certificate purpose|UNSUPPORTED_CERTIFICATE_PURPOSE|INVALID_PURPOSE|unsupported certificate purpose|NotValidForUsage/i,
		why: "The certificate's extended key usage does not allow this use.",
		causes: [["server-cert-wrong-eku", 0.85]],
		atServer: [["client-cert-wrong-eku", 0.9]],
	},
	{
		pattern: /unsupported[ _]certificate\b|alert number 43\b|UnsupportedCertificate/i,
		why: "The peer cannot use our certificate, often for its usage or its key.",
		causes: [
			["client-cert-wrong-eku", 0.6],
			["client-cert-untrusted", 0.35],
		],
		atServer: [
			["server-cert-wrong-eku", 0.55],
			["untrusted-issuer", 0.35],
		],
	},
	{
		pattern:
			/invalid CA certificate|basic constraints|not a CA certificate|parent certificate cannot sign|INVALID_CA\b|CA:FALSE|error 24 at/i,
		why: "A certificate signs others without being marked as a CA.",
		causes: [["ca-without-basic-constraints", 0.9]],
	},
	{
		pattern:
			/(?:permitted|excluded) subtree|name constraint|not permitted by (?:any )?constraint|NameConstraintViolation|CANotAuthorizedForThisName/i,
		why: "A CA may not issue for this name.",
		causes: [["name-constraint-violation", 0.93]],
	},
	{
		pattern:
			/key too weak|key too small|EE_KEY_TOO_SMALL|MD_TOO_WEAK|insecure algorithm|md too weak|(?:weak|unsupported) signature algorithm|DH_KEY_TOO_SMALL|SHA1-RSA/i,
		why: "A key or signature is too weak for the verifier.",
		causes: [["weak-signature-or-key", 0.93]],
	},
	{
		pattern:
			/unexpected (?:peer|trust domain|ID)|unexpected SPIFFE|is not in (?:the )?(?:trust domain|authorized)|SAN matcher|spiffe[^\n]{0,80}(?:mismatch|does not match|not authorized)/i,
		why: "The peer's identity is not the one that was expected.",
		causes: [["wrong-spiffe-id", 0.88]],
	},
	{
		pattern: /contains no URI SAN|could not get (?:leaf )?SPIFFE ID|more than one URI SAN/i,
		why: "The certificate is no X.509-SVID.",
		causes: [["wrong-spiffe-id", 0.9]],
	},
]
