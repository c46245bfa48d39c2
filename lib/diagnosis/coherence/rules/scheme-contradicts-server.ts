import type { CoherenceRule } from "../coherence-rule.ts"
import { pairsOf } from "../side-pairs.ts"

export const schemeContradictsServer: CoherenceRule = {
	id: "scheme-contradicts-server",
	title: "One side speaks plaintext, the other TLS.",
	severity: "error",
	blame: "client",
	judge: ({ settings }) =>
		pairsOf(settings).flatMap(({ server, client }) => {
			if (server.mode === "unknown" || client.mode === "unknown") return []
			if ((server.mode === "none") === (client.mode === "none")) return []
			const isPlain = client.mode === "none"
			return [
				{
					title: isPlain
						? "The client speaks plaintext to a server that speaks TLS."
						: "The client speaks TLS to a server that speaks plaintext.",
					detail: `${server.label}: ${server.text} ${client.label}: ${client.text}`,
					at: [client.endpoints[0]?.at ?? client.at, server.at],
				},
			]
		}),
	prose: {
		seen: [
			{ stack: "Go", line: "error reading server preface: EOF" },
			{ stack: "Go", line: "tls: first record does not look like a TLS handshake" },
		],
		means: "Neither side can read the other's first bytes. The messages about it rarely say so.",
		confirm: "Check the endpoint: its first bytes show what it speaks.",
		prevent: "Change scheme and mode together.",
	},
	fixes: () => [
		{
			for: "permguard",
			text: "Make the scheme fit the server: grpcs:// for TLS, grpc:// for plaintext.",
			command: "permguard config set zap-endpoint grpcs://service.example:9091",
		},
		{
			for: "server",
			text: "In nginx, the scheme of grpc_pass decides.",
			command: "grpc_pass grpcs://backend;",
		},
	],
	citation: [{ text: "Permguard transport security guide", section: "Troubleshooting" }],
}
