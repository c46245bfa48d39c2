import { alertCauses } from "../alert-meanings.ts"
import {
	badBytes,
	bareEnd,
	brokenSignature,
	damaged,
	expired,
	needsCertificate,
	noAuthority,
	noCurrentList,
	noHttp2,
	noOverlap,
	notTls,
	oddCertificate,
	otherKey,
	partSettings,
	unknownAuthority,
	unnamedFault,
	versionsApart,
	weak,
	wrongUse,
} from "../cause-lists.ts"
import type { SidedCauses } from "../matcher.ts"
import type { TermGroup } from "./term-index.ts"

/** What an alert means to whoever received it. */
function received(code: number): SidedCauses {
	return { client: alertCauses(code, "client") ?? [], server: alertCauses(code, "server") ?? [] }
}

function alert(code: number, terms: string): TermGroup {
	return { causes: received(code), why: `These are the library's words for TLS alert ${code}.`, terms }
}

/** Words of GnuTLS (git, wget, libcurl of Debian) and of NSS (Firefox, libcurl of Fedora). Data. */
export const gnutlsNssTerms: readonly TermGroup[] = [
	alert(
		40,
		`ssl error handshake failure alert
		unable to negotiate an acceptable set of security parameters`,
	),
	alert(
		42,
		`ssl error bad cert alert
		ssl peer cannot verify your certificate`,
	),
	alert(
		43,
		`ssl error unsupported cert alert
		does not support certificates of the type it received`,
	),
	alert(
		44,
		`ssl error revoked cert alert
		rejected your certificate as revoked`,
	),
	alert(
		45,
		`ssl error expired cert alert
		rejected your certificate as expired`,
	),
	alert(
		46,
		`ssl error certificate unknown alert
		unspecified issue with the certificate it received`,
	),
	alert(
		48,
		`ssl error unknown ca alert
		does not recognize and trust the ca that issued your certificate`,
	),
	alert(
		49,
		`ssl error access denied alert
		received a valid certificate but access was denied`,
	),
	alert(
		51,
		`ssl error decrypt error alert
		reports failure of signature verification or key exchange`,
	),
	alert(
		70,
		`ssl error protocol version alert
		peer reports incompatible or unsupported protocol version`,
	),
	alert(71, "ssl error insufficient security alert"),
	alert(
		112,
		`ssl error unrecognized name alert
		has no certificate for the requested dns name
		sni host name not recognised`,
	),
	alert(
		116,
		`ssl error rx certificate required alert
		received a certificate required alert
		server required tls certificate
		server requires a tls certificate
		ssl client certificate required`,
	),
	{
		causes: noOverlap,
		why: "The lists of cipher suites, groups or signature schemes do not overlap.",
		terms: `could not negotiate a supported cipher suite
			no supported cipher suites have been found
			no supported ecc curves were found
			no common key share with peer
			no shared signature schemes with peer
			no common encryption algorithm
			no common compression algorithm
			unsupported signature algorithm
			ssl error no cypher overlap
			unable to negotiate a common`,
	},
	{
		causes: versionsApart,
		why: "The versions that both sides offer do not overlap.",
		terms: `unsafe renegotiation denied
			safe renegotiation failed
			using unsupported version of security protocol
			a packet with illegal or unsupported version was received
			ssl error unsupported version
			attempted old style potentially vulnerable handshake`,
	},
	{
		causes: weak,
		why: "The verifier's security level refuses this signature or key.",
		terms: `diffie hellman prime sent by the server is not acceptable
			involved algorithms has insufficient security level
			uses insecure algorithm
			signed using insecure algorithm
			weak ephemeral diffie hellman key
			signature algorithm that is disabled
			cert signature algorithm disabled`,
	},
	{
		causes: otherKey,
		why: "Certificate and private key are halves of different pairs.",
		terms: `certificate and the given key do not match
			private key in key database does not match public key
			certificate and key do not match`,
	},
	{
		causes: wrongUse,
		why: "The usages in the certificate do not allow this side of TLS.",
		terms: `key usage violation in certificate
			certificate key usage inadequate
			inadequate key usage
			inadequate cert type
			certificate type not approved for application
			does not match the intended purpose
			not match the expected purpose`,
	},
	{
		causes: noHttp2,
		why: "The two sides did not agree on h2.",
		terms: `no common application protocol could be negotiated
			no supported application protocol could be negotiated
			didn t receive an expected alpn extension
			next protocol no protocol`,
	},
	{
		causes: unknownAuthority,
		why: "The verifier has no authority that stands behind this certificate.",
		terms: `certificate issuer is unknown
			certificate issuer is not recognized
			not trusted by the user
			sec error unknown issuer
			sec error untrusted issuer
			sec error untrusted cert
			doesn t have a known issuer`,
	},
	{
		causes: brokenSignature,
		why: "A signature does not fit the key of the authority: most often one of the same name was made anew.",
		terms: `signature in the certificate is invalid
			certificate has an invalid signature
			sec error bad signature
			public key signature verification has failed`,
	},
	{
		causes: noAuthority,
		why: "A link of the chain may not issue.",
		terms: `issuer is not a ca
			issuer certificate is invalid
			path length constraint is invalid
			sec error path len constraint invalid
			sec error ca cert invalid`,
	},
	{
		causes: [["name-constraint-violation", 0.93]],
		why: "The chain limits the names that its authority may issue for.",
		terms: `not permitted to issue a certificate with this name
			cert not in name space
			violates the signer s constraints`,
	},
	{
		causes: expired,
		why: "The time of not after has passed, by the clock of whoever verified.",
		terms: `sec error expired issuer certificate
			issuer s certificate has expired
			session or certificate has expired`,
	},
	{
		causes: noCurrentList,
		why: "The verifier wants a word on revocation and has none that is current.",
		terms: `sec error crl expired
			the crl for the certificate s issuer has expired
			ocsp server has no status for the certificate
			revocation or ocsp data are old
			no certificate status ocsp
			certificate status verification failed`,
	},
	{
		causes: oddCertificate,
		why: "The certificate holds something that the verifier does not know and must not pass over.",
		terms: `contains unknown critical extension
			unsupported critical extension
			error in the time fields of certificate
			duplicate extension in x 509 certificate`,
	},
	{
		causes: needsCertificate,
		why: "The server asked for a client certificate and got none.",
		terms: `certificate is required
			unable to find the certificate or key necessary for authentication`,
	},
	{
		causes: {
			client: [
				["trust-bundle-missing-or-stale", 0.6],
				["bad-pem-or-key", 0.5],
			],
			server: [["client-cert-required", 0.8]],
		},
		why: "GnuTLS says so of a file without certificates, and of a client that sent none.",
		terms: "no certificate was found",
	},
	{
		causes: [
			["trust-bundle-missing-or-stale", 0.9],
			["file-unreadable", 0.5],
		],
		why: "The verifier could not take in its own authorities.",
		terms: `error setting the x509 trust file
			failed to open cert`,
	},
	{
		causes: unnamedFault,
		why: "The verifier objected and did not say to what.",
		terms: `error in the certificate verification
			could not authenticate peer
			ssl peer certificate or ssh remote key was not ok
			issuer check against peer certificate failed
			does not match pinned public key
			rejected by extra checks in the application`,
	},
	{
		causes: notTls,
		why: "The bytes that arrived are no TLS record.",
		terms: `error decoding the received tls packet
			received a record that exceeded the maximum permissible length
			received a record with an unknown content type
			an unexpected tls packet was received`,
	},
	{
		causes: bareEnd,
		why: "The connection ended in the middle of the handshake, without an alert.",
		terms: `error in the pull function
			error in the push function
			was non properly terminated`,
	},
	{
		causes: damaged,
		why: "The bytes of a record were damaged on the way, or belong elsewhere.",
		terms: `incorrect message authentication code
			unable to decrypt an ssl record`,
	},
	{
		causes: partSettings,
		why: "The program set up TLS without all that it needs.",
		terms: `insufficient credentials for that request
			no or insufficient priorities were set`,
	},
	{
		causes: badBytes,
		why: "The bytes are not the PEM or the kind of key that was expected, or their password is another.",
		terms: `parsing error in password key file
			base64 decoding error
			base64 unexpected header error
			problem with the local * certificate
			decryption has failed
			the private key is invalid
			security password entered is incorrect`,
	},
]
