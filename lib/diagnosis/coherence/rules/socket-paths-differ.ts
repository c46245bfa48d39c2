import { operatorFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"

export const socketPathsDiffer: CoherenceRule = {
	id: "socket-paths-differ",
	title: "The agent listens on another socket than the workload looks for.",
	severity: "error",
	blame: "identity-provider",
	judge: ({ settings }) => {
		const agent = settings.spire.find(({ role }) => role === "agent")
		const listens = agent?.values.get("socket_path")
		if (listens === undefined) return []
		const named = settings.programs
			// Inside of a container the same socket has the path of its mount.
			.filter(({ mounts }) => mounts === undefined)
			.flatMap(({ env }) => env.get("SPIFFE_ENDPOINT_SOCKET")?.at(-1) ?? [])
		return named
			.filter(({ value }) => pathOf(value) !== listens.value)
			.map(({ at }) => ({
				title: "The agent listens on another socket than the workload looks for.",
				detail: `The agent makes ${listens.value}. Most clients try again for ever without a word when the socket is not there.`,
				at: [at, listens.at],
				fixes: [operatorFix("Name the agent's socket.", `SPIFFE_ENDPOINT_SOCKET=unix://${listens.value}`)],
			}))
	},
	prose: {
		seen: [{ stack: "Go", line: "dial unix /tmp/agent.sock: connect: no such file or directory" }],
		means:
			"Agent and workload must name one socket; the path of the agent's default differs between packages.",
		confirm: "ls -l the path that the workload names.",
		prevent: "Set SPIFFE_ENDPOINT_SOCKET from the agent's socket_path.",
	},
	fixes: () => [
		operatorFix("Name the agent's socket.", "SPIFFE_ENDPOINT_SOCKET=unix:///run/spire/agent/api.sock"),
	],
	citation: [{ text: "SPIRE documentation", section: "Agent configuration: socket_path" }],
}

function pathOf(address: string): string {
	return address.replace(/^unix:(?:\/\/(?=\/))?/, "")
}
