import { serverFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"

export const externalModeWithoutReload: CoherenceRule = {
	id: "external-mode-without-reload",
	title: "Mode external reads its files once, at start.",
	severity: "warning",
	blame: "server",
	judge: ({ settings }) =>
		settings.sides
			.filter(
				({ role, software, mode }) => role === "server" && software === "permguard" && mode === "external",
			)
			.map((side) => ({
				title: "Renewed certificate files reach the server only at its next start.",
				detail:
					"Mode external loads certificate, key and CA once. Whoever renews the files must restart the server too, or it shows the old certificate until that expires.",
				at: [side.at, ...(side.cert === undefined ? [] : [side.cert.at])],
			})),
	prose: {
		seen: [
			{ stack: "Go", line: "x509: certificate has expired or is not yet valid" },
			{ stack: "Go", line: "remote error: tls: expired certificate" },
		],
		means:
			"The guide promises that a rotated certificate is picked up at the next handshake; the program loads the pair and the pool of CAs when it starts and never again. With SVIDs of an hour, that hour is how long a start lasts.",
		confirm: "Compare the serial number in the file with the one that the server shows.",
		prevent:
			"Use mode spiffe where a Workload API is there, or let whatever renews the files restart the server.",
	},
	fixes: () => [
		serverFix("Let the Workload API rotate in memory.", "PERMGUARD_SERVER_TLS_MODE=spiffe"),
		serverFix("Or restart it when the files change.", "kubectl rollout restart deployment/permguard"),
	],
	citation: [{ text: "Permguard source, pkg/transport/grpctls/tls.go: LoadX509KeyPair at start" }],
}
