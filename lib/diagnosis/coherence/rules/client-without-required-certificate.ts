import type { CoherenceRule } from "../coherence-rule.ts"
import { pairsOf } from "../side-pairs.ts"

export const clientWithoutRequiredCertificate: CoherenceRule = {
	id: "client-without-required-certificate",
	title: "The server requires a client certificate, and the client is set up to send none.",
	severity: "error",
	blame: "client",
	judge: ({ settings }) =>
		pairsOf(settings).flatMap(({ server, client }) => {
			const isMutual = server.mode === "mtls" || server.mode === "external" || server.mode === "spiffe"
			if (!isMutual || client.mode !== "tls" || (client.skipVerify !== undefined && server.mode === "spiffe"))
				return []
			return [
				{
					title: "The server requires a client certificate, and this client sends none.",
					detail: `${server.label}: ${server.text} ${client.label}: ${client.text}`,
					at: [client.at, server.at],
				},
			]
		}),
	prose: {
		seen: [
			{ stack: "Go", line: "error reading server preface: remote error: tls: certificate required" },
			{ stack: "nginx", line: "400 No required SSL certificate was sent" },
		],
		means:
			"Modes mtls, external and spiffe let nobody in without a certificate. A CA file alone is enough only for mode tls, whatever the guide says about external.",
		confirm:
			"Check the endpoint with the client's settings: the refusal follows an empty Certificate message.",
		prevent: "Deploy the client's certificate before the server's mode.",
	},
	fixes: () => [
		{
			for: "permguard",
			text: "Add certificate and key.",
			command:
				"permguard zones list --tls-cert-file client.pem --tls-key-file client-key.pem --tls-ca-file ca.pem",
		},
		{
			for: "grpcurl",
			text: "Add certificate and key.",
			command: "grpcurl -cacert ca.pem -cert client.pem -key client-key.pem service.example:9091 list",
		},
		{
			for: "server",
			text: "In nginx, as the client of an upstream:",
			command: "grpc_ssl_certificate /certs/tls.crt;\ngrpc_ssl_certificate_key /certs/tls.key;",
		},
	],
	citation: [
		{ text: "RFC 8446", section: "4.4.2.4" },
		{ text: "Permguard transport security guide", section: "Mode: mtls (Mutual TLS)" },
	],
}
