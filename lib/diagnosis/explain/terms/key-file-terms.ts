import { badBytes, otherKey, partSettings } from "../cause-lists.ts"
import type { TermGroup } from "./term-index.ts"

/** Words of OpenSSL and of the programs around it about files: keys, certificates, stores, and their passwords. Data. */
export const keyFileTerms: readonly TermGroup[] = [
	{
		causes: [
			["trust-bundle-missing-or-stale", 0.93],
			["bad-pem-or-key", 0.6],
			["file-unreadable", 0.5],
		],
		why: "The verifier could not take in its own authorities.",
		terms: `could not add root certificate to ssl context
			cannot load server root certificates
			error adding trust anchors
			no certificate or crl found
			error setting certificate verify locations
			error setting certificate file`,
	},
	{
		causes: partSettings,
		why: "The program set up TLS without a certificate or without its key.",
		terms: `no certificate assigned
			no certificate set
			no private key assigned`,
	},
	{
		causes: [
			["file-unreadable", 0.85],
			["bad-pem-or-key", 0.6],
		],
		why: "The program does not open a key that others may read, or may not open it itself.",
		terms: `has group or world access
			unprotected private key file
			permissions * are too open
			key file * permissions`,
	},
	{
		causes: otherKey,
		why: "Certificate and private key are halves of different pairs.",
		terms: `private key mismatch
			key values mismatch
			key type mismatch
			inconsistencies between private key and certificate`,
	},
	{
		causes: badBytes,
		why: "The bytes are not the PEM or the kind of key that was expected, or their password is another.",
		terms: `bad password read
			bad password
			problems getting password
			password read * failed
			bad end line
			bad base64 decode
			base64 decode error
			bad decrypt
			pem lib
			asn1 lib
			bad object header
			nested asn1 error
			wrong tag
			header too long
			mac verify error
			pkcs12 cipherfinal error
			pkcs12 pbe crypt error
			pkcs12 parse
			unable to load pkcs12
			unsupported pkcs12
			unknown pbe algorithm
			unsupported private key algorithm
			unable to load private key
			unable to load client key
			unable to load certificate
			unable to load ssl certificate
			unable to set private key file
			unable to set certificate file
			could not read private key
			could not read certificate
			could not load pem
			expecting any private key
			expecting trusted certificate
			expecting certificate
			expecting private key
			invalid private key file
			invalid cert chain file`,
	},
]
