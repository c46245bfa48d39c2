import { assertNever } from "#base/assert-never"
import type { Cause } from "./cause.ts"
import { nodeOffer, nodePostQuantumOffer } from "./offers.ts"
import type { Place, Runtime } from "./runtime.ts"

const shared = {
	alpn: "optional",
	commonName: "without-dns-name",
	order: ["trust", "validity", "usage", "name"],
	canSkipVerification: true,
	looksAt: ["signature-scheme"],
	unix: "dialled",
} as const

const sources = {
	alpn: [
		{ text: "grpc-js 1.14 channel-credentials.ts", section: "offers h2 and does not look at the answer" },
	],
	peer: [
		{ text: "Node tls.checkServerIdentity", section: "common name where there is no DNS name" },
		{ text: "OpenSSL X509_verify_cert and purpose sslserver" },
	],
	"client-certificate": [{ text: "OpenSSL 3, ssl3_check_client_certificate" }],
} as const

/** grpc-js on Node 18 to 22, whose OpenSSL 3.0 sends a small hello. */
export const nodeBeforePostQuantum: Runtime = {
	...shared,
	id: "grpc-js-node-22",
	label: "grpc-js on Node 18 to 22",
	offer: nodeOffer,
	strictness: {
		"any-eku": "refuses",
		"no-digital-signature": "unknown",
		"sha-1": "refuses",
		"rsa-below-1024": "refuses",
	},
	errorText: (cause, place) => nodeText(cause, place, oldWords),
	textSource: { text: "Error texts of grpc-js 1.14 on Node 20, measured" },
	sources: { ...sources, hello: [{ text: "ClientHello of grpc-js 1.14 on Node 20, measured" }] },
}

/** grpc-js on Node 24 and newer with OpenSSL 3.5. */
export const nodeSincePostQuantum: Runtime = {
	...shared,
	id: "grpc-js",
	label: "grpc-js on Node 24",
	offer: nodePostQuantumOffer,
	strictness: {
		"any-eku": "refuses",
		"no-digital-signature": "unknown",
		"sha-1": "refuses",
		"rsa-below-2048": "refuses",
		"rsa-below-1024": "refuses",
	},
	errorText: (cause, place) => nodeText(cause, place, newWords),
	textSource: { text: "Error texts of grpc-js 1.14 on Node 24, measured" },
	sources: {
		...sources,
		hello: [{ text: "ClientHello of grpc-js 1.14 on Node 24, measured" }],
		peer: [...sources.peer, { text: "OpenSSL 3.2 and newer", section: "security level 2" }],
	},
}

const last = (text: string) => `14 UNAVAILABLE: No connection established. Last error: ${text}`

/** In what OpenSSL 3.0 and 3.5 word the same fault otherwise. */
interface Words {
	readonly record: string
	readonly ssl3: string
}

const oldWords: Words = { record: "ssl3_get_record", ssl3: "sslv3" }
const newWords: Words = { record: "tls_validate_record_header", ssl3: "ssl/tls" }

function nodeText(cause: Cause, place: Place, words: Words): string | undefined {
	switch (cause.kind) {
		case "no-such-name":
			return `14 UNAVAILABLE: Name resolution failed for target dns:${place.authority}`
		case "dial":
			return last(`Error: connect ${cause.code} ${place.address.replace(/^unix:/, "")}`)
		case "tls-to-plaintext":
			return last(`Error: SSL routines:${words.record}:wrong version number`)
		case "plaintext-to-tls":
			return last(cause.alert === undefined ? "Failed to connect" : "Protocol error")
		case "alert":
			return last(
				`Error: SSL routines:ssl3_read_bytes:${opensslAlert(cause.alert, words)}: SSL alert number ${cause.code}`,
			)
		case "closed":
			return cause.late
				? last("Failed to connect")
				: last("Error: Client network socket disconnected before secure TLS connection was established")
		case "untrusted":
			return last(
				`Error: ${cause.why === "self-signed" ? "self-signed certificate" : "unable to verify the first certificate"}`,
			)
		case "expired":
			return last("Error: certificate has expired")
		case "not-yet-valid":
			return last("Error: certificate is not yet valid")
		case "name":
			return last(
				`Error [ERR_TLS_CERT_ALTNAME_INVALID]: Hostname/IP does not match certificate's altnames: ${nodeName(cause)}`,
			)
		case "usage":
			return last("Error: unsuitable certificate purpose")
		case "strict":
			return strictText(cause.point)
		case "http-status":
			return `${cause.status === 400 ? "13 INTERNAL" : "2 UNKNOWN"}: Received HTTP status code ${cause.status}`
		case "http1":
			return last("Protocol error")
		case "no-alpn":
		case "unix-not-dialled":
		case "unreadable-certificate":
		case "spiffe":
			return undefined
		default:
			return assertNever(cause)
	}
}

function strictText(point: string): string | undefined {
	if (point === "any-eku") return last("Error: unsuitable certificate purpose")
	if (point === "sha-1") return last("Error: CA signature digest algorithm too weak")
	return point.startsWith("rsa-below") ? last("Error: EE certificate key too weak") : undefined
}

/** Node's tls.checkServerIdentity. */
function nodeName({ wanted, isIp, leaf }: Extract<Cause, { kind: "name" }>): string {
	const { dns, ip } = leaf.sans
	if (isIp) return `IP: ${wanted} is not in the cert's list: ${ip.join(", ")}`
	if (dns.length > 0) {
		return `Host: ${wanted}. is not in the cert's altnames: ${dns.map((name) => `DNS:${name}`).join(", ")}`
	}
	return leaf.commonName === undefined
		? "Cert does not contain a DNS name"
		: `Host: ${wanted}. is not cert's CN: ${leaf.commonName}`
}

/** Alerts as OpenSSL 3 words them (ssl/ssl_err.c). */
function opensslAlert(alert: string, { ssl3 }: Words): string {
	const words = alert.replaceAll("_", " ")
	if (alert === "certificate_required" || alert === "missing_extension") return `tlsv13 alert ${words}`
	const isOld = ["handshake_failure", "bad_certificate", "unexpected_message"].includes(alert)
	const isCertificate = alert.startsWith("certificate_") || alert === "unsupported_certificate"
	return isOld || isCertificate || alert === "illegal_parameter"
		? `${ssl3} alert ${words}`
		: `tlsv1 alert ${words}`
}
