import { expired, needsCertificate, otherName, wrongUse } from "./cause-lists.ts"
import type { CauseList, Matcher } from "./matcher.ts"

const anyName: CauseList = [
	["hostname-mismatch", 0.8],
	["uri-san-only", 0.3],
	["cn-only-no-san", 0.28],
	["ip-san-missing", 0.2],
]

/** Words about time, names, usage and client certificates, by the library that prints them. Data. */
export const nameMatchers: readonly Matcher[] = [
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
			/CERT_NOT_YET_VALID|CertificateNotYetValid|NotValidYet|(?<!expired )(?:certificate|chain)\b.{0,20} (?:is|uses|was) not yet (?:valid|activated)/i,
		causes: [["not-yet-valid", 0.94]],
		why: "Not before lies ahead, by the clock of whoever verified.",
	},
	{
		pattern:
			/not yet valid(?! ?: current time)|CERT_NOT_YET_VALID|NotValidYet|CertificateNotYetValid|NotBefore:|not valid before/i,
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
		causes: otherName,
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
		causes: needsCertificate,
		why: "The server asked for a client certificate and got none.",
	},
	{
		pattern:
			/failed to verify client'?s? certificate|The SSL certificate error|client certificate (?:verify|verification|authentication) (?:failed|error)|error validating client certificate/i,
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
