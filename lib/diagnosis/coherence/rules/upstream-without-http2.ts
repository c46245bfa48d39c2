import { operatorFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"

export const upstreamWithoutHttp2: CoherenceRule = {
	id: "upstream-without-http2",
	title: "Envoy speaks HTTP/1.1 to an upstream that is to speak gRPC.",
	severity: "error",
	blame: "proxy",
	judge: ({ settings }) => {
		// Where some clusters have it, the others may be meant for HTTP/1.1.
		const isMixed = settings.contexts.some(({ role, hasHttp2 }) => role === "client" && hasHttp2)
		return settings.contexts
			.filter(
				({ role, isHttp, hasHttp2, tls, alpn }) =>
					role === "client" && isHttp && !hasHttp2 && !(tls && alpn.includes("h2")),
			)
			.map(({ label, at, tls }) => ({
				title: `${label} is reached with HTTP/1.1.`,
				detail: `It has no http2_protocol_options${tls ? ", so that the ALPN protocol h2 is not offered either. grpc-go since 1.67 closes such a connection" : ""}. gRPC needs HTTP/2.`,
				at: [at],
				...(isMixed ? { severity: "warning" as const } : {}),
			}))
	},
	prose: {
		seen: [
			{
				stack: "Envoy",
				line: "upstream connect error or disconnect/reset before headers. reset reason: protocol error",
			},
			{ stack: "Go", line: "http2Server.HandleStreams received bogus greeting from client" },
		],
		means:
			"Envoy's default towards an upstream is HTTP/1.1. HTTP/2 must be asked for per cluster; with TLS that also sets the ALPN protocol.",
		confirm: "Envoy's /clusters and the upstream's log show the protocol of the connection.",
		prevent: "Set explicit_http_config with http2_protocol_options on every cluster of gRPC.",
	},
	fixes: () => [
		operatorFix(
			"Speak HTTP/2 to the cluster.",
			[
				"typed_extension_protocol_options:",
				"  envoy.extensions.upstreams.http.v3.HttpProtocolOptions:",
				'    "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions',
				"    explicit_http_config:",
				"      http2_protocol_options: {}",
			].join("\n"),
		),
	],
	citation: [{ text: "Envoy documentation", section: "HTTP/2 upstream: HttpProtocolOptions" }],
}
