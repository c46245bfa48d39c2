import type { CauseList, SidedCauses } from "./matcher.ts"

/** The verifier knows no authority for the chain. */
export const unknownAuthority: SidedCauses = {
	client: [
		["untrusted-issuer", 0.85],
		["self-signed-leaf", 0.3],
		["missing-intermediate", 0.32],
		["trust-bundle-missing-or-stale", 0.3],
		["tls-interception", 0.12],
	],
	server: [
		["client-cert-untrusted", 0.88],
		["trust-bundle-missing-or-stale", 0.3],
	],
}

/** The verifier objected and did not say to what. */
export const unnamedFault: SidedCauses = {
	client: [
		["untrusted-issuer", 0.5],
		["self-signed-leaf", 0.35],
		["trust-bundle-missing-or-stale", 0.33],
		["expired-server-cert", 0.3],
		["missing-intermediate", 0.28],
		["hostname-mismatch", 0.2],
		["not-yet-valid", 0.1],
	],
	server: [
		["client-cert-untrusted", 0.6],
		["expired-client-cert", 0.3],
	],
}

export const loneLeaf: SidedCauses = {
	client: [
		["missing-intermediate", 0.8],
		["untrusted-issuer", 0.45],
		["tls-interception", 0.1],
	],
	server: [
		["client-cert-untrusted", 0.8],
		["missing-intermediate", 0.4],
	],
}

export const ownIssuer: SidedCauses = {
	client: [
		["self-signed-leaf", 0.9],
		["untrusted-issuer", 0.45],
	],
	server: [
		["client-cert-untrusted", 0.8],
		["self-signed-leaf", 0.3],
	],
}

export const untrustedRoot: SidedCauses = {
	client: [
		["untrusted-issuer", 0.88],
		["self-signed-leaf", 0.3],
		["tls-interception", 0.2],
		["trust-bundle-missing-or-stale", 0.25],
	],
	server: [["client-cert-untrusted", 0.88]],
}

export const expired: SidedCauses = {
	client: [
		["expired-server-cert", 0.88],
		["not-yet-valid", 0.25],
		["trust-bundle-missing-or-stale", 0.12],
	],
	server: [
		["expired-client-cert", 0.88],
		["not-yet-valid", 0.2],
	],
}

export const wrongUse: SidedCauses = {
	client: [
		["server-cert-wrong-eku", 0.85],
		["ca-without-basic-constraints", 0.2],
	],
	server: [["client-cert-wrong-eku", 0.9]],
}

export const otherName: CauseList = [
	["hostname-mismatch", 0.88],
	["uri-san-only", 0.15],
	["ip-san-missing", 0.2],
]

/** TLS was expected, and what came is no TLS record. */
export const notTls: SidedCauses = {
	client: [
		["tls-client-to-plaintext-server", 0.9],
		["http1-proxy-or-wrong-protocol", 0.25],
	],
	server: [
		["plaintext-client-to-tls-server", 0.9],
		["http1-proxy-or-wrong-protocol", 0.2],
	],
}

/** A connection that ended in the handshake, without an alert. */
export const bareEnd: CauseList = [
	["connection-reset-mid-handshake", 0.6],
	["plaintext-client-to-tls-server", 0.3],
	["tls-client-to-plaintext-server", 0.3],
	["client-cert-required", 0.3],
	["sni-missing-or-wrong", 0.2],
	["other-not-security", 0.15],
]

export const damaged: SidedCauses = {
	client: [
		["tls-record-overflow-or-garbage", 0.85],
		["untrusted-issuer", 0.2],
	],
	server: [
		["tls-record-overflow-or-garbage", 0.7],
		["untrusted-issuer", 0.4],
	],
}

export const noOverlap: CauseList = [["no-shared-cipher-or-group", 0.93]]
export const versionsApart: CauseList = [["protocol-version-mismatch", 0.93]]
export const weak: CauseList = [["weak-signature-or-key", 0.95]]
export const noAuthority: CauseList = [["ca-without-basic-constraints", 0.93]]
export const needsCertificate: CauseList = [["client-cert-required", 0.95]]
export const refused: CauseList = [["connection-refused", 0.9]]
export const silence: CauseList = [["timeout-or-blackhole", 0.92]]
export const noName: CauseList = [["dns-failure", 0.92]]
export const cut: CauseList = [
	["connection-reset-mid-handshake", 0.4],
	["plaintext-client-to-tls-server", 0.39],
	["client-cert-required", 0.2],
	["other-not-security", 0.2],
]
