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

/** TLS failed, and no word says which side objected to what. */
export const unnamedHandshake: SidedCauses = {
	client: [
		["untrusted-issuer", 0.4],
		["trust-bundle-missing-or-stale", 0.3],
		["client-cert-required", 0.25],
		["self-signed-leaf", 0.25],
		["expired-server-cert", 0.22],
		["hostname-mismatch", 0.2],
		["tls-client-to-plaintext-server", 0.2],
	],
	server: [
		["client-cert-untrusted", 0.4],
		["untrusted-issuer", 0.38],
		["plaintext-client-to-tls-server", 0.3],
		["client-cert-required", 0.28],
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

/** The bytes of a key, certificate or store are not what they should be. */
export const badBytes: CauseList = [
	["bad-pem-or-key", 0.92],
	["key-cert-mismatch", 0.12],
]
export const otherKey: CauseList = [["key-cert-mismatch", 0.95]]
export const partSettings: CauseList = [["partial-config", 0.9]]
/** A signature does not fit the key of the authority. */
export const brokenSignature: SidedCauses = {
	client: [
		["trust-bundle-missing-or-stale", 0.75],
		["untrusted-issuer", 0.5],
		["weak-signature-or-key", 0.2],
	],
	server: [
		["client-cert-untrusted", 0.8],
		["trust-bundle-missing-or-stale", 0.6],
	],
}
export const noCurrentList: CauseList = [
	["trust-bundle-missing-or-stale", 0.7],
	["revoked", 0.5],
]
/** The peer's certificate is encoded against the rules, or holds what must not be passed over. */
export const oddCertificate: CauseList = [
	["unreadable-certificate", 0.95],
	["bad-pem-or-key", 0.6],
]
export const noHttp2: CauseList = [["alpn-missing-h2", 0.93]]
export const otherIdentity: CauseList = [["wrong-spiffe-id", 0.94]]
export const noBundle: CauseList = [
	["trust-bundle-missing-or-stale", 0.93],
	["wrong-spiffe-id", 0.2],
]
export const noWorkloadApi: CauseList = [
	["workload-api-unavailable", 0.92],
	["uds-path-or-permission", 0.2],
]
export const noIdentity: CauseList = [
	["workload-no-identity", 0.94],
	["permission-denied-authz", 0.12],
]
export const wrongProtocol: CauseList = [
	["http1-proxy-or-wrong-protocol", 0.8],
	["plaintext-client-to-tls-server", 0.35],
]
export const programFault: CauseList = [["other-not-security", 0.85]]
