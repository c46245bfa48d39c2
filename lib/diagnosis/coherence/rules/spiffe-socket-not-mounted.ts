import { serverFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"
import { mountsFor } from "../read-volumes.ts"

export const spiffeSocketNotMounted: CoherenceRule = {
	id: "spiffe-socket-not-mounted",
	title: "The Workload API's socket lies where nothing is mounted.",
	severity: "error",
	blame: "server",
	judge: ({ settings }) =>
		settings.programs.flatMap(({ env, flags, mounts, label }) => {
			const names = ["server-tls-spiffe-socket-path", "spiffe-endpoint"].flatMap(
				(flag) => flags.get(flag)?.at(-1) ?? [],
			)
			const set = [
				...names,
				...[
					"SPIFFE_ENDPOINT_SOCKET",
					"PERMGUARD_SERVER_TLS_SPIFFE_SOCKET_PATH",
					"PERMGUARD_SPIFFE_ENDPOINT",
				].flatMap((name) => env.get(name)?.at(-1) ?? []),
			]
			return set.flatMap((setting) => {
				const path = setting.value.replace(/^unix:(?:\/\/(?=\/))?/, "")
				if (mounts === undefined || !path.startsWith("/") || mountsFor(path, mounts).length > 0) return []
				return [
					{
						title: `Nothing is mounted where the socket ${path} should lie.`,
						detail: `go-spiffe tries again for ever without a word in the log: ${label} hangs before it opens its ports, and clients see connection refused.`,
						at: [setting.at, ...mounts.slice(0, 3).map(({ at }) => at)],
					},
				]
			})
		}),
	prose: {
		seen: [
			{
				stack: "go-spiffe",
				line: 'connection error: desc = "transport: Error while dialing: dial unix /run/spire/agent.sock: connect: no such file or directory"',
			},
			{ stack: "client", line: "connect: connection refused" },
		],
		means:
			"The agent's socket must be mounted into the container, by the CSI driver or as a folder of the host. Without it nothing fails: the server waits, and its ports stay closed.",
		confirm: "kubectl exec POD -- ls -l /spiffe-workload-api",
		prevent: "Write the mount and the variable next to each other.",
	},
	fixes: () => [
		serverFix(
			"Mount the socket where the setting looks for it.",
			"volumeMounts:\n  - name: spiffe-workload-api\n    mountPath: /spiffe-workload-api\n    readOnly: true\nvolumes:\n  - name: spiffe-workload-api\n    csi:\n      driver: csi.spiffe.io\n      readOnly: true",
		),
	],
	citation: [
		{ text: "SPIFFE CSI driver, README" },
		{ text: "SPIFFE Workload Endpoint", section: "4, Locating the Endpoint" },
	],
}
