import { serverFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"

export const secretMountedBySubpath: CoherenceRule = {
	id: "secret-mounted-by-subpath",
	title: "A Secret is mounted with subPath, so renewals never arrive.",
	severity: "warning",
	blame: "server",
	judge: ({ settings }) =>
		settings.programs.flatMap(({ mounts = [], label }) =>
			mounts
				.filter(({ subPath, source }) => subPath !== undefined && source.kind === "secret")
				.map((mount) => ({
					title: `A renewed ${mount.path} never reaches the running Pod.`,
					detail: `${label} mounts it with subPath, and such a file is copied once, when the container starts.`,
					at: [mount.at],
				})),
		),
	prose: {
		seen: [{ stack: "Go", line: "x509: certificate has expired or is not yet valid" }],
		means:
			"Kubernetes updates the files of a mounted Secret within a minute or so, but never those that are mounted with subPath. The Secret is new, the file is old.",
		confirm: "Compare the Secret with the file inside the Pod by their fingerprints.",
		prevent: "Mount Secrets as folders.",
	},
	fixes: () => [
		serverFix(
			"Mount the whole Secret as a folder.",
			"volumeMounts:\n  - name: certs\n    mountPath: /certs\n    readOnly: true",
		),
	],
	citation: [
		{ text: "Kubernetes documentation", section: "Secrets: Mounted Secrets are updated automatically" },
	],
}
