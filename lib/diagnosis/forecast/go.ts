import { assertNever } from "#base/assert-never"
import type { Cause } from "./cause.ts"
import { isoSeconds, namesOf } from "./certificate-words.ts"
import { goOffer, goPostQuantumOffer } from "./offers.ts"
import type { Place, Runtime } from "./runtime.ts"

/** Alerts as crypto/tls spells them (alert.go). */
const alertWords: Readonly<Record<string, string>> = {
	handshake_failure: "handshake failure",
	bad_certificate: "bad certificate",
	unsupported_certificate: "unsupported certificate",
	certificate_revoked: "revoked certificate",
	certificate_expired: "expired certificate",
	certificate_unknown: "unknown certificate",
	illegal_parameter: "illegal parameter",
	unknown_ca: "unknown certificate authority",
	access_denied: "access denied",
	decode_error: "error decoding message",
	decrypt_error: "error decrypting message",
	protocol_version: "protocol version not supported",
	insufficient_security: "insufficient security level",
	internal_error: "internal error",
	missing_extension: "missing extension",
	unrecognized_name: "unrecognized name",
	certificate_required: "certificate required",
	no_application_protocol: "no application protocol",
}

const shared = {
	commonName: "never",
	order: ["validity", "name", "trust", "usage"],
	strictness: { "sha-1": "refuses", "rsa-below-1024": "refuses" },
	canSkipVerification: true,
	spiffe: "go-spiffe",
	looksAt: ["issuer", "signature-scheme"],
	unix: "dialled",
} as const

const peerSources = [
	{
		text: "Go crypto/x509, Certificate.Verify and VerifyHostname",
		section: "common name ignored since Go 1.15",
	},
]
const certificateSources = [
	{ text: "Go crypto/tls, getClientCertificate and CertificateRequestInfo.SupportsCertificate" },
]

/** grpc-go up to 1.66: it offers h2 and does not insist on it. */
export const goBeforeEnforcement: Runtime = {
	...shared,
	id: "grpc-go-before-1.67",
	label: "grpc-go before 1.67",
	offer: goOffer,
	alpn: "optional",
	errorText: (cause, place) => goText(cause, place, false),
	textSource: { text: "Error texts of grpc-go 1.64.1, measured" },
	sources: {
		hello: [
			{ text: "ClientHello of grpc-go 1.64.1, measured" },
			{ text: "grpc-go credentials/tls.go, tls12ForbiddenCipherSuites" },
		],
		alpn: [{ text: "grpc-go, GRPC_ENFORCE_ALPN_ENABLED", section: "default false up to 1.66" }],
		peer: peerSources,
		"client-certificate": certificateSources,
	},
}

/** grpc-go since 1.67, as its current versions require it built with Go 1.24 or newer. */
export const goSinceEnforcement: Runtime = {
	...shared,
	id: "grpc-go-1.67",
	label: "grpc-go since 1.67",
	offer: goPostQuantumOffer,
	alpn: "required",
	errorText: (cause, place) => goText(cause, place, true),
	textSource: { text: "Error texts of grpc-go 1.76.0, measured" },
	sources: {
		hello: [
			{ text: "ClientHello of grpc-go 1.76.0, measured" },
			{ text: "Go 1.24 release notes", section: "crypto/tls: X25519MLKEM768 by default" },
		],
		alpn: [{ text: "grpc-go, GRPC_ENFORCE_ALPN_ENABLED", section: "default true since 1.67" }],
		peer: peerSources,
		"client-certificate": certificateSources,
	},
}

const wrap = (text: string) => `rpc error: code = Unavailable desc = connection error: desc = "${text}"`
const handshake = (text: string) => wrap(`transport: authentication handshake failed: ${text}`)
const preface = (text: string) => wrap(`error reading server preface: ${text}`)
const verify = (text: string) => handshake(`tls: failed to verify certificate: x509: ${text}`)

function goText(cause: Cause, place: Place, isRecent: boolean): string | undefined {
	switch (cause.kind) {
		case "no-such-name":
			return wrap(`transport: Error while dialing: dial tcp: lookup ${cause.host}: no such host`)
		case "dial":
			return dialText(cause.code, place)
		case "tls-to-plaintext":
			return handshake("tls: first record does not look like a TLS handshake")
		case "plaintext-to-tls":
			return preface(cause.alert === undefined ? "EOF" : "http2: frame too large")
		case "alert": {
			const said = `remote error: tls: ${alertWords[cause.alert] ?? `alert(${cause.code})`}`
			return cause.when === "late" ? preface(said) : handshake(said)
		}
		case "closed":
			return cause.late ? preface("EOF") : handshake("EOF")
		case "no-alpn":
			return handshake(
				"credentials: cannot check peer: missing selected ALPN property. If you upgraded from a grpc-go version earlier than 1.67, your TLS connections may have stopped working due to ALPN enforcement. For more details, see: https://github.com/grpc/grpc-go/issues/434",
			)
		case "unreadable-certificate":
			return handshake("tls: failed to parse certificate from server: x509: malformed certificate")
		case "untrusted":
			return verify(unknownAuthority(cause))
		case "expired":
			return verify(validity(cause.at, "after", cause.limit))
		case "not-yet-valid":
			return verify(validity(cause.at, "before", cause.limit))
		case "name":
			return verify(nameText(cause))
		case "usage":
			return verify("certificate specifies an incompatible key usage")
		case "strict":
			return cause.point === "sha-1"
				? verify(
						`certificate signed by unknown authority (possibly because of \\"x509: cannot verify signature: insecure algorithm ${cause.isRsa ? "SHA1-RSA" : "ECDSA-SHA1"}\\" while trying to verify candidate authority certificate \\"${cause.issuer}\\")`,
					)
				: undefined
		case "spiffe":
			return handshake(spiffeText(cause))
		case "http-status":
			return `rpc error: code = ${statusCode(cause.status)} desc = unexpected HTTP status code received from server: ${cause.status}`
		case "http1":
			return preface(
				isRecent
					? "http2: failed reading the frame payload: http2: frame too large, note that the frame header looked like an HTTP/1.1 header"
					: "http2: frame too large",
			)
		case "unix-not-dialled":
			return undefined
		default:
			return assertNever(cause)
	}
}

function dialText(code: string, { address }: Place): string | undefined {
	const words: Readonly<Record<string, string>> = {
		ECONNREFUSED: "connection refused",
		ENOENT: "no such file or directory",
		EACCES: "permission denied",
		EHOSTUNREACH: "no route to host",
		ENETUNREACH: "network is unreachable",
	}
	const said = words[code]
	const where = address.startsWith("unix:") ? `unix ${address.slice(5)}` : `tcp ${address}`
	return said === undefined
		? undefined
		: wrap(`transport: Error while dialing: dial ${where}: connect: ${said}`)
}

function unknownAuthority({ why, issuer, isRsa }: Extract<Cause, { kind: "untrusted" }>): string {
	const known = "certificate signed by unknown authority"
	if (why !== "stale") return known
	const failure = isRsa ? "crypto/rsa: verification error" : "x509: ECDSA verification failure"
	return `${known} (possibly because of \\"${failure}\\" while trying to verify candidate authority certificate \\"${issuer}\\")`
}

function validity(at: string, relation: "after" | "before", limit: string): string {
	return `certificate has expired or is not yet valid: current time ${isoSeconds(at)} is ${relation} ${isoSeconds(limit)}`
}

/** go-spiffe: svid/x509svid/verify.go and spiffeid/match.go. */
function spiffeText({ rule, id, isById }: Extract<Cause, { kind: "spiffe" }>): string {
	if (id === undefined) return "x509svid: could not get leaf SPIFFE ID: certificate contains no URI SAN"
	const domain = id.slice("spiffe://".length).split("/", 1)[0] ?? ""
	if (rule === "trust-bundle-missing-or-stale") {
		return `x509svid: could not get X509 bundle: x509bundle: no X.509 bundle found for trust domain: \\"${domain}\\"`
	}
	if (rule === "wrong-spiffe-id") {
		return isById ? `unexpected ID \\"${id}\\"` : `unexpected trust domain \\"${domain}\\"`
	}
	return "x509svid: could not verify leaf certificate"
}

/** Certificate.VerifyHostname and HostnameError.Error. */
function nameText({ wanted, isIp, leaf }: Extract<Cause, { kind: "name" }>): string {
	const { dns, ip } = leaf.sans
	if (isIp) {
		return ip.length === 0
			? `cannot validate certificate for ${wanted} because it doesn't contain any IP SANs`
			: `certificate is valid for ${ip.join(", ")}, not ${wanted}`
	}
	if (dns.length > 0) return `certificate is valid for ${dns.join(", ")}, not ${wanted}`
	const hasNames = namesOf(leaf).length > 0
	if (!hasNames && leaf.commonName !== undefined)
		return "certificate relies on legacy Common Name field, use SANs instead"
	return `certificate is not valid for any names, but wanted to match ${wanted}`
}

/** grpc-go internal/transport/http_util.go, HTTPStatusConvTab. */
function statusCode(status: number): string {
	const codes: Readonly<Record<number, string>> = {
		400: "Internal",
		401: "Unauthenticated",
		403: "PermissionDenied",
		404: "Unimplemented",
		429: "Unavailable",
		502: "Unavailable",
		503: "Unavailable",
		504: "Unavailable",
	}
	return codes[status] ?? "Unknown"
}
