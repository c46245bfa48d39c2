import { serverFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"
import { fileReferences } from "../file-references.ts"
import { mountsFor } from "../read-volumes.ts"

export const tlsFileNotMounted: CoherenceRule = {
	id: "tls-file-not-mounted",
	title: "A certificate or key file lies where nothing is mounted.",
	severity: "error",
	blame: "server",
	judge: ({ settings }) =>
		settings.programs.flatMap((program) => {
			const { mounts } = program
			if (mounts === undefined) return []
			const lost = fileReferences(program).filter(
				({ is, setting }) =>
					is !== "socket" && !ofImage(setting.value) && mountsFor(setting.value, mounts).length === 0,
			)
			const [first] = lost
			if (first === undefined) return []
			return [
				{
					title: `Nothing is mounted where ${first.setting.value} should lie.`,
					detail: `${mounts.length === 0 ? "There are no mounts" : `The mounts are at ${[...new Set(mounts.map(({ path }) => path))].slice(0, 5).join(", ")}`} in ${program.label}. Unless the image itself holds the file, the program ends at start.`,
					at: [...lost.map(({ setting }) => setting.at), ...mounts.slice(0, 3).map(({ at }) => at)],
				},
			]
		}),
	prose: {
		seen: [
			{ stack: "Go", line: "open /certs/tls.crt: no such file or directory" },
			{ stack: "nginx", line: 'cannot load certificate "/certs/tls.crt": BIO_new_file() failed' },
		],
		means:
			"A container sees only the files of its image and of its mounts. The path in the settings must begin with a mountPath, and the rest must be a file of that volume.",
		confirm: "List the folder inside the container: kubectl exec POD -- ls -l /certs",
		prevent: "Write the mount and the path from one value.",
	},
	fixes: () => [
		serverFix(
			"Mount the Secret at the folder of the path.",
			"volumeMounts:\n  - name: certs\n    mountPath: /certs\n    readOnly: true\nvolumes:\n  - name: certs\n    secret:\n      secretName: server-tls",
		),
	],
	citation: [{ text: "Kubernetes documentation", section: "Volumes: secret" }],
}

/** CA files that images bring along, and folders that Kubernetes and Vault's injector mount by themselves. */
function ofImage(path: string): boolean {
	return /^\/(?:etc\/(?:ssl|pki|ca-certificates)|usr\/(?:share|lib|local\/share)|var\/run\/secrets|run\/secrets|vault\/secrets)\//.test(
		path,
	)
}
