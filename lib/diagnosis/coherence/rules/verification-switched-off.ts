import type { CoherenceRule } from "../coherence-rule.ts"

export const verificationSwitchedOff: CoherenceRule = {
	id: "verification-switched-off",
	title: "The client does not verify the server.",
	severity: "warning",
	blame: "client",
	judge: ({ settings }) =>
		settings.sides.flatMap(({ role, skipVerify, ca, mode }) => {
			if (role !== "client" || skipVerify === undefined || mode === "spiffe") return []
			return [
				{
					title:
						ca === undefined
							? "The client does not verify the server."
							: "The client has a CA file, and is told not to verify with it.",
					detail: `${skipVerify.name} lets anybody in between answer as the server${ca === undefined ? "" : `, and leaves ${ca.name} without effect`}.`,
					at: [skipVerify.at, ...(ca === undefined ? [] : [ca.at])],
				},
			]
		}),
	prose: {
		seen: [{ stack: "Permguard", line: "--tls-skip-verify" }],
		means:
			"The connection is encrypted, but with whoever answers. Tokens and certificates that the client sends prove nothing about the other end.",
		confirm: "Take the switch away: if the connection then fails, verification was hiding that failure.",
		prevent: "Give clients the CA file, and keep the switch out of everything that is stored.",
	},
	fixes: () => [
		{
			for: "permguard",
			text: "Verify with the CA file.",
			command: "permguard zones list --tls-ca-file ca.pem",
		},
		{
			for: "grpcurl",
			text: "Verify with the CA file.",
			command: "grpcurl -cacert ca.pem service.example:9091 list",
		},
	],
	citation: [{ text: "RFC 9325", section: "6.1" }],
}
