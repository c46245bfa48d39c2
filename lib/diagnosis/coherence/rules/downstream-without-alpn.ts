import { operatorFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"

export const downstreamWithoutAlpn: CoherenceRule = {
	id: "downstream-without-alpn",
	title: "Envoy's TLS listener does not offer the ALPN protocol h2.",
	severity: "error",
	blame: "proxy",
	judge: ({ settings }) =>
		settings.contexts
			.filter(({ role, tls, isHttp, alpn }) => role === "server" && tls && isHttp && !alpn.includes("h2"))
			.map(({ label, at, alpn }) => ({
				title: `${label} does not select the ALPN protocol h2.`,
				detail: `${alpn.length === 0 ? "alpn_protocols is not set" : `alpn_protocols is ${alpn.join(", ")}`}. gRPC clients that insist on ALPN (grpc-go since 1.67, C-core, grpc-java) close the connection.`,
				at: [at],
			})),
	prose: {
		seen: [
			{ stack: "Go", line: "credentials: cannot check peer: missing selected ALPN property" },
			{ stack: "C-core", line: "Cannot check peer: missing selected ALPN property." },
		],
		means:
			"Envoy answers the client's ALPN offer only from its own list, and that list is empty unless it is set.",
		confirm: "openssl s_client -alpn h2 -connect HOST:PORT prints “No ALPN negotiated”.",
		prevent: "Set alpn_protocols on every listener of gRPC.",
	},
	fixes: () => [operatorFix("Offer h2 first.", "common_tls_context:\n  alpn_protocols: [h2, http/1.1]")],
	citation: [
		{ text: "Envoy documentation", section: "CommonTlsContext: alpn_protocols" },
		{ text: "RFC 9113", section: "3.2" },
	],
}
