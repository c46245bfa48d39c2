import { serverFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"

export const spiffeSocketNotSet: CoherenceRule = {
	id: "spiffe-socket-not-set",
	title: "SPIFFE is on, but nothing says where the Workload API is.",
	severity: "error",
	blame: "server",
	judge: ({ settings }) =>
		settings.sides
			.filter(
				({ software, mode, socket }) => software === "permguard" && mode === "spiffe" && socket === undefined,
			)
			.map((side) => ({
				title: `The ${side.role} uses SPIFFE, but nothing says where the Workload API is.`,
				detail:
					side.role === "server"
						? "Neither --server-tls-spiffe-socket-path nor SPIFFE_ENDPOINT_SOCKET is set here, and there is no default."
						: "Neither --spiffe-endpoint nor SPIFFE_ENDPOINT_SOCKET is set here, and there is no default.",
				at: [side.at],
				blame: side.role,
				severity: side.role === "client" ? ("warning" as const) : ("error" as const),
			})),
	prose: {
		seen: [
			{ stack: "go-spiffe", line: "workload endpoint socket address is not configured" },
			{ stack: "Permguard", line: "tls: spiffe-enabled requires spiffe-socket-path" },
		],
		means:
			"An application finds the agent by SPIFFE_ENDPOINT_SOCKET or by a setting of its own. Without either it ends at once.",
		confirm: "Print the variable in the very process: kubectl exec POD -- printenv SPIFFE_ENDPOINT_SOCKET",
		prevent: "Set the variable next to the mount of the socket.",
	},
	fixes: () => [
		serverFix(
			"Name the socket, as a URI.",
			"SPIFFE_ENDPOINT_SOCKET=unix:///spiffe-workload-api/spire-agent.sock",
		),
		{
			for: "permguard",
			text: "Name the socket, as a bare path.",
			command:
				"permguard zones list --spiffe-enabled --spiffe-endpoint /spiffe-workload-api/spire-agent.sock",
		},
	],
	citation: [{ text: "SPIFFE Workload Endpoint", section: "4, Locating the Endpoint" }],
}
