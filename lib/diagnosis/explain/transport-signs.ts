import type { TextSign } from "./text-sign.ts"

/** Signs of the network, of proxies and of HTTP. */
export const transportSigns: readonly TextSign[] = [
	{
		pattern:
			/ECONNREFUSED|connection refused|actively refused|os error 111|Connect(?:ion)? Failed[^\n]{0,40}refused|connectex: No connection could be made/i,
		why: "Nothing listens at the address.",
		causes: [["connection-refused", 0.9]],
	},
	{
		pattern:
			/ENOTFOUND|EAI_AGAIN|no such host|Name (?:or service )?(?:not known|resolution fail)|DNS resolution failed|Could not resolve|UnknownHostException|getaddrinfo|lookup [^\n]{1,120}: (?:no such|server misbehaving)|failed to lookup address/i,
		why: "The host name was not resolved.",
		causes: [["dns-failure", 0.9]],
	},
	{
		pattern:
			/dial unix|unix:[^\n]{0,120}(?:no such file|permission denied|connection refused)|\.sock[^\n]{0,60}(?:no such file|permission denied)|Os \{ code: (?:13|2), /i,
		why: "A unix socket is missing or may not be opened.",
		causes: [["uds-path-or-permission", 0.9]],
	},
	{
		pattern:
			/proxyconnect tcp|via HTTP proxy|Failed to connect to proxy|http_connect_handshaker|HTTPS?_PROXY|grpc_proxy|proxy CONNECT|Proxy Authentication Required/i,
		why: "The connection went through a proxy from the environment.",
		causes: [["proxy-env-interference", 0.93]],
	},
	{
		pattern:
			/i\/o timeout|ETIMEDOUT|timed? ?out|did not properly respond after a period|deadline exceeded|DEADLINE_EXCEEDED|Deadline Exceeded|before the deadline|no route to host|EHOSTUNREACH/i,
		why: "Nothing came in time.",
		causes: [["timeout-or-blackhole", 0.65]],
	},
	{
		pattern: /Failed to connect before the deadline|context deadline exceeded/i,
		why: "The client gave up and kept the reason to itself: a handshake that fails again and again looks the same.",
		causes: [
			["untrusted-issuer", 0.66],
			["connection-refused", 0.4],
			["tls-client-to-plaintext-server", 0.35],
			["client-cert-required", 0.35],
		],
	},
	{
		pattern:
			/handshake[^\n]{0,60}(?:EOF|connection reset|reset by peer|ECONNRESET)|before secure TLS connection|Connection reset by peer[^\n]{0,20}handshake|peer closed connection in SSL handshake|TLS error: \d+:system library|transport failure reason[^\n]{0,80}Connection reset|SSL_ERROR_SYSCALL|unexpected EOF while (?:reading|performing)/i,
		why: "The connection ended in the middle of the handshake without an alert.",
		causes: [
			["connection-reset-mid-handshake", 0.8],
			["client-cert-required", 0.4],
			["tls-client-to-plaintext-server", 0.35],
		],
	},
	{
		pattern: /peer closed connection in SSL handshake[^\n]{0,200}upstream/i,
		why: "An upstream that ends the handshake without a word often wants a client certificate.",
		causes: [["client-cert-required", 0.82]],
	},
	{
		pattern:
			/error reading server preface: (?:EOF|read|connection)|server preface: EOF|failed to receive server preface|connection closed before server preface/i,
		why: "A TLS server closed on a plaintext client, or refused a client certificate after the handshake.",
		causes: [
			["plaintext-client-to-tls-server", 0.75],
			["client-cert-required", 0.4],
		],
	},
	{
		pattern: /connection reset by peer|ECONNRESET|Connection reset|broken pipe|EPIPE/i,
		why: "The connection was reset.",
		causes: [
			["connection-reset-mid-handshake", 0.45],
			["plaintext-client-to-tls-server", 0.45],
		],
	},
	{
		pattern: /UNAVAILABLE: Socket closed|Socket closed|Stream removed/i,
		why: "The server closed right after the handshake: under TLS 1.3 that is how a missing client certificate looks.",
		causes: [
			["client-cert-required", 0.55],
			["plaintext-client-to-tls-server", 0.35],
			["other-not-security", 0.35],
		],
	},
	{
		pattern:
			/transport is closing|Connection dropped|TCP Read failed|Received RST_STREAM|GOAWAY received[^\n]{0,40}NO_ERROR|client connection is closing|ECANCELED|max_age|graceful_stop|no healthy upstream|upstream_reset_before/i,
		why: "The connection went away as load balancers and restarts make it, usually not a matter of security.",
		causes: [
			["other-not-security", 0.62],
			["connection-reset-mid-handshake", 0.25],
		],
	},
	{
		pattern:
			/No connection established|all SubConns are in TransientFailure|failed to connect to all addresses/i,
		why: "No connection came about; the reason stands elsewhere or was lost.",
		causes: [
			["connection-refused", 0.42],
			["untrusted-issuer", 0.3],
			["dns-failure", 0.25],
			["proxy-env-interference", 0.32],
		],
	},
	{
		pattern: /upstream connect error or disconnect\/reset before headers/i,
		why: "The proxy could not use its upstream; its transport failure reason decides.",
		causes: [
			["connection-refused", 0.35],
			["expired-server-cert", 0.36],
			["tls-client-to-plaintext-server", 0.25],
			["client-cert-required", 0.25],
		],
	},
	{
		pattern:
			/HTTP status code (?:4|5)\d\d|unexpected content-type|missing content-type|upstream rejected request with error|text\/html|http1\.x server|does not contain grpc-status|Bad Gateway|(?:HTTP|http) ?status:? ?(?:404|405|415|502|503|521)|Invalid HTTP\/2 preface|not a settings frame/i,
		why: "The answer was HTTP and not gRPC.",
		causes: [
			["http1-proxy-or-wrong-protocol", 0.82],
			["other-not-security", 0.3],
		],
	},
	{
		pattern: /ENHANCE_YOUR_CALM|too_many_pings|excess(?:ive)? pings|keepalive/i,
		why: "The server asks for fewer keepalive pings.",
		causes: [["keepalive-goaway", 0.95]],
	},
	{
		pattern:
			/larger than max \((?!1[67]\d{8})|message (?:length|size) (?:exceeds|larger)|metadata size exceeds|unknown (?:service|method)|Method not found|UNIMPLEMENTED|RESOURCE_EXHAUSTED(?![^\n]{0,80}(?:1752460652|1213486160))|First received frame was not SETTINGS(?![^\n]{0,60}(?:1503|4854))/i,
		why: "A limit or a method, and no matter of transport security.",
		causes: [["other-not-security", 0.8]],
	},
	{
		pattern: /TSI_PROTOCOL_FAILURE|Security handshake failed|Handshake failed"/i,
		why: "The TLS handshake of the C core failed; its debug log names the reason.",
		causes: [
			["trust-bundle-missing-or-stale", 0.4],
			["untrusted-issuer", 0.38],
			["client-cert-required", 0.3],
			["tls-client-to-plaintext-server", 0.3],
		],
	},
	{
		pattern: /Invalid roots|not valid anymore\. Expired/i,
		why: "A trust anchor has expired.",
		causes: [["trust-bundle-missing-or-stale", 0.9]],
	},
]
