import {
	badBytes,
	brokenSignature,
	damaged,
	loneLeaf,
	noAuthority,
	noHttp2,
	noOverlap,
	notTls,
	oddCertificate,
	otherKey,
	partSettings,
	unnamedFault,
	versionsApart,
	weak,
	wrongUse,
} from "../cause-lists.ts"
import type { TermGroup } from "./term-index.ts"

/** Words of Go's crypto/tls, crypto/x509 and net/http, and of grpc-go. Data. */
export const goTerms: readonly TermGroup[] = [
	{
		causes: noAuthority,
		why: "A link of the chain may not sign certificates.",
		terms: `not authorized to sign other certificates
			parent certificate cannot sign this kind of certificate
			path length constraint`,
	},
	{
		causes: wrongUse,
		why: "The extended key usage does not allow this side of TLS.",
		terms: `not authorized for an extended key usage
			incompatible key usage`,
	},
	{
		causes: otherKey,
		why: "Certificate and private key are halves of different pairs.",
		terms: `privatekey doesn t match parent s publickey
			unsupported certificate private key is * expected`,
	},
	{
		causes: brokenSignature,
		why: "A signature does not fit the key of the authority: most often one of the same name was made anew.",
		terms: `crypto rsa verification error
			x509 ecdsa verification failure
			x509 ed25519 verification failure
			not signed by ca certificate`,
	},
	{
		causes: [
			["key-cert-mismatch", 0.75],
			["tls-record-overflow-or-garbage", 0.4],
		],
		why: "The handshake was signed with a key that is not the certificate's.",
		terms: `invalid signature by the server certificate
			invalid signature by the client certificate`,
	},
	{
		causes: badBytes,
		why: "The bytes are not the PEM or the kind of key that was expected.",
		terms: `use parseecprivatekey instead
			use parsepkcs1privatekey instead
			use parsepkcs8privatekey instead
			use parsepkixpublickey instead
			found a certificate rather than a key
			failed to decode pem
			failed to find any pem data
			failed to find pem block
			unknown private key type
			unsupported private key version
			private key with unknown algorithm
			unknown elliptic curve
			decryption password incorrect
			no certificates found in pem
			no pem encoded data
			no pem data
			not a valid pem
			no valid certificates
			tls failed to parse private key
			failed to parse ec private key
			failed to parse rsa private key
			credentials failed to append certificates
			unable to parse ca bundle
			could not parse ca
			data does not contain any valid rsa or ecdsa certificates`,
	},
	{
		causes: oddCertificate,
		why: "Go's reader, the strictest in wide use, refuses the certificate's encoding.",
		terms: `x509 negative serial number
			x509 certificate contains duplicate extension
			x509 invalid version
			x509 invalid basic constraints
			x509 invalid subject alternative names
			x509 invalid authority info access
			x509 unhandled critical extension
			inner and outer signature algorithm identifiers don t match
			san dnsname is malformed
			san uniformresourceidentifier is malformed
			incorrectly marked critical`,
	},
	{
		causes: {
			client: [
				["client-cert-untrusted", 0.8],
				["client-cert-required", 0.5],
			],
			server: [["client-cert-untrusted", 0.8]],
		},
		why: "The client's certificate comes from none of the authorities that the server names.",
		terms: "chain is not signed by an acceptable ca",
	},
	{
		causes: noOverlap,
		why: "The lists of cipher suites, groups or signature schemes do not overlap.",
		terms: `client doesn t support any cipher suites compatible
			client doesn t support certificate curve
			client doesn t support ecdhe
			only incompatible point formats
			doesn t support any of the certificate s signature algorithms
			server selected unoffered curve
			server selected unsupported group
			certificate cannot be used with the selected cipher suite
			unsupported certificate curve
			no supported elliptic curves
			used with invalid signature algorithm
			server selected an invalid version after`,
	},
	{
		causes: versionsApart,
		why: "The versions that both sides offer do not overlap.",
		terms: `no mutually supported protocol versions
			older than tls 1 3
			client using inappropriate protocol fallback
			downgrade attempt detected
			inappropriate fallback
			selected unsupported protocol version`,
	},
	{
		causes: weak,
		why: "The verifier refuses a key of this size.",
		terms: `certificate rsa key size too small
			certificate containing rsa key larger than
			rsa key size too small
			crypto rsa * bit keys are insecure`,
	},
	{
		causes: damaged,
		why: "What arrived does not follow from what was sent: a box on the way changes the handshake, or bytes were lost.",
		terms: `did not echo the legacy session id
			finished message was incorrect
			finished message is incorrect
			too many ignored records
			incorrect legacy version`,
	},
	{
		causes: noHttp2,
		why: "The two sides did not agree on h2.",
		terms: `http2 could not negotiate protocol mutually
			unexpected alpn protocol
			client did not request an application protocol`,
	},
	{
		causes: [
			["timeout-or-blackhole", 0.6],
			["other-not-security", 0.5],
			["plaintext-client-to-tls-server", 0.2],
		],
		why: "A connection was opened and then nothing was said: port scans and TCP health checks do so, and so do lost packets.",
		terms: "timeout waiting for client preface",
	},
	{
		causes: partSettings,
		why: "The settings lack a part or contradict each other.",
		terms: `cannot apply tls config for unix domain socket
			tls config is nil
			missing client certificate and key
			certificate and key must both be
			clientauth * without * clientcas
			no server certificate
			tls no certificates configured`,
	},
	{
		causes: unnamedFault,
		why: "The verifier objected and did not say to what.",
		terms: `x509 unknown error
			x509 no valid chains built
			macos certificate verification internal error`,
	},
	{
		causes: loneLeaf,
		why: "Only the leaf was sent, and its issuer is unknown.",
		terms: "error fetching intermediate",
	},
	{
		causes: notTls,
		why: "The bytes that arrived are no TLS record.",
		terms: `does not look like a tls handshake
			server gave http response to https client`,
	},
]
