import type { Matcher } from "./matcher.ts"

/** Words about protocols, versions, bytes and ends of connections. Data. */
export const protocolMatchers: readonly Matcher[] = [
	// TLS against plaintext
	{
		pattern: /first record does not look like a TLS handshake|server gave HTTP response to HTTPS client/i,
		causes: {
			client: [
				["tls-client-to-plaintext-server", 0.93],
				["http1-proxy-or-wrong-protocol", 0.25],
			],
			server: [["plaintext-client-to-tls-server", 0.93]],
		},
		why: "The other side sent something that is no TLS record.",
	},
	{
		pattern: /WRONG_VERSION_NUMBER|wrong version number/i,
		causes: {
			client: [
				["tls-client-to-plaintext-server", 0.88],
				["protocol-version-mismatch", 0.3],
				["http1-proxy-or-wrong-protocol", 0.25],
			],
			server: [
				["plaintext-client-to-tls-server", 0.85],
				["tls-client-to-plaintext-server", 0.2],
				["protocol-version-mismatch", 0.3],
			],
		},
		why: "The record header that arrived is no TLS header.",
	},
	{
		pattern:
			/not an SSL\/TLS|Unsupported or unrecognized SSL message|NotSslRecord|plaintext connection\?|unsupported SSLv2 handshake/i,
		causes: {
			client: [
				["tls-client-to-plaintext-server", 0.92],
				["http1-proxy-or-wrong-protocol", 0.25],
			],
			server: [["plaintext-client-to-tls-server", 0.92]],
		},
		why: "The bytes that arrived are no TLS record.",
	},
	{
		pattern: /InvalidContentType|corrupt message of type InvalidContentType|record layer.{0,30}unsupported/i,
		causes: {
			client: [["tls-client-to-plaintext-server", 0.9]],
			server: [["plaintext-client-to-tls-server", 0.9]],
		},
		why: "rustls read a record type that TLS does not have.",
	},
	{
		pattern: /Cannot determine the frame size|corrupted frame was received/i,
		causes: {
			client: [["tls-client-to-plaintext-server", 0.88]],
			server: [
				["plaintext-client-to-tls-server", 0.9],
				["http1-proxy-or-wrong-protocol", 0.2],
			],
		},
		why: ".NET expected TLS and read something else.",
	},
	{
		pattern:
			/Client sent an HTTP request to an HTTPS server|routines:[^\n]{0,40}:http request|(?:plain HTTP request was sent|sent plain HTTP request) to HTTPS port|HTTP_REQUEST\b|http request\b.{0,20}ssl/i,
		causes: [["plaintext-client-to-tls-server", 0.93]],
		why: "A TLS port says that it was spoken to in plaintext.",
	},
	{
		pattern:
			/bogus greeting.{0,30}\\x16\\x03|Connect string mismatch|preface string missing or corrupt.{0,60}1603/i,
		causes: [["tls-client-to-plaintext-server", 0.93]],
		why: "A plaintext server read a ClientHello.",
	},
	{
		pattern: /oversized record received with length (?:20527|21536|17736|18516)/i,
		causes: [
			["tls-client-to-plaintext-server", 0.9],
			["http1-proxy-or-wrong-protocol", 0.4],
			["tls-record-overflow-or-garbage", 0.25],
		],
		why: "The length of the record spells text of HTTP.",
	},
	{
		pattern: /oversized record received with length (?!20527|21536|17736|18516)\d+/i,
		causes: [
			["tls-record-overflow-or-garbage", 0.7],
			["tls-client-to-plaintext-server", 0.5],
			["http1-proxy-or-wrong-protocol", 0.3],
		],
		why: "The length of the record is none that TLS allows.",
	},
	{
		pattern: /proxyconnect tcp: tls:/i,
		causes: [["proxy-env-interference", 0.95]],
		why: "The address of the proxy says https, and the proxy speaks HTTP.",
	},
	{
		pattern:
			/server preface: (?:EOF|.{0,80}connection reset)|failed to write client preface|closed before server preface|prior to (?:receiving )?settings|error reading server preface: (?!remote)/i,
		causes: [
			["plaintext-client-to-tls-server", 0.7],
			["client-cert-required", 0.4],
			["connection-reset-mid-handshake", 0.35],
		],
		why: "The server closed before it sent SETTINGS: it expects TLS, or it judged the handshake late.",
	},
	{
		pattern: /http2: frame too large(?!, note)|FRAME_SIZE_ERROR|did not complete the HTTP\/2 handshake/i,
		causes: [
			["plaintext-client-to-tls-server", 0.7],
			["http1-proxy-or-wrong-protocol", 0.5],
		],
		why: "What was read as a frame is a TLS alert or HTTP/1.",
	},
	{
		pattern: /frame with invalid size/i,
		causes: [
			["http1-proxy-or-wrong-protocol", 0.7],
			["plaintext-client-to-tls-server", 0.5],
		],
		why: "What was read as a frame is HTTP/1 or a TLS alert.",
	},
	// Wrong protocol
	{
		pattern:
			/looked like an HTTP\/1|received HTTP\/1\.|protocol downgraded to HTTP\/1|HTTP\/0\.9 when not allowed|HTTP2 framing layer|http1\.x server|Unexpected HTTP\/1|malformed HTTP response|initial http2 frame .{0,30}not a settings|not HTTP\/2|HTTP\/1\.x request was sent to an HTTP\/2/i,
		causes: [["http1-proxy-or-wrong-protocol", 0.93]],
		why: "HTTP/1 was spoken where HTTP/2 was expected.",
	},
	{
		pattern:
			/unexpected content-type|missing content-type|unexpected HTTP status|text\/html|Bad Gateway|HTTP status code [345]\d\d|does not contain grpc-status|missing grpc-status|non-?grpc|upstream rejected request with error/i,
		causes: [
			["http1-proxy-or-wrong-protocol", 0.85],
			["other-not-security", 0.3],
			["connection-refused", 0.12],
		],
		why: "The answer is a web page or plain HTTP, not gRPC.",
	},
	{
		pattern:
			/missing selected ALPN|ALPN (?:negotiation )?fail|Failed ALPN|missing ALPN|HTTP\/2 (?:over TLS )?was not negotiated|no application protocol|unadvertised ALPN|unable to establish HTTP\/2 connection|unsupported application protocols|TLS ALPN provider|HttpsUriWithoutTlsSupport|ALPN.{0,30}did not select|HTTP\/2 negotiation failed|Unable to find compatible protocol|ALPN.{0,40}(?:not supported|h2)|HTTP\/2 over TLS is not supported/i,
		causes: [
			["alpn-missing-h2", 0.93],
			["http1-proxy-or-wrong-protocol", 0.15],
			["tls-interception", 0.1],
		],
		why: "The two sides did not agree on h2.",
	},
	// Versions and algorithms
	{
		pattern:
			/unsupported versions|UNSUPPORTED_PROTOCOL|unsupported protocol\b(?! scheme)|no protocols available|PeerIncompatible.{0,40}(?:Tls1|version)|TLSV1_ALERT_PROTOCOL_VERSION|protocol version not supported|appropriate protocol \(protocol is disabled/i,
		causes: [["protocol-version-mismatch", 0.93]],
		why: "The versions that both sides offer do not overlap.",
	},
	{
		pattern:
			/no cipher suite supported by both|no shared cipher|NO_SHARED_CIPHER|NO_CIPHER|no common (?:cipher|signature|group)|NoCipherSuitesInCommon|NoKxGroupsInCommon|NoSignatureSchemesInCommon|HANDSHAKE_FAILURE_ON_CLIENT_HELLO|WRONG_CURVE|no suitable (?:key share|signature)|peer doesn'?t support any of the certificate'?s signature|NO_COMMON_SIGNATURE/i,
		causes: [["no-shared-cipher-or-group", 0.93]],
		why: "The lists of cipher suites, groups or signature schemes do not overlap.",
	},
	{
		pattern: /SSL_HANDSHAKE_FAILURE|usually a protocol error/i,
		causes: [
			["client-cert-required", 0.5],
			["no-shared-cipher-or-group", 0.45],
			["protocol-version-mismatch", 0.35],
			["client-cert-untrusted", 0.3],
			["connection-reset-mid-handshake", 0.15],
		],
		why: "The library names no reason; a client certificate that is asked for is the commonest.",
	},
	{
		pattern: /alert handshake failure.{0,120}while SSL handshaking to upstream/i,
		causes: [
			["client-cert-required", 0.6],
			["no-shared-cipher-or-group", 0.45],
		],
		why: "A proxy brought no client certificate to an upstream that wants one.",
	},
	{
		pattern:
			/record with version [0-9a-f]{1,4} when expecting|bad record MAC|BAD_RECORD_MAC|DECRYPTION_FAILED_OR_BAD_RECORD|DecryptError|corrupt message|garbage/i,
		causes: {
			client: [
				["tls-record-overflow-or-garbage", 0.85],
				["untrusted-issuer", 0.2],
			],
			server: [
				["tls-record-overflow-or-garbage", 0.7],
				["untrusted-issuer", 0.4],
			],
		},
		why: "The bytes of the record make no sense, or were damaged.",
	},
]
