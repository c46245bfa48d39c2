import { assertNever } from "#base/assert-never"
import type { Cause } from "./cause.ts"
import { namesOf, unixSeconds } from "./certificate-words.ts"
import { rustlsOffer } from "./offers.ts"
import type { Runtime } from "./runtime.ts"

/** tonic with rustls and ring. */
export const tonicRustls: Runtime = {
	id: "tonic-rustls",
	label: "tonic with rustls",
	offer: rustlsOffer,
	alpn: "required",
	commonName: "never",
	order: ["validity", "trust", "usage", "name"],
	strictness: {
		"ca-leaf": "refuses",
		"version-1": "refuses",
		"any-eku": "refuses",
		"sha-1": "refuses",
		"rsa-below-2048": "refuses",
		"rsa-below-1024": "refuses",
	},
	canSkipVerification: false,
	looksAt: ["signature-scheme"],
	unix: "plaintext-only",
	errorText: rustText,
	textSource: { text: "Error texts of tonic 0.14.9 with rustls 0.23.46, measured" },
	sources: {
		hello: [
			{ text: "ClientHello of tonic 0.14.9 with rustls 0.23.46 and ring, measured" },
			{ text: "rustls manual, 04 features", section: "TLS 1.2 with ECDHE and AEAD, TLS 1.3" },
		],
		alpn: [{ text: "tonic transport/channel/service/tls.rs, TlsError::H2NotNegotiated" }],
		peer: [{ text: "rustls-webpki 0.103.17, end-entity and usage checks, measured" }],
		"client-certificate": [{ text: "rustls 0.23 client/common.rs, ClientAuthDetails::resolve" }],
		reach: [{ text: "tonic 0.14 transport/channel/endpoint.rs", section: "unix: addresses" }],
	},
}

const transport = (text: string) => `transport error: ${text}`
const invalid = (text: string) => transport(`invalid peer certificate: ${text}`)

function rustText(cause: Cause): string | undefined {
	switch (cause.kind) {
		case "no-such-name":
			return transport("dns error: failed to lookup address information: Name or service not known")
		case "dial":
			return dialText(cause.code)
		case "tls-to-plaintext":
			return transport("received corrupt message of type InvalidContentType")
		case "plaintext-to-tls":
			return transport("connection error: stream closed because of a broken pipe")
		case "alert":
			return transport(
				`${cause.when === "late" ? "connection error: " : ""}received fatal alert: ${rustAlert(cause.alert)}`,
			)
		case "closed":
			return cause.late
				? transport("connection error: peer closed connection without sending TLS close_notify")
				: transport("tls handshake eof")
		case "no-alpn":
			return transport("HTTP/2 was not negotiated.")
		case "unreadable-certificate":
			return invalid("BadEncoding")
		case "untrusted":
			return invalid(cause.why === "stale" ? "BadSignature" : "UnknownIssuer")
		case "expired":
			return invalid(
				`certificate expired: verification time ${unixSeconds(cause.at)} (UNIX), but certificate is not valid after ${unixSeconds(cause.limit)}`,
			)
		case "not-yet-valid":
			return invalid(
				`certificate not valid yet: verification time ${unixSeconds(cause.at)} (UNIX), but certificate is not valid before ${unixSeconds(cause.limit)}`,
			)
		case "name":
			return invalid(nameText(cause))
		case "usage":
			return invalid("certificate does not allow extended key usage for server authentication")
		case "strict":
			return strictText(cause.point)
		case "http-status":
			return undefined
		case "http1":
			return transport("connection error: stream closed because of a broken pipe")
		case "unix-not-dialled":
		case "spiffe":
			return undefined
		default:
			return assertNever(cause)
	}
}

function dialText(code: string): string | undefined {
	if (code === "ECONNREFUSED") return transport("tcp connect error: Connection refused (os error 111)")
	return code === "ENOENT" ? transport("No such file or directory (os error 2)") : undefined
}

function strictText(point: string): string | undefined {
	const texts: Readonly<Record<string, string>> = {
		"ca-leaf": "Other(OtherError(CaUsedAsEndEntity))",
		"version-1": "Other(OtherError(UnsupportedCertVersion))",
		"any-eku": "certificate does not allow extended key usage for server authentication",
		"sha-1": "UnsupportedSignatureAlgorithmContext",
		"rsa-below-2048": "BadSignature",
		"rsa-below-1024": "BadSignature",
	}
	const text = texts[point]
	return text === undefined ? undefined : invalid(text)
}

/** `handshake_failure` as rustls writes it: `HandshakeFailure`; `unknown_ca` is `UnknownCA`. */
function rustAlert(alert: string): string {
	if (alert === "unknown_ca") return "UnknownCA"
	return alert
		.split("_")
		.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
		.join("")
}

function nameText({ wanted, leaf }: Extract<Cause, { kind: "name" }>): string {
	const only = [
		...leaf.sans.dns.map((name) => `DnsName("${name}")`),
		...leaf.sans.ip.map((address) => `IpAddress(${address})`),
		...leaf.sans.uri.map((uri) => `UniformResourceIdentifier("${uri}")`),
	]
	const valid =
		namesOf(leaf).length === 0
			? "certificate is not valid for any names (according to its subjectAltName extension)"
			: `certificate is only valid for ${only.join(" or ")}`
	return `certificate not valid for name "${wanted}"; ${valid}`
}
