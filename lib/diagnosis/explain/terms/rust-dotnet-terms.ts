import {
	badBytes,
	bareEnd,
	brokenSignature,
	damaged,
	expired,
	noAuthority,
	noBundle,
	noCurrentList,
	noHttp2,
	noOverlap,
	notTls,
	oddCertificate,
	otherIdentity,
	otherName,
	partSettings,
	unknownAuthority,
	unnamedFault,
	unnamedHandshake,
	versionsApart,
	weak,
	wrongProtocol,
	wrongUse,
} from "../cause-lists.ts"
import type { TermGroup } from "./term-index.ts"

/** Words of rustls, webpki, hyper and tonic, and of .NET's SslStream, X509Chain and SocketsHttpHandler. Data. */
export const rustDotnetTerms: readonly TermGroup[] = [
	{
		causes: wrongUse,
		why: "The extended key usage does not allow this side of TLS.",
		terms: `required eku not found
			required eku not found context
			invalid purpose context
			not valid for usage`,
	},
	{
		causes: noAuthority,
		why: "A link of the chain may not issue, or not so deep.",
		terms: `path len constraint violated
			end entity used as ca
			invalid basic constraints`,
	},
	{
		causes: [["name-constraint-violation", 0.93]],
		why: "The chain limits the names that its authority may issue for.",
		terms: `name constraint violation
			invalid name constraints
			has not permitted name constraint
			has excluded name constraint
			has not supported name constraint
			has not defined name constraint
			malformed name constraint`,
	},
	{
		causes: brokenSignature,
		why: "A signature does not fit the key of the authority: most often one of the same name was made anew.",
		terms: `invalid signature for public key
			not signature valid
			bad signature`,
	},
	{
		causes: [
			["weak-signature-or-key", 0.75],
			["no-shared-cipher-or-group", 0.5],
			["untrusted-issuer", 0.2],
		],
		why: "The verifier does not take the algorithm of a signature in the chain.",
		terms: `unsupported signature algorithm
			unsupported signature algorithm context
			unsupported signature algorithm for public key
			signature algorithm mismatch`,
	},
	{
		causes: noCurrentList,
		why: "The verifier wants a word on revocation and has none that is current.",
		terms: `unknown revocation status
			issuer not crl signer
			invalid crl signature for public key
			expired revocation list
			offline revocation
			revocation status unknown
			unable to check revocation`,
	},
	{
		causes: oddCertificate,
		why: "The certificate holds something that the verifier does not know and must not pass over.",
		terms: `unhandled critical extension
			unsupported critical extension
			has not supported critical extension
			invalid extension
			extension value invalid
			malformed extensions
			invalid serial number
			invalid cert validity`,
	},
	{
		causes: badBytes,
		why: "The bytes are not the PEM or the kind of key that was expected, or their password is another.",
		terms: `bad der
			bad der time
			error parsing tls certificate
			failed to parse private key
			illegal section start
			missing section end marker
			no items found
			no private keys found
			no certificates found in file
			cannot find the requested object
			asn1 corrupted data
			no supported key formats were found
			certificate data cannot be read with the provided password
			specified network password is not correct
			keyset does not exist
			with the associated private key
			encryption keys were not provided`,
	},
	{
		causes: otherName,
		why: "None of the certificate's names is the wanted one.",
		terms: `cert not valid for name
			not valid for name
			remote certificate name mismatch
			malformed dns identifier`,
	},
	{
		causes: [["sni-missing-or-wrong", 0.85]],
		why: "The name that was asked for is none that TLS can carry.",
		terms: `invalid dns name error
			presented server name type wasn t supported
			unsupported name type
			server name must contain one host name`,
	},
	{
		causes: expired,
		why: "The time of not after has passed, by the clock of whoever verified.",
		terms: `cert expired
			not time nested
			ctl not time valid`,
	},
	{
		causes: weak,
		why: "The verifier's policy refuses this signature or key.",
		terms: `has weak signature
			no issuance chain policy`,
	},
	{
		causes: unknownAuthority,
		why: "The verifier has no authority that stands behind this certificate.",
		terms: `unknown cert authority
			explicit distrust
			no trusted root
			unknown root cert
			failed to load platform trust`,
	},
	{
		causes: noBundle,
		why: "The verifier has no authorities to trust at all.",
		terms: `no native certs found
			no root certificates
			no trust anchors`,
	},
	{
		causes: versionsApart,
		why: "The versions that both sides offer do not overlap.",
		terms: `server tls version is disabled by our config
			server does not support tls
			tls 12 not offered
			tls 12 not offered or enabled
			tls 13 required
			supported versions extension required
			attempted downgrade to tls
			do not share a protocol version`,
	},
	{
		causes: noOverlap,
		why: "The lists of cipher suites, groups or signature schemes do not overlap.",
		terms: `named groups extension required
			key share extension required
			signature algorithms extension required
			no certificate request signature schemes in common
			no ec point formats in common
			selected unusable cipher suite for version
			signed kx with wrong algorithm
			signed handshake with unadvertised sig scheme
			illegal hello retry request
			wrong group for key share
			possess a common algorithm
			no usable cipher suites`,
	},
	{
		causes: noHttp2,
		why: "The two sides did not agree on h2.",
		terms: `peer doesn t support any known protocol
			http 2 was not negotiated
			h2 was not negotiated
			selected unoffered application protocol
			unable to establish http 2 connection`,
	},
	{
		causes: notTls,
		why: "The bytes that arrived are no TLS record.",
		terms: `unexpected packet format
			peer sent excess record size
			peer sent oversized record
			cannot determine the frame size
			received an unexpected eof or 0 bytes * transport stream frame size`,
	},
	{
		causes: damaged,
		why: "What arrived does not belong at this place of a handshake.",
		terms: `inappropriate message
			inappropriate handshake message
			received unexpected handshake message
			received unexpected message got
			corrupt message payload
			message interleaved with handshake message`,
	},
	{
		causes: [
			["sni-missing-or-wrong", 0.55],
			["workload-no-identity", 0.5],
			["partial-config", 0.45],
		],
		why: "The server has no certificate for the name that was asked for, or none yet.",
		terms: `no server certificate chain resolved
			no certificate for server name
			no certificate available for
			no certificate found for domain
			no certificate found for host
			no matching certificate for
			certificate not found for host`,
	},
	{
		causes: partSettings,
		why: "The program set up TLS without all that it needs.",
		terms: `no credentials are available in the security package
			credentials supplied to the package were not recognized
			no server certificate was specified
			server certificate was not specified
			unable to configure https endpoint
			call with cert resolver first`,
	},
	{
		causes: bareEnd,
		why: "The connection ended in the middle of the handshake, without an alert.",
		terms: `has closed the transport stream
			has closed the transport connection
			closed by the remote party during`,
	},
	{
		causes: otherIdentity,
		why: "The identity that the peer proved is not the one that was wanted.",
		terms: `san error
			identity verification error
			unexpected identity`,
	},
	{
		causes: unnamedHandshake,
		why: "TLS could not be set up; the inner exception says why, where it was printed.",
		terms: `ssl connection could not be established
			ssl handshake failed with openssl error`,
	},
	{
		causes: unnamedFault,
		why: "The certificate was rejected without saying why.",
		terms: `certificate chain not verified
			remote certificate was rejected
			remote certificate is invalid`,
	},
	{
		causes: wrongProtocol,
		why: "What was read as HTTP/2 is something else.",
		terms: `response ended prematurely
			http 2 server sent invalid data
			err http2 error
			unexpected frame type
			http2 error tried to read
			invalid http version parsed
			invalid http method parsed`,
	},
]
