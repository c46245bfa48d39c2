import {
	bareEnd,
	damaged,
	expired,
	loneLeaf,
	needsCertificate,
	noAuthority,
	noOverlap,
	notTls,
	otherName,
	unknownAuthority,
	unnamedFault,
	untrustedRoot,
	versionsApart,
	weak,
	wrongUse,
} from "./cause-lists.ts"
import type { Matcher } from "./matcher.ts"

/** Words of GnuTLS, NSS, Erlang, Apple, Android, Schannel, rustls, curl and PHP, beside those of the bigger tables. Data. */
export const libraryMatchers: readonly Matcher[] = [
	{
		pattern:
			/certificate issuer is unknown|SEC_ERROR_UNKNOWN_ISSUER|Certificate issuer is not recognized|SEC_ERROR_UNTRUSTED_ISSUER|Trust anchor for certification path not found|not chain (?:with|to) any|terminated in a root certificate which is not trusted|might be connecting to a server that is pretending|no trusted certificate (?:found|authority)|is not from a trusted|X509 - Certificate verification failed|not (?:in|from) (?:a |the )?trusted (?:root|CA)|CA chain cannot be verified/i,
		causes: unknownAuthority,
		why: "The verifier has no authority that stands behind this certificate.",
	},
	{
		pattern: /certificate (?:of \S{1,100} )?is not trusted\b/i,
		causes: {
			client: [
				["untrusted-issuer", 0.62],
				["self-signed-leaf", 0.3],
				["trust-bundle-missing-or-stale", 0.3],
				["missing-intermediate", 0.25],
			],
			server: [["client-cert-untrusted", 0.65]],
		},
		why: "The certificate was not accepted; GnuTLS says so of every fault, and the reason stands behind it.",
	},
	{
		pattern: /MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT|selfsigned_peer|certificate is self.signed/i,
		causes: untrustedRoot,
		why: "The certificate is its own issuer, or ends in a root that is not trusted.",
	},
	{
		pattern:
			/unable to get certificate CRL|CRL has expired|RevocationStatusUnknown|OfflineRevocation|UnknownRevocationStatus|revocation (?:server was offline|status.{0,20}unknown|function was unable)/i,
		causes: [
			["trust-bundle-missing-or-stale", 0.6],
			["revoked", 0.45],
		],
		why: "The verifier wants a revocation list and has none that is current.",
	},
	{
		pattern:
			/uses expired certificate|\bExpiredContext\b|SEC_ERROR_EXPIRED|certificate expired\b|expired certificate\b(?<!tls: expired certificate)|certificate.{0,60}\b(?:is|was) (?:already )?expired|cert_expired|not valid anymore|TlsCertificateExpired|certificate is no longer valid/i,
		causes: expired,
		why: "The time of not after has passed, by the clock of whoever verified.",
	},
	{
		pattern:
			/certificate not valid yet|\bNotValidYetContext\b|certificate is not yet (?:valid|activated)|not yet activated|future notBefore/i,
		causes: [["not-yet-valid", 0.92]],
		why: "Not before lies ahead, by the clock of whoever verified.",
	},
	{
		pattern:
			/name in the certificate does not match|BAD_CERT_DOMAIN|no alternative certificate subject name matches|certificate not valid for name|certificate subject name.{0,200}does not match|certificate does not match|did not match expected CN|not match target host|target principal name is incorrect|name mismatch|hostname_check_failed|Cert does not contain a DNS name|not valid for domain name/i,
		causes: otherName,
		why: "None of the certificate's names is the wanted one.",
	},
	{
		pattern:
			/NotValidForUsage|CertificateWrongUsage|certificate is not valid for the requested usage|key usage.{0,40}(?:not|in)compatible|INADEQUATE_CERT_TYPE|not (?:valid|allowed) for (?:client|server) auth/i,
		causes: wrongUse,
		why: "The usages in the certificate do not allow this side of TLS.",
	},
	{
		pattern:
			/RemoteCertificateNotAvailable|null cert chain|client certificate not presented|peer sent no certificates|sent no required SSL certificate|no client certificate (?:was )?(?:presented|provided|sent|received)|CERTIFICATE_REQUIRED_ALERT|TLSV1_CERTIFICATE_REQUIRED|client (?:did not|didn't) (?:present|send|provide) (?:a |any )?certificate|BadCertificate.{0,20}no certificate|requires? (?:a )?client cert/i,
		causes: needsCertificate,
		why: "A client certificate was asked for, and none was sent.",
	},
	{
		pattern:
			/rejected by the provided RemoteCertificateValidationCallback|ApplicationVerificationFailure|certificate was rejected\b(?!: RemoteCertificateNot)/i,
		causes: unnamedFault,
		why: "The program's own check rejected the certificate without saying why.",
	},
	{
		pattern:
			/Secret is not supplied by SDS|tls\.v3\.Secret rejected|SdsApi.{0,60}(?:timeout|rejected|failed)/i,
		causes: [
			["workload-no-identity", 0.7],
			["partial-config", 0.5],
			["workload-api-unavailable", 0.4],
		],
		why: "Envoy waits for a certificate that its secret service has not delivered.",
	},
	{
		pattern: /verify cert failed: verify SAN list|verify_cert_failed:_verify_SAN_list/i,
		causes: [
			["wrong-spiffe-id", 0.6],
			["hostname-mismatch", 0.5],
		],
		why: "Envoy compared the names in the certificate with a list, and none is on it.",
	},
	{
		pattern:
			/SSL_ERROR_RX_RECORD_TOO_LONG|unexpected TLS packet|packet length too long|invalid SSL record|record layer failure|token supplied to the function is invalid|InvalidMessage|not a (?:valid )?TLS (?:record|handshake|packet)|unknown protocol\b.{0,40}SSL|SSL.{0,60}unknown protocol|Invalid TLS record|TLS packet with unexpected length/i,
		causes: notTls,
		why: "The bytes that arrived are no TLS record.",
	},
	{
		pattern:
			/tls handshake eof|Remote host (?:terminated|closed connection during) (?:the )?handshake|while performing TLS negotiation|non-properly terminated|unexpected EOF or 0 bytes|EOF occurred in violation|peer closed connection without sending TLS close_notify|SSLHandshakeException: Connection closed|closed abruptly|errSSLClosed|Connection closed during.{0,20}handshake|SSLEOFError/i,
		causes: bareEnd,
		why: "The connection ended in the middle of the handshake, without an alert.",
	},
	{
		pattern:
			/NO_CYPHER_OVERLAP|SelectedUnoffered\w{0,40}|no negotiable cipher|Could not generate DH keypair|cipher suites? in common|do(?:es)? not possess a common algorithm|unconfigured cipher suite|selected unsupported curve|wrong signature type|no mutually supported|cipher suites are inappropriate|INADEQUATE_SECURITY|insufficient_security|unsupported curve|no (?:matching|suitable|overlapping) (?:cipher|ciphers|group|curve)|Could not negotiate a supported cipher|insufficient security/i,
		causes: noOverlap,
		why: "The lists of cipher suites, groups or signature schemes do not overlap.",
	},
	{
		pattern:
			/is not accepted by client preferences|selected unsupported protocol version|ServerDoesNotSupportTls|Tls1[0-3]NotOffered|SupportedVersionsExtensionRequired|UNSUPPORTED_VERSION|unsafe legacy renegotiation|UNSAFE_LEGACY_RENEGOTIATION|ssl_choose_client_version|tls version.{0,20}(?:not supported|unsupported|too low)|minimum (?:required )?TLS version|no supported versions satisfy/i,
		causes: versionsApart,
		why: "The versions that both sides offer do not overlap.",
	},
	{
		pattern:
			/INSECURE_ALGORITHM|does not comply (?:to|with) algorithm constraints|WEAK_SERVER|weak RSA key|RSA key (?:too small|larger than)|keysize limits|signature algorithm.{0,30}(?:disabled|insecure|not allowed)|CERT_SIGNATURE_ALGORITHM_DISABLED|insecure signature|uses an? (?:insecure|weak)|DH.{0,20}too small|ca key too small/i,
		causes: weak,
		why: "The verifier's security level refuses this signature or key.",
	},
	{
		pattern:
			/does not include key usage|CA cert not marked critical|is not a CA cert|UnsupportedCertVersion|SEC_ERROR_CA_CERT_INVALID|INVALID_CA\b|not (?:marked as )?a certificate authority|CA flag/i,
		causes: noAuthority,
		why: "A link of the chain lacks what marks it as an authority.",
	},
	{
		pattern: /Missing Authority Key Identifier|Missing Subject Key Identifier/i,
		causes: [
			["untrusted-issuer", 0.6],
			["ca-without-basic-constraints", 0.5],
		],
		why: "Python 3.13 and newer verify strictly, and this private authority left a key identifier out.",
	},
	{
		pattern:
			/invalid peer certificate: BadSignature|BadSignature\b|signature verification (?:failed|error)|certificate signature failure|invalid signature\b/i,
		causes: [
			["trust-bundle-missing-or-stale", 0.6],
			["untrusted-issuer", 0.45],
			["weak-signature-or-key", 0.4],
		],
		why: "A signature does not fit the key of the authority: most often an authority of the same name was made anew.",
	},
	{
		pattern: /BadEncoding|BadDer|TrailingData.{0,20}cert/i,
		causes: [
			["unreadable-certificate", 0.6],
			["bad-pem-or-key", 0.5],
		],
		why: "The certificate does not have the structure that it must have.",
	},
	{
		pattern:
			/Tag mismatch|cannot decrypt peer|AEADBadTag|bad_record_mac|SSL_ERROR_BAD_MAC_READ|decryption failed\b(?! or bad password)/i,
		causes: damaged,
		why: "A record could not be decrypted: its bytes were changed on the way, or belong elsewhere.",
	},
	{
		pattern: /unable to verify leaf signature/i,
		causes: loneLeaf,
		why: "Only the leaf was sent, and its issuer is unknown.",
	},
]
