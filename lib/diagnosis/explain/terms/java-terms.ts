import {
	badBytes,
	bareEnd,
	brokenSignature,
	cut,
	noAuthority,
	noCurrentList,
	noHttp2,
	noOverlap,
	oddCertificate,
	otherName,
	unknownAuthority,
	unnamedHandshake,
	versionsApart,
	weak,
	wrongProtocol,
	wrongUse,
} from "../cause-lists.ts"
import type { TermGroup } from "./term-index.ts"

/** Words of the JDK's security classes, Netty, OkHttp and grpc-java. Data. */
export const javaTerms: readonly TermGroup[] = [
	{
		causes: badBytes,
		why: "The store, key or certificate is not what was expected, or its password is another.",
		terms: `invalid keystore format
			unrecognized keystore format
			unsupported keystore
			keystore was tampered with
			keystore password was incorrect
			get key failed
			cannot recover key
			unrecoverable key exception
			bad padding exception
			given final block not properly padded
			pad block corrupted
			input not an x 509 certificate
			could not parse certificate
			unable to initialize java io ioexception
			rejects tag type
			short read of der length
			algid parse error
			der input
			derinputstream getlength
			extra data given to derinputstream
			illegal base64 character
			does not identify a key entry
			file does not contain valid private key
			does not contain valid certificates
			found no certificates
			no certificate data found
			no private key in
			failed to create sslcontext
			failed to create ssl context
			unable to create ssl context
			could not create ssl context
			error creating ssl context
			failed to initialize ssl context
			failed to build ssl context
			certificate parsing exception
			invalid key spec exception`,
	},
	{
		causes: [
			["trust-bundle-missing-or-stale", 0.85],
			["file-unreadable", 0.5],
			["untrusted-issuer", 0.4],
		],
		why: "The verifier's own store of authorities is not there.",
		terms: `inaccessible trust store
			not available key store
			truststore * not found
			trust store * not found
			no trust manager
			problem accessing trust store`,
	},
	{
		causes: noCurrentList,
		why: "The verifier wants a word on revocation and has none.",
		terms: `could not determine revocation status
			unable to determine revocation status
			unable to check revocation
			revocation status unknown
			does not specify ocsp responder`,
	},
	{
		causes: brokenSignature,
		why: "A signature or a name in the chain does not fit its issuer: most often one of the same name was made anew.",
		terms: `subject issuer name chaining check failed
			certpathvalidatorexception signature check failed
			validator exception * signature check failed
			pkix path validation failed * signature check failed
			signature does not match
			certificate does not verify with supplied key
			certificate signature did not verify`,
	},
	{
		causes: noAuthority,
		why: "A link of the chain may not issue, or not so deep.",
		terms: `basic constraints check failed
			this is not a ca certificate
			pathlenconstraint violated
			ca key usage check failed
			keycertsign bit is not set
			violated path length constraints`,
	},
	{
		causes: wrongUse,
		why: "The usages in the certificate do not allow this side of TLS.",
		terms: `keyusage does not allow digital signatures
			keyusage does not allow key encipherment
			keyusage does not allow key agreement
			key usage does not allow
			netscape cert type does not permit
			does not permit use for tls
			does not permit use for`,
	},
	{
		causes: oddCertificate,
		why: "The certificate holds something that the verifier does not know and must not pass over.",
		terms: `unrecognized critical extension
			unsupported critical extension
			certificate contains unsupported critical extensions`,
	},
	{
		causes: unknownAuthority,
		why: "The verifier has no authority that stands behind this certificate.",
		terms: `untrusted certificate
			path does not chain with any of the trust anchors
			found no trust anchor
			no trust anchor found
			unable to construct a valid chain`,
	},
	{
		causes: noHttp2,
		why: "The two sides, or the program and its TLS library, did not agree on h2.",
		terms: `alpn is not configured properly
			alpn not properly configured
			alpn not configured
			could not find tls alpn provider
			alpn is not supported
			tls extension negotiation failed
			failed alpn negotiation
			unable to find compatible protocol`,
	},
	{
		causes: bareEnd,
		why: "The connection ended in the middle of the handshake, without an alert.",
		terms: `channel closed while performing protocol negotiation
			channel closed during protocol negotiation
			connection closed while performing
			connection closed after * handshake
			ssl peer shut down incorrectly
			closed connection during handshake
			remote host terminated the handshake
			closing inbound before receiving peer s close notify
			ssl closed engine exception`,
	},
	{
		causes: cut,
		why: "The other side cut the connection.",
		terms: `socketexception connection reset
			ioexception connection reset
			closed channel exception`,
	},
	{
		causes: versionsApart,
		why: "The versions that both sides offer do not overlap.",
		terms: `protocol version is not enabled or not supported
			not enabled or supported in server context
			client supported protocol versions * are not accepted
			server selected protocol version * is not accepted
			protocol is disabled or cipher suites are inappropriate
			unsupported or unrecognized protocol
			no enabled protocols`,
	},
	{
		causes: noOverlap,
		why: "The lists of cipher suites, groups or signature schemes do not overlap.",
		terms: `no negotiable cipher suite
			no appropriate cipher suite
			no available cipher suite
			no common named group
			no cipher suites in common
			no x 509 cert selected for
			unsupported ciphersuite
			unsupported signature scheme
			illegal cipher suite
			no supported signature algorithm
			no mandatory signature algorithms extension
			unsupported named group
			no available authentication scheme`,
	},
	{
		causes: weak,
		why: "The verifier's security level refuses this signature or key.",
		terms: `algorithm constraints check failed
			does not conform to algorithm constraints
			uses a * key which is considered a security risk
			rsa keys must be at least
			prime size must be multiple of`,
	},
	{
		causes: otherName,
		why: "None of the certificate's names is the wanted one.",
		terms: `hostname * not verified
			cannot verify hostname
			certificate identity does not match server name
			no subject alternative dns name matching
			doesn t match any of the subject alternative names
			certificate for * doesn t match`,
	},
	{
		causes: [
			["sni-missing-or-wrong", 0.88],
			["hostname-mismatch", 0.3],
		],
		why: "The server knows no certificate for the name that was asked for.",
		terms: `unrecognized server name indication
			unable to indicate server name
			illegal server name`,
	},
	{
		causes: wrongProtocol,
		why: "What was read as HTTP/2 is something else.",
		terms: `protocol error invalid settings id
			invalid settings id
			protocol error expected a connection header
			expected a connection header
			expected a settings frame
			http2 exception unexpected http 1
			first received frame was not settings
			protocol error error reading header list
			unexpected connection preface`,
	},
	{
		causes: unnamedHandshake,
		why: "The words say that the peer's certificate was not accepted, and not why.",
		terms: `peer not authenticated
			peer not verified
			no trusted certificate
			general sslengine problem
			ssl handshake failed`,
	},
	{
		causes: [
			["connection-refused", 0.4],
			["timeout-or-blackhole", 0.3],
			["untrusted-issuer", 0.22],
			["other-not-security", 0.2],
			["plaintext-client-to-tls-server", 0.2],
		],
		why: "grpc-java says that the call found no connection; the innermost “Caused by”, where there is one, says why.",
		terms: `terminated fail fast stream
			no transport
			channel in transient failure state`,
	},
]
