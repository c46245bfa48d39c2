import type { CoherenceRule } from "../coherence-rule.ts"
import { pairsOf } from "../side-pairs.ts"

export const spiffeClientAgainstFileServer: CoherenceRule = {
	id: "spiffe-client-against-file-server",
	title: "The client looks for a SPIFFE ID, and the server's certificate comes from files.",
	severity: "warning",
	blame: "client",
	judge: ({ settings }) =>
		pairsOf(settings).flatMap(({ server, client }) => {
			const isFiles = server.mode === "tls" || server.mode === "mtls" || server.mode === "external"
			if (client.mode !== "spiffe" || client.software !== "permguard" || !isFiles) return []
			return [
				{
					title:
						"The client accepts only a server with a SPIFFE ID, and this server's certificate comes from files.",
					detail:
						"It works only when those files hold an X.509-SVID of the client's trust domain, as spiffe-helper writes it, and when the server's CA file holds that domain's bundle.",
					at: [client.at, server.at],
				},
			]
		}),
	prose: {
		seen: [
			{ stack: "go-spiffe", line: "x509svid: could not get leaf SPIFFE ID: certificate contains no URI SAN" },
		],
		means:
			"With SPIFFE on, the client ignores host names and CA files. A certificate without a SPIFFE ID is refused, however well it is signed.",
		confirm: "Check the endpoint: its certificate lists no URI.",
		prevent: "Change both sides together.",
	},
	fixes: () => [
		{
			for: "permguard",
			text: "Use files on the client's side too.",
			command:
				"permguard zones list --tls-cert-file client.pem --tls-key-file client-key.pem --tls-ca-file ca.pem",
		},
		{
			for: "server",
			text: "Or use SPIFFE on the server's side.",
			command: "PERMGUARD_SERVER_TLS_MODE=spiffe",
		},
	],
	citation: [{ text: "X.509-SVID", section: "5.2" }],
}
