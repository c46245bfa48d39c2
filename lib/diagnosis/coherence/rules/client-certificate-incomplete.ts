import type { CoherenceRule } from "../coherence-rule.ts"

export const clientCertificateIncomplete: CoherenceRule = {
	id: "client-certificate-incomplete",
	title: "A client certificate without its key, or a key without its certificate.",
	severity: "error",
	blame: "client",
	judge: ({ settings }) =>
		settings.sides.flatMap(({ role, cert, key, label }) => {
			if (role !== "client" || (cert === undefined) === (key === undefined)) return []
			const given = cert ?? key
			if (given === undefined) return []
			const [has, lacks] =
				cert === undefined ? ["a private key", "certificate"] : ["a certificate", "private key"]
			return [
				{
					title: `The client has ${has}, but no ${lacks}.`,
					detail: `${label} needs both to send a certificate. It refuses half a pair before it dials.`,
					at: [given.at],
				},
			]
		}),
	prose: {
		seen: [
			{ stack: "Permguard", line: "tls: both cert-file and key-file must be provided together for mTLS" },
		],
		means: "To send a certificate a client must sign with its private key; either alone is of no use.",
		confirm: "Look for both settings in the very process: one of them may be set somewhere else.",
		prevent: "Set both in one place.",
	},
	fixes: () => [
		{
			for: "permguard",
			text: "Give certificate and key together.",
			command:
				"permguard zones list --tls-cert-file client.pem --tls-key-file client-key.pem --tls-ca-file ca.pem",
		},
		{
			for: "grpcurl",
			text: "Give certificate and key together.",
			command: "grpcurl -cacert ca.pem -cert client.pem -key client-key.pem service.example:9091 list",
		},
	],
	citation: [{ text: "Permguard transport security guide", section: "CLI Flags Reference (mtls)" }],
}
