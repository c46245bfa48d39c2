import { assertNever } from "#base/assert-never"
import { boringAlert } from "./boring-alert.ts"
import type { Cause } from "./cause.ts"
import { coreOffer, corePostQuantumOffer } from "./offers.ts"
import type { Place, Runtime } from "./runtime.ts"

const shared = {
	alpn: "required",
	commonName: "without-any-alternative-name",
	order: ["trust", "validity", "usage", "name"],
	strictness: {
		"any-eku": "refuses",
		"no-digital-signature": "refuses",
		"rsa-below-1024": "unknown",
	},
	canSkipVerification: false,
	looksAt: [],
	unix: "dialled",
	unixName: "path",
} as const

const sources = {
	alpn: [{ text: "grpc src/core, ssl_check_alpn: “Cannot check peer: missing selected ALPN property.”" }],
	peer: [
		{ text: "grpc src/core/tsi/ssl_transport_security.cc, tsi_ssl_peer_matches_name" },
		{ text: "grpcio 1.71.0 and 1.85.1 against certificates of each kind, measured" },
	],
	"client-certificate": [
		{ text: "BoringSSL sends its one certificate without regard to the named authorities" },
	],
	reach: [{ text: "grpcio 1.71.0 over a unix socket with TLS, measured" }],
} as const

/** gRPC core and what is built on it, up to 1.82: it offers one group. */
export const coreBeforePostQuantum: Runtime = {
	...shared,
	id: "c-core-before-1.83",
	label: "C-core before 1.83 (Python, C++, Ruby, PHP)",
	offer: coreOffer,
	errorText: (cause, place) => coreText(cause, place, oldWords),
	textSource: { text: "Error texts of grpcio 1.71.0, measured" },
	sources: { ...sources, hello: [{ text: "ClientHello of grpcio 1.71.0 to 1.82.0, measured" }] },
}

/** gRPC core since 1.83: post-quantum key share and more groups. */
export const coreSincePostQuantum: Runtime = {
	...shared,
	id: "c-core-1.83",
	label: "C-core since 1.83 (Python, C++, Ruby, PHP)",
	offer: corePostQuantumOffer,
	errorText: (cause, place) => coreText(cause, place, newWords),
	textSource: { text: "Error texts of grpcio 1.85.1, measured" },
	sources: { ...sources, hello: [{ text: "ClientHello of grpcio 1.83.0 and 1.85.1, measured" }] },
}

/** In what the two eras word the same fault otherwise. */
interface Words {
	readonly tls: "Ssl" | "Tls"
	readonly end: string
	readonly name: (wanted: string) => string
	readonly refused: string
	readonly missing: (address: string) => string
	readonly host: (authority: string) => string
	readonly http1: (status: string) => string
}

const oldWords: Words = {
	tls: "Ssl",
	end: "",
	name: (wanted) => `Peer name ${wanted} is not in peer certificate`,
	refused: "connect: Connection refused (111)",
	missing: (address) => `UNKNOWN: ${address}: connect: No such file or directory (2)`,
	host: (authority) =>
		`DNS resolution failed for ${authority}: C-ares status is not ARES_SUCCESS: Domain name not found`,
	http1: (status) => `Trying to connect an http1.x server${status}`,
}

const newWords: Words = {
	tls: "Tls",
	end: ": OK",
	name: () =>
		"Custom verification check failed with error: UNAUTHENTICATED: Hostname Verification Check failed.",
	refused: "Connection refused",
	missing: (address) =>
		`FAILED_PRECONDITION: ${address}: connect failed: addr: ${address} error: No such file or directory`,
	host: (authority) =>
		`errors resolving ${authority}: [field:hostname lookup error:address lookup failed for ${authority}: Domain name not found]`,
	http1: (status) =>
		`Failed parsing HTTP/2 (Expected SETTINGS frame as the first frame, got frame type 80) (Trying to connect an http1.x server${status})`,
}

function coreText(cause: Cause, place: Place, words: Words): string | undefined {
	const at = targetText(place.address)
	const last = (text: string) => `UNAVAILABLE: failed to connect to all addresses; last error: ${text}`
	const handshake = (text: string) =>
		last(`UNKNOWN: ${at}: ${words.tls} handshake failed (TSI_PROTOCOL_FAILURE): SSL_ERROR_SSL: ${text}`)
	const verify = (text: string) =>
		handshake(`error:1000007d:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED: ${text}${words.end}`)
	const early = `: Invalid certificate verification context${words.end}`
	switch (cause.kind) {
		case "no-such-name":
			return `UNAVAILABLE: ${words.host(place.authority)}`
		case "dial":
			if (cause.code === "ENOENT") return last(words.missing(at))
			return cause.code === "ECONNREFUSED"
				? last(`UNKNOWN: ${at}: Failed to connect to remote host: ${words.refused}`)
				: undefined
		case "tls-to-plaintext":
			return handshake(`error:100000f7:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER${early}`)
		case "plaintext-to-tls":
			return last(`UNAVAILABLE: ${at}: Socket closed`)
		case "alert":
			if (cause.when === "late") return last(`UNAVAILABLE: ${at}: Unwrap failed (TSI_DATA_CORRUPTED)`)
			return handshake(`${boringAlert(cause.alert, cause.code)}${cause.when === "hello" ? early : words.end}`)
		case "closed":
			return cause.late ? last(`UNAVAILABLE: ${at}: Socket closed`) : undefined
		case "no-alpn":
			return last(`UNKNOWN: ${at}: Cannot check peer: missing selected ALPN property.`)
		case "unreadable-certificate":
			return handshake(`error:10000110:SSL routines:OPENSSL_internal:CANNOT_PARSE_LEAF_CERT${early}`)
		case "untrusted":
			return verify("unable to get local issuer certificate")
		case "expired":
			return verify("certificate has expired")
		case "not-yet-valid":
			return verify("certificate is not yet valid")
		case "name":
			return cause.isCommonName && words === newWords
				? "UNAUTHENTICATED: call host does not match SSL server name"
				: last(`UNKNOWN: ${at}: ${words.name(cause.wanted)}`)
		case "usage":
			return verify("unsupported certificate purpose")
		case "strict":
			if (cause.point === "any-eku") return verify("unsupported certificate purpose")
			return cause.point === "no-digital-signature"
				? handshake(`error:1000012e:SSL routines:OPENSSL_internal:KEY_USAGE_BIT_INCORRECT${early}`)
				: undefined
		case "http-status":
			return `${coreStatus(cause.status)}: Received http2 header with status: ${cause.status}`
		case "http1":
			return last(
				`INTERNAL: ${at}: ${words.http1(cause.status === undefined ? "" : ` (HTTP status ${cause.status})`)}`,
			)
		case "unix-not-dialled":
		case "spiffe":
			return undefined
		default:
			return assertNever(cause)
	}
}

/** `ipv4:127.0.0.1:9091`, `ipv6:%5B::1%5D:9091`, `unix:/path`. */
function targetText(address: string): string {
	if (address.startsWith("unix:")) return address
	if (!address.startsWith("[")) return `ipv4:${address}`
	return `ipv6:${address.replace("[", "%5B").replace("]", "%5D")}`
}

/** grpc src/core/lib/transport/status_conversion.cc, grpc_http2_status_to_grpc_status. */
function coreStatus(status: number): string {
	const codes: Readonly<Record<number, string>> = {
		400: "INTERNAL",
		401: "UNAUTHENTICATED",
		403: "PERMISSION_DENIED",
		404: "UNIMPLEMENTED",
		429: "UNAVAILABLE",
		502: "UNAVAILABLE",
		503: "UNAVAILABLE",
		504: "UNAVAILABLE",
	}
	return codes[status] ?? "UNKNOWN"
}
