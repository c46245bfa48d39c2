import { operatorFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"

export const nginxListenerWithoutHttp2: CoherenceRule = {
	id: "nginx-listener-without-http2",
	title: "nginx passes gRPC on, but does not listen for HTTP/2.",
	severity: "error",
	blame: "proxy",
	judge: ({ settings }) =>
		settings.nginx.flatMap(({ listens, passes, label }) =>
			passes.length === 0
				? []
				: listens
						.filter(({ http2 }) => !http2)
						.map(({ at, port }) => ({
							title: `${label} does not speak HTTP/2 on ${port === undefined ? "this port" : `port ${port}`}.`,
							detail:
								"grpc_pass is there, but neither http2 on nor the parameter http2 of listen. Clients get no ALPN protocol h2, or an answer of HTTP/1.1.",
							at: [at, ...passes.slice(0, 2).map(({ url }) => url.at)],
						})),
		),
	prose: {
		seen: [
			{ stack: "Go", line: "credentials: cannot check peer: missing selected ALPN property" },
			{
				stack: "Go",
				line: "http2: frame too large, note that the frame header looked like an HTTP/1.1 header",
			},
		],
		means:
			"nginx speaks HTTP/2 on a port only when it is switched on. grpc_pass concerns the other side, the upstream.",
		confirm: "Check the endpoint: h2 is not selected.",
		prevent: "Write http2 on in every server that passes gRPC on.",
	},
	fixes: () => [
		operatorFix("nginx 1.25.1 and later:", "listen 443 ssl;\nhttp2 on;"),
		operatorFix("Older versions:", "listen 443 ssl http2;"),
	],
	citation: [{ text: "nginx documentation", section: "ngx_http_v2_module: http2" }],
}
