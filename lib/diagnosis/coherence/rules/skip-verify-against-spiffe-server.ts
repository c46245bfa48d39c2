import type { CoherenceRule } from "../coherence-rule.ts"

export const skipVerifyAgainstSpiffeServer: CoherenceRule = {
	id: "skip-verify-against-spiffe-server",
	title: "Skipping verification does not get a client into a SPIFFE server.",
	severity: "error",
	blame: "client",
	judge: ({ settings }) =>
		settings.sides
			.filter(({ role, mode }) => role === "server" && mode === "spiffe")
			.flatMap((server) =>
				settings.sides
					.filter(
						({ role, skipVerify, mode }) =>
							role === "client" && skipVerify !== undefined && mode !== "spiffe",
					)
					.map((client) => ({
						title: "Skipping verification does not get this client into the SPIFFE server.",
						detail:
							"It only switches off what the client checks. The server still demands an X.509-SVID of its own or a federated trust domain, and refuses every connection without one.",
						at: [...(client.skipVerify === undefined ? [] : [client.skipVerify.at]), server.at],
					})),
			),
	prose: {
		seen: [
			{ stack: "Go", line: "error reading server preface: remote error: tls: certificate required" },
			{ stack: "Go", line: "remote error: tls: bad certificate" },
		],
		means:
			"The guide suggests --tls-skip-verify for clients outside of the cluster. It cannot work: who is let in is the server's decision, and mode spiffe requires a client certificate.",
		confirm: "Check the endpoint: it sends a CertificateRequest without names, and refuses an empty answer.",
		prevent: "Run an instance in mode tls or mtls for clients that have no Workload API.",
	},
	fixes: () => [
		{
			for: "permguard",
			text: "Where an agent is there, use the Workload API.",
			command: "permguard zones list --spiffe-enabled --spiffe-endpoint /run/spire/agent/api.sock",
		},
		{
			for: "permguard",
			text: "Elsewhere, use an SVID that was written to files; its issuer must be in the server's bundle.",
			command: "permguard zones list --tls-cert-file svid.pem --tls-key-file svid_key.pem --tls-skip-verify",
		},
		{
			for: "server",
			text: "Or run a second instance in mode mtls for clients without SPIFFE.",
			command: "PERMGUARD_SERVER_TLS_MODE=mtls",
		},
	],
	citation: [{ text: "go-spiffe, spiffetls/tlsconfig: RequireAnyClientCert and AuthorizeAny" }],
}
