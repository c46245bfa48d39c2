import { assertNever } from "#base/assert-never"
import { boringAlert } from "./boring-alert.ts"
import type { Cause } from "./cause.ts"
import { namesOf } from "./certificate-words.ts"
import { nettyOffer, okHttpOffer } from "./offers.ts"
import type { Place, Runtime } from "./runtime.ts"

const shared = {
	alpn: "required",
	commonName: "without-dns-name",
	order: ["trust", "validity", "usage", "name"],
	strictness: { "no-digital-signature": "refuses", "rsa-below-1024": "refuses" },
	canSkipVerification: true,
	spiffe: "java-spiffe",
	looksAt: ["issuer", "signature-scheme"],
	unix: "not-dialled",
} as const

const shapes = {
	"client-certificate": [{ text: "OpenJDK 17, sun.security.ssl.SunX509KeyManagerImpl.getAliases" }],
	reach: [{ text: 'grpc-java 1.76.0, ManagedChannelBuilder.forTarget("unix:…"), measured' }],
} as const

const verificationSources = [
	{ text: "OpenJDK 17, sun.security.validator.EndEntityChecker and sun.security.util.HostnameChecker" },
	{ text: "OpenJDK 17, java.security", section: "jdk.certpath.disabledAlgorithms" },
]

/** grpc-java over Netty with the shaded BoringSSL; the JDK verifies. */
export const javaNetty: Runtime = {
	...shared,
	id: "grpc-java-netty",
	label: "grpc-java, Netty",
	offer: nettyOffer,
	errorText: nettyText,
	textSource: { text: "Error texts of grpc-java 1.76.0 on JDK 17, measured" },
	sources: {
		...shapes,
		hello: [{ text: "ClientHello of grpc-netty-shaded 1.76.0 on JDK 17, measured" }],
		alpn: [
			{
				text: "grpc-java netty ProtocolNegotiators: “Failed ALPN negotiation: Unable to find compatible protocol”",
			},
		],
		peer: verificationSources,
	},
}

/** grpc-java over OkHttp, whose connection specification names TLS 1.2 alone. */
export const javaOkHttp: Runtime = {
	...shared,
	id: "grpc-java-okhttp",
	label: "grpc-java, OkHttp",
	offer: okHttpOffer,
	errorText: okHttpText,
	textSource: { text: "Error texts of grpc-java 1.76.0 on JDK 17, measured" },
	sources: {
		...shapes,
		hello: [
			{ text: "ClientHello of grpc-okhttp 1.76.0 on JDK 17, measured" },
			{ text: "grpc-java OkHttpChannelBuilder, INTERNAL_DEFAULT_CONNECTION_SPEC" },
		],
		alpn: [{ text: "grpc-java okhttp OkHttpTlsUpgrader, measured against a server without ALPN" }],
		peer: [...verificationSources, { text: "grpc-java okhttp internal OkHostnameVerifier" }],
	},
}

const handshakeException = "javax.net.ssl.SSLHandshakeException"
const building =
	"PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target"
const chaining =
	"PKIX path validation failed: java.security.cert.CertPathValidatorException: Path does not chain with any of the trust anchors"
const validating =
	"PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed"

/** What the JDK's own checks say, which both transports use; undefined for everything else. */
function validatorText(cause: Cause): string | undefined {
	switch (cause.kind) {
		case "untrusted":
			return cause.why === "stale" ? chaining : building
		case "expired":
		case "not-yet-valid":
			return validating
		case "usage":
			return "Extended key usage does not permit use for TLS server authentication"
		default:
			return undefined
	}
}

function nettyText(cause: Cause, place: Place): string | undefined {
	const io = (text: string) => `UNAVAILABLE: io exception, caused by ${text}`
	const verify = (text: string) =>
		io(`${handshakeException}: General OpenSslEngine problem, caused by ${text}`)
	const boring = (text: string) => io(`ReferenceCountedOpenSslEngine$OpenSslHandshakeException: ${text}`)
	switch (cause.kind) {
		case "no-such-name":
			return `UNAVAILABLE: Unable to resolve host ${cause.host}`
		case "dial":
			return cause.code === "ECONNREFUSED"
				? io(`java.net.ConnectException: finishConnect(..) failed: Connection refused: /${place.address}`)
				: undefined
		case "unix-not-dialled":
			return unixText(place)
		case "tls-to-plaintext":
			return io(`NotSslRecordException: not an SSL/TLS record: ${cause.hex}`)
		case "plaintext-to-tls":
			return "UNAVAILABLE: Network closed for unknown reason"
		case "alert":
			return cause.when === "late"
				? `UNAVAILABLE: ssl exception, caused by ReferenceCountedOpenSslEngine$OpenSslException: ${boringAlert(cause.alert, cause.code)}`
				: boring(boringAlert(cause.alert, cause.code))
		case "closed":
			return cause.late ? "UNAVAILABLE: Network closed for unknown reason" : undefined
		case "no-alpn":
			return "UNAVAILABLE: Failed ALPN negotiation: Unable to find compatible protocol"
		case "unreadable-certificate":
			return boring("error:10000110:SSL routines:OPENSSL_internal:CANNOT_PARSE_LEAF_CERT")
		case "untrusted":
		case "expired":
		case "not-yet-valid":
		case "usage":
			return verify(`sun.security.validator.ValidatorException: ${validatorText(cause) ?? ""}`)
		case "name":
			return verify(`java.security.cert.CertificateException: ${jdkNameText(cause)}`)
		case "strict":
			return cause.point === "no-digital-signature"
				? boring("error:1000012e:SSL routines:OPENSSL_internal:KEY_USAGE_BIT_INCORRECT")
				: undefined
		case "http-status":
			return `${javaStatus(cause.status)}: HTTP status code ${cause.status}`
		case "http1":
			return "INTERNAL: http2 exception, caused by Http2Exception: First received frame was not SETTINGS. Hex dump for first 5 bytes: 485454502f"
		case "spiffe":
			return undefined
		default:
			return assertNever(cause)
	}
}

function okHttpText(cause: Cause, place: Place): string | undefined {
	const caused = (text: string) => `UNAVAILABLE, caused by ${text}`
	const handshake = (text: string) => caused(`${handshakeException}: ${text}`)
	switch (cause.kind) {
		case "no-such-name":
			return `UNAVAILABLE: Unable to resolve host ${cause.host}`
		case "dial":
			return cause.code === "ECONNREFUSED"
				? caused("java.net.ConnectException: Connection refused")
				: undefined
		case "unix-not-dialled":
			return unixText(place)
		case "tls-to-plaintext":
			return caused("javax.net.ssl.SSLException: Unsupported or unrecognized SSL message")
		case "plaintext-to-tls":
			return "UNAVAILABLE: End of stream or IOException"
		case "alert":
			return handshake(`Received fatal alert: ${cause.alert}`)
		case "closed":
			return handshake("Remote host terminated the handshake")
		case "no-alpn":
			return caused("java.io.IOException: Unexpected protocol: ")
		case "unreadable-certificate":
			return handshake("Failed to parse server certificates")
		case "untrusted":
		case "expired":
		case "not-yet-valid":
		case "usage":
			return handshake(validatorText(cause) ?? "")
		case "name":
			return caused(`javax.net.ssl.SSLPeerUnverifiedException: Cannot verify hostname: ${cause.wanted}`)
		case "strict":
			return cause.point === "no-digital-signature"
				? handshake("KeyUsage does not allow digital signatures")
				: undefined
		case "http-status":
			return `${javaStatus(cause.status)}: HTTP status code ${cause.status}`
		case "http1":
			return "INTERNAL: error in frame handler, caused by java.io.IOException: FRAME_SIZE_ERROR: 4740180"
		case "spiffe":
			return undefined
		default:
			return assertNever(cause)
	}
}

function unixText({ address }: Place): string {
	return `Address types of NameResolver 'unix' for '${address}' not supported by transport`
}

/** HostnameChecker.matchIP and matchDNS. */
function jdkNameText({ wanted, isIp, leaf }: Extract<Cause, { kind: "name" }>): string {
	if (isIp) {
		return namesOf(leaf).length === 0
			? "No subject alternative names present"
			: `No subject alternative names matching IP address ${wanted} found`
	}
	return leaf.sans.dns.length > 0
		? `No subject alternative DNS name matching ${wanted} found.`
		: `No name matching ${wanted} found`
}

/** grpc-java GrpcUtil.httpStatusToGrpcCode. */
function javaStatus(status: number): string {
	const codes: Readonly<Record<number, string>> = {
		400: "INTERNAL",
		401: "UNAUTHENTICATED",
		403: "PERMISSION_DENIED",
		404: "UNIMPLEMENTED",
		429: "UNAVAILABLE",
		431: "INTERNAL",
		502: "UNAVAILABLE",
		503: "UNAVAILABLE",
		504: "UNAVAILABLE",
	}
	return codes[status] ?? "UNKNOWN"
}
