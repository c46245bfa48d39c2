import {
	bareEnd,
	cut,
	damaged,
	expired,
	loneLeaf,
	needsCertificate,
	noAuthority,
	noName,
	noOverlap,
	notTls,
	otherName,
	ownIssuer,
	refused,
	silence,
	unknownAuthority,
	unnamedFault,
	untrustedRoot,
	versionsApart,
	weak,
	wrongUse,
} from "./cause-lists.ts"
import type { SidedCauses } from "./matcher.ts"

/** What the numbers of one library or system mean. */
export type Codes = Readonly<Record<number, SidedCauses>>

/** Reasons of the SSL library of OpenSSL (ssl/sslerr.h). */
export const openSsl: Codes = {
	101: noOverlap,
	118: noOverlap,
	134: unnamedFault,
	155: [["plaintext-client-to-tls-server", 0.93]],
	156: [["plaintext-client-to-tls-server", 0.93]],
	191: versionsApart,
	193: noOverlap,
	198: notTls,
	199: needsCertificate,
	235: [["alpn-missing-h2", 0.93]],
	258: versionsApart,
	267: notTls,
	281: damaged,
	294: bareEnd,
	338: versionsApart,
	370: noOverlap,
	376: noOverlap,
	394: weak,
	397: weak,
	398: weak,
	399: weak,
}

/** Reasons of BoringSSL's SSL library (ssl_errors). */
export const boringSsl: Codes = {
	125: unnamedFault,
	154: noOverlap,
	155: [["plaintext-client-to-tls-server", 0.93]],
	156: [["plaintext-client-to-tls-server", 0.93]],
	184: noOverlap,
	192: needsCertificate,
	240: versionsApart,
	247: notTls,
}

/** X509_V_ERR numbers of OpenSSL. */
export const verification: Codes = {
	2: unknownAuthority,
	7: [
		["trust-bundle-missing-or-stale", 0.7],
		["untrusted-issuer", 0.5],
	],
	9: [["not-yet-valid", 0.9]],
	10: expired,
	18: ownIssuer,
	19: untrustedRoot,
	20: unknownAuthority,
	21: loneLeaf,
	22: noAuthority,
	23: [["revoked", 0.95]],
	24: noAuthority,
	25: noAuthority,
	26: wrongUse,
	27: unknownAuthority,
	47: [["name-constraint-violation", 0.93]],
	48: [["name-constraint-violation", 0.93]],
	62: otherName,
	64: [["ip-san-missing", 0.93]],
	66: weak,
	67: weak,
	68: weak,
	79: noAuthority,
}

/** errno of Linux and macOS, and Winsock's numbers. */
export const system: Codes = {
	2: [["uds-path-or-permission", 0.4]],
	13: [["uds-path-or-permission", 0.4]],
	111: refused,
	61: refused,
	10061: refused,
	110: silence,
	60: silence,
	10060: silence,
	101: silence,
	113: silence,
	51: silence,
	65: silence,
	10051: silence,
	10065: silence,
	104: cut,
	54: cut,
	10054: cut,
	11001: noName,
	11002: noName,
}

/** SEC_E_ and CERT_E_ results of Schannel and CryptoAPI. */
export const windows: Codes = {
	2148074248: notTls,
	2148074274: otherName,
	2148074277: untrustedRoot,
	2148074278: [
		["no-shared-cipher-or-group", 0.5],
		["client-cert-required", 0.49],
		["protocol-version-mismatch", 0.45],
		["client-cert-untrusted", 0.35],
		["connection-reset-mid-handshake", 0.3],
	],
	2148074279: unnamedFault,
	2148074280: expired,
	2148074289: [
		["no-shared-cipher-or-group", 0.8],
		["protocol-version-mismatch", 0.7],
	],
	2148074313: wrongUse,
	2148074343: [["alpn-missing-h2", 0.93]],
	2148081680: [["revoked", 0.95]],
	2148081682: [["revoked", 0.6]],
	2148081683: [["revoked", 0.6]],
	2148204801: expired,
	2148204809: untrustedRoot,
	2148204810: unknownAuthority,
	2148204815: otherName,
}

/** Negative numbers of Secure Transport, NSURLError and NSS. */
export const negative: Codes = {
	1001: silence,
	1003: noName,
	1004: refused,
	1200: unnamedFault,
	1201: expired,
	1202: unknownAuthority,
	1203: untrustedRoot,
	1204: [["not-yet-valid", 0.9]],
	1205: [["client-cert-untrusted", 0.85]],
	1206: needsCertificate,
	9801: noOverlap,
	9805: bareEnd,
	9806: bareEnd,
	9807: unknownAuthority,
	9808: unnamedFault,
	9812: untrustedRoot,
	9813: unknownAuthority,
	9814: expired,
	9815: [["not-yet-valid", 0.9]],
	9816: bareEnd,
	9836: versionsApart,
	9843: otherName,
	8172: unknownAuthority,
	8179: unknownAuthority,
	8180: [["revoked", 0.95]],
	8181: expired,
	12190: versionsApart,
	12263: notTls,
	12276: otherName,
	12286: noOverlap,
}

/** Errors of mbed TLS, without their sign. */
export const mbedTls: Codes = {
	68: refused,
	80: cut,
	82: noName,
	9984: unknownAuthority,
	26624: silence,
	28288: versionsApart,
	29056: damaged,
	29184: notTls,
	29312: bareEnd,
	29568: noOverlap,
	29824: needsCertificate,
	30592: [
		["client-cert-required", 0.48],
		["no-shared-cipher-or-group", 0.42],
		["client-cert-untrusted", 0.4],
	],
}

/** Exit codes of curl. */
export const curl: Codes = {
	5: [["proxy-env-interference", 0.9]],
	6: noName,
	7: refused,
	16: [["http1-proxy-or-wrong-protocol", 0.6]],
	28: silence,
	52: [
		["plaintext-client-to-tls-server", 0.55],
		["connection-reset-mid-handshake", 0.45],
	],
	77: [
		["trust-bundle-missing-or-stale", 0.85],
		["file-unreadable", 0.7],
	],
	97: [["proxy-env-interference", 0.9]],
}
