import type { Matcher } from "./matcher.ts"

const unreached = [
	["connection-refused", 0.45],
	["timeout-or-blackhole", 0.35],
	["expired-server-cert", 0.3],
	["untrusted-issuer", 0.28],
	["tls-client-to-plaintext-server", 0.28],
	["connection-reset-mid-handshake", 0.25],
	["client-cert-required", 0.22],
] as const

/** Words and flags of Envoy, Istio, nginx, HAProxy, Linkerd and load balancers. Data. */
export const proxyMatchers: readonly Matcher[] = [
	{
		pattern:
			/(?:HTTP\/[\d.]+" \d{3}|response_flags"?[:=]) ?"?(?:[A-Z]{2,6},)*UF\b|upstream_reset_before_response_started\{(?:remote_)?connection_failure/,
		causes: unreached,
		why: "UF: Envoy could not connect to the upstream; the failure reason of the cluster says why.",
	},
	{
		pattern:
			/(?:HTTP\/[\d.]+" \d{3}|response_flags"?[:=]) ?"?(?:[A-Z]{2,6},)*(?:UH|NR|NC|UO|DI|FI|RL|RLSE|OM|UMSDR)\b|no_healthy_upstream|route_not_found|cluster_not_found/,
		causes: [["other-not-security", 0.85]],
		why: "The proxy had nowhere to send the call, or chose not to; no handshake was tried.",
	},
	{
		pattern:
			/(?:HTTP\/[\d.]+" \d{3}|response_flags"?[:=]) ?"?(?:[A-Z]{2,6},)*UC\b|reset reason: connection termination/,
		causes: [
			["connection-reset-mid-handshake", 0.45],
			["plaintext-client-to-tls-server", 0.35],
			["client-cert-required", 0.3],
			["other-not-security", 0.3],
		],
		why: "The upstream ended the connection that the proxy had made.",
	},
	{
		pattern:
			/(?:HTTP\/[\d.]+" \d{3}|response_flags"?[:=]) ?"?(?:[A-Z]{2,6},)*(?:UAEX|UAEF)\b|ext_authz_(?:denied|error)|rbac_access_denied/,
		causes: [["permission-denied-authz", 0.85]],
		why: "A policy at the proxy refused the call.",
	},
	{
		pattern: /jwt_authn_access_denied|Jwt[ _](?:is|header|issuer|verification|authentication)|Jwks /i,
		causes: [["token-missing-or-invalid", 0.9]],
		why: "The proxy did not accept the token.",
	},
	{
		pattern:
			/reset reason: connection timeout|HTTP\/[\d.]+" 504 UF|connect timed? ?out|upstream timed out \(\d+: [^)]{1,40}\) while connecting/i,
		causes: [["timeout-or-blackhole", 0.9]],
		why: "The proxy's packets to the upstream were not answered.",
	},
	{
		pattern:
			/upstream timed out \(\d+: [^)]{1,40}\) while (?:reading|sending)|upstream request timeout|HTTP\/[\d.]+" 504 UT\b|upstream_response_timeout/i,
		causes: [["other-not-security", 0.97]],
		why: "The upstream took the call and did not answer in time.",
	},
	{
		pattern:
			/reset reason: protocol error|upstream_reset_before_response_started\{protocol_error|Last error: Protocol error\b/i,
		causes: [
			["http1-proxy-or-wrong-protocol", 0.6],
			["plaintext-client-to-tls-server", 0.45],
		],
		why: "What the other side answered is not HTTP/2.",
	},
	{
		pattern:
			/upstream sent too large http2 frame|upstream sent invalid (?:http2|header)|upstream sent frame for unknown stream/i,
		causes: [
			["http1-proxy-or-wrong-protocol", 0.7],
			["plaintext-client-to-tls-server", 0.5],
		],
		why: "What nginx read as a frame of HTTP/2 is something else.",
	},
	{
		pattern: /upstream prematurely closed connection/i,
		causes: [
			["plaintext-client-to-tls-server", 0.42],
			["http1-proxy-or-wrong-protocol", 0.4],
			["other-not-security", 0.35],
			["client-cert-required", 0.25],
		],
		why: "The upstream took the connection and closed it without an answer.",
	},
	{
		pattern: /SSL handshake failure\b|Layer6 invalid response/i,
		causes: {
			client: [
				["untrusted-issuer", 0.4],
				["tls-client-to-plaintext-server", 0.38],
				["client-cert-required", 0.35],
				["no-shared-cipher-or-group", 0.3],
			],
			server: [
				["untrusted-issuer", 0.4],
				["plaintext-client-to-tls-server", 0.38],
				["connection-reset-mid-handshake", 0.35],
				["no-shared-cipher-or-group", 0.3],
			],
		},
		why: "HAProxy names no reason here; its log with `%[ssl_fc_err_str]` or `%[ssl_bc_err_str]` does.",
	},
	{
		pattern: /host not found in upstream|could not be resolved \(\d+:/i,
		causes: [["dns-failure", 0.92]],
		why: "The proxy could not resolve the name of the upstream.",
	},
	{
		pattern: /Server: awselb|awselb\/2\.0|<center>nginx|cloudflare<\/center>/i,
		causes: [
			["http1-proxy-or-wrong-protocol", 0.7],
			["other-not-security", 0.4],
		],
		why: "A load balancer answered in place of the gRPC server.",
	},
]
