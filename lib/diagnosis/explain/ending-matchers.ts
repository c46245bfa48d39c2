import { bareEnd, cut } from "./cause-lists.ts"
import type { CauseList, Matcher } from "./matcher.ts"

const upstreamReset: CauseList = [
	["expired-server-cert", 0.3],
	["connection-refused", 0.29],
	["tls-client-to-plaintext-server", 0.28],
	["plaintext-client-to-tls-server", 0.28],
	["untrusted-issuer", 0.25],
	["timeout-or-blackhole", 0.22],
	["client-cert-required", 0.22],
	["connection-reset-mid-handshake", 0.22],
	["other-not-security", 0.2],
	["alpn-missing-h2", 0.15],
]

/** Words about connections that end without a reason. Data. */
export const endingMatchers: readonly Matcher[] = [
	// Ends without a word
	{
		pattern:
			/authentication handshake failed: (?:EOF|read tcp)|handshake.{0,60}(?:connection reset|reset by peer|EOF\b)|before secure TLS connection was established|SSL_ERROR_SYSCALL|\b(?:Get|Post|Put|Head|Patch|Delete) "https:[^"\s]{1,300}": EOF|SSL_(?:connect|accept|read|write) SYSCALL|UnexpectedEof|unexpected eof while reading|OPENSSL_internal:Connection reset|transport connection was closed/i,
		causes: bareEnd,
		why: "The connection ended in the middle of the handshake, without an alert.",
	},
	{
		pattern: /peer closed connection in SSL handshake while SSL handshaking to upstream/i,
		causes: [
			["client-cert-required", 0.55],
			["connection-reset-mid-handshake", 0.5],
			["tls-client-to-plaintext-server", 0.45],
			["sni-missing-or-wrong", 0.35],
			["protocol-version-mismatch", 0.2],
		],
		why: "The upstream closed on the proxy in the middle of the handshake.",
	},
	{
		pattern:
			/connection reset by peer|ECONNRESET|broken pipe|EPIPE\b|forcibly closed by the remote host|ConnectionResetError/i,
		causes: cut,
		why: "The other side cut the connection.",
	},
	{
		pattern: /Socket closed|Network closed for unknown reason|operation was canceled/i,
		causes: [
			["client-cert-required", 0.4],
			["expired-client-cert", 0.25],
			["client-cert-untrusted", 0.3],
			["connection-reset-mid-handshake", 0.3],
			["plaintext-client-to-tls-server", 0.28],
			["other-not-security", 0.25],
		],
		why: "The server closed after the handshake: under TLS 1.3 this is how a refused client certificate often looks.",
	},
	{
		pattern: /upstream connect error or disconnect\/reset before headers|remote connection failure/i,
		causes: upstreamReset,
		why: "Envoy did not reach its upstream; the reason stands behind it or is missing.",
	},
	{
		pattern:
			/TSI_PROTOCOL_FAILURE|Handshake failed.{0,80}tsi_code|Security handshake failed|Ssl handshake failed|authentication handshake failed["\s]*(?:$|\n)|General (?:OpenSsl|SSL)Engine problem/i,
		causes: [
			["trust-bundle-missing-or-stale", 0.35],
			["untrusted-issuer", 0.34],
			["expired-server-cert", 0.22],
			["tls-client-to-plaintext-server", 0.25],
			["client-cert-required", 0.22],
			["self-signed-leaf", 0.2],
			["missing-intermediate", 0.2],
			["no-shared-cipher-or-group", 0.18],
			["protocol-version-mismatch", 0.15],
			["not-yet-valid", 0.1],
		],
		why: "The handshake failed; the reason stands beside it, or in the debug log.",
	},
]
