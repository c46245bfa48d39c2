import {
	bareEnd,
	brokenSignature,
	damaged,
	needsCertificate,
	noAuthority,
	noCurrentList,
	noOverlap,
	notTls,
	oddCertificate,
	otherName,
	unknownAuthority,
	versionsApart,
	weak,
	wrongUse,
} from "../cause-lists.ts"
import type { TermGroup } from "./term-index.ts"

/** Reasons of OpenSSL, BoringSSL and what is built on them: Node, Python, nginx, HAProxy, Envoy, gRPC C-core. Data. */
export const opensslTerms: readonly TermGroup[] = [
	{
		causes: unknownAuthority,
		why: "OpenSSL has no trusted authority behind this chain.",
		terms: `issuer certificate lookup error
			unable to get issuer cert
			unable to get issuer certificate
			cert untrusted
			cert rejected
			certificate rejected
			no matching dane tlsa records
			issuer certificate doesn t have a public key`,
	},
	{
		causes: brokenSignature,
		why: "A signature or a key identifier does not fit the authority: most often it was made anew under its old name.",
		terms: `certificate signature failure
			cert signature failure
			unable to decrypt certificate s signature
			unable to decrypt cert signature
			unable to decode issuer public key
			akid skid mismatch
			akid issuer serial mismatch
			authority and subject key identifier mismatch
			authority and issuer serial number mismatch
			subject issuer mismatch
			cert info signature and signature algorithm mismatch`,
	},
	{
		causes: noAuthority,
		why: "A link of the chain may not issue, or not so deep.",
		terms: `path length constraint exceeded
			path length exceeded
			cert chain too long
			certificate chain too long
			key usage does not include certificate signing
			keyusage no certsign
			invalid non ca certificate
			invalid non ca
			path length invalid for non ca cert
			path length given without key usage
			key usage keycertsign invalid for non ca cert
			ca cert does not include key usage extension
			basic constraints of ca cert not marked critical
			invalid ca certificate
			err invalid ca`,
	},
	{
		causes: noCurrentList,
		why: "The verifier wants a word on revocation and has none that is current.",
		terms: `unable to get crl
			unable to get crl issuer
			unable to get crl issuer certificate
			crl is not yet valid
			crl not yet valid
			crl signature failure
			different crl scope
			crl path validation error
			ocsp verification needed
			ocsp verification failed
			ocsp unknown cert
			certificate status not found
			certificate status request failed`,
	},
	{
		causes: [["name-constraint-violation", 0.93]],
		why: "The chain limits the names that its authority may issue for.",
		terms: `permitted violation
			excluded violation
			permitted subtrees
			excluded subtrees
			unsupported name constraint type
			unsupported constraint type
			unsupported constraint syntax
			subtree minmax
			name constraints minimum and maximum not supported`,
	},
	{
		causes: oddCertificate,
		why: "The certificate holds something that the verifier does not know and must not pass over.",
		terms: `unhandled critical extension
			unhandled critical crl extension
			invalid or inconsistent certificate extension
			unsupported extension feature
			format error in certificate s notbefore field
			format error in certificate s notafter field
			error in cert not before field
			error in cert not after field
			explicit ecc parameters
			unsupported certificate version`,
	},
	{
		causes: wrongUse,
		why: "The usages in the certificate do not allow this side of TLS.",
		terms: `key usage does not include digital signature
			keyusage no digital signature
			ecc cert not for signing
			key usage bit incorrect
			signature for non signing certificate
			invalid purpose`,
	},
	{
		causes: weak,
		why: "The verifier's security level refuses this signature or key.",
		terms: `ee certificate key too weak
			ca certificate key too weak
			signature digest algorithm too weak
			ee key too small
			ca key too small
			ca md too weak
			modulus too small
			bad dh p length`,
	},
	{
		causes: otherName,
		why: "None of the certificate's names is the wanted one.",
		terms: `err hostname mismatch
			hostname mismatch
			x509 v err hostname mismatch`,
	},
	{
		causes: noOverlap,
		why: "The lists of cipher suites, groups or signature schemes do not overlap.",
		terms: `no shared signature algorithms
			no shared groups
			no shared group
			no suitable groups
			no suitable key share
			no suitable digest algorithm
			no suitable signature algorithm
			no ciphers available
			no ciphers specified
			no cipher match
			library has no ciphers
			required cipher missing
			wrong cipher returned
			unknown cipher returned
			unsupported elliptic curve
			no common signature algorithms
			legacy sigalg disallowed or unsupported
			missing sigalgs extension
			missing supported groups extension
			no required digest
			clienthello tlsext
			parse tlsext
			serverhello tlsext
			bad key share
			missing key share`,
	},
	{
		causes: versionsApart,
		why: "The versions that both sides offer do not overlap.",
		terms: `version too low
			version too high
			unsupported ssl version
			unknown ssl version
			wrong ssl version
			bad protocol version number
			inappropriate fallback
			downgrade detected
			tls13 downgrade
			unsafe legacy renegotiation disabled
			scsv received when renegotiating`,
	},
	{
		causes: notTls,
		why: "The bytes that arrived are no TLS record.",
		terms: `bad record type
			unexpected record type
			https proxy request
			ssl3 get record wrong version number
			does not support ssl
			does not support tls
			doesn t support ssl
			doesn t support tls
			ssl is not supported by
			tls is not supported by
			refused ssl
			not appear to be a tls
			not appear to be an ssl
			not a tls server
			not an ssl server
			not speaking tls
			does not speak tls`,
	},
	{
		causes: damaged,
		why: "The bytes of a record were damaged on the way, or belong elsewhere.",
		terms: `digest check failed
			block cipher pad is wrong
			encrypted length too long
			data length too long
			excessive message size
			record length mismatch
			bad packet length
			too many empty fragments`,
	},
	{
		causes: needsCertificate,
		why: "The server asked for a client certificate and got none.",
		terms: `no certificates returned
			no client certificate found
			no client certificate given
			no client certificate was given
			peer did not return a certificate`,
	},
	{
		causes: bareEnd,
		why: "The connection ended in the middle of the handshake, without an alert.",
		terms: `connection closed during ssl handshake
			connection error during ssl handshake
			end of tcp stream
			handshake read failed`,
	},
]
