import { serverFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"

export const volumeNotDefined: CoherenceRule = {
	id: "volume-not-defined",
	title: "A container mounts a volume that the Pod does not have.",
	severity: "error",
	blame: "server",
	judge: ({ settings }) =>
		settings.programs.flatMap(({ mounts = [], label }) =>
			mounts
				.filter(({ source, volume }) => source.kind === "missing" && !/\{\{|\$/.test(volume))
				.map((mount) => ({
					title: `No volume is called ${mount.volume}.`,
					detail: `${label} mounts it at ${mount.path}, and Kubernetes refuses the Pod. A StatefulSet may get it from volumeClaimTemplates.`,
					at: [mount.at],
				})),
		),
	prose: {
		seen: [{ stack: "Kubernetes", line: 'spec.containers[0].volumeMounts[0].name: Not found: "certs"' }],
		means: "volumeMounts name entries of volumes, letter by letter.",
		confirm: "kubectl apply --dry-run=server names the mount.",
		prevent: "Write both next to each other.",
	},
	fixes: () => [
		serverFix("Define the volume.", "volumes:\n  - name: certs\n    secret:\n      secretName: server-tls"),
	],
	citation: [{ text: "Kubernetes documentation", section: "Volumes: How volumes work" }],
}
