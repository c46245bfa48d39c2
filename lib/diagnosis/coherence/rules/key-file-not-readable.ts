import { serverFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"

export const keyFileNotReadable: CoherenceRule = {
	id: "key-file-not-readable",
	title: "The file mode keeps the process from reading its key.",
	severity: "error",
	blame: "server",
	judge: ({ settings }) =>
		settings.programs.flatMap(({ mounts = [], user, label }) => {
			if (user === undefined || !user.isNonRoot || user.fsGroup !== undefined) return []
			const locked = mounts.filter(
				({ source }) => source.kind === "secret" && source.mode !== undefined && (source.mode & 0o004) === 0,
			)
			const [first] = locked
			if (first === undefined) return []
			return [
				{
					title: `The files at ${first.path} can be read by root alone, and the process is not root.`,
					detail: `Files of a Secret belong to root. With defaultMode ${first.source.kind === "secret" ? `0${(first.source.mode ?? 0).toString(8)}` : ""} and no fsGroup, ${label} gets permission denied.`,
					at: [...locked.map(({ at }) => at), user.at],
				},
			]
		}),
	prose: {
		seen: [{ stack: "Go", line: "open /certs/tls.key: permission denied" }],
		means:
			"The kubelet writes the files of a Secret as root. defaultMode 0400 and 0600 then shut out every other user, unless fsGroup gives the files to a group of the Pod.",
		confirm: "kubectl exec POD -- ls -ln /certs/..data/ beside kubectl exec POD -- id",
		prevent: "Set fsGroup wherever runAsNonRoot and a tight defaultMode meet.",
	},
	fixes: () => [
		serverFix(
			"Give the files to a group of the Pod.",
			"spec:\n  securityContext:\n    runAsNonRoot: true\n    runAsUser: 65532\n    fsGroup: 65532",
		),
	],
	citation: [
		{
			text: "Kubernetes documentation",
			section: "Secrets: POSIX permissions; Configure a Security Context: fsGroup",
		},
	],
}
