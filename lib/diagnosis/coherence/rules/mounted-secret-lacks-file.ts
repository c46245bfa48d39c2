import { serverFix } from "../../client-fixes.ts"
import type { CoherenceJudgement, CoherenceRule } from "../coherence-rule.ts"
import { fileReferences } from "../file-references.ts"
import { mountsFor } from "../read-volumes.ts"
import type { Program, Settings } from "../settings.ts"
import { storedNames } from "../stored-names.ts"

export const mountedSecretLacksFile: CoherenceRule = {
	id: "mounted-secret-lacks-file",
	title: "A path names a file that the mounted Secret does not have.",
	severity: "error",
	blame: "server",
	judge: ({ settings }) => settings.programs.flatMap((program) => lackingFiles(program, settings)),
	prose: {
		seen: [{ stack: "Go", line: "open /certs/ca.pem: no such file or directory" }],
		means:
			"Each key of a Secret becomes a file of that very name. A Secret of type kubernetes.io/tls has tls.crt and tls.key; ca.crt is there only when whoever made it knew the CA, as cert-manager with a private issuer does.",
		confirm: "List the keys: kubectl get secret NAME -o jsonpath='{.data}' shows their names.",
		prevent: "Use the Secret's own key names in paths, or rename them with items.",
	},
	fixes: () => [
		serverFix("Use the names that the Secret has.", "/certs/tls.crt\n/certs/tls.key\n/certs/ca.crt"),
		serverFix(
			"Or rename the keys where they are mounted.",
			"secret:\n  secretName: server-tls\n  items:\n    - key: tls.crt\n      path: server-cert.pem\n    - key: tls.key\n      path: server-key.pem\n    - key: ca.crt\n      path: ca.pem",
		),
	],
	citation: [
		{
			text: "Kubernetes documentation",
			section: "Secrets: TLS secrets; Projection of Secret keys to specific paths",
		},
	],
}

function lackingFiles(program: Program, settings: Settings): readonly CoherenceJudgement[] {
	const { mounts } = program
	if (mounts === undefined) return []
	return fileReferences(program).flatMap(({ setting, is }) => {
		const found = mountsFor(setting.value, mounts)
		const [mount] = found
		if (is === "socket" || mount === undefined) return []
		const known = found.map((each) => storedNames(each, settings))
		if (known.some((names) => names === undefined)) return []
		const names = known.flatMap((each) => each?.names ?? [])
		const why = known.flatMap((each) => each?.why ?? [])
		const wanted = setting.value.slice(mount.path.length + 1)
		const isThere =
			mount.subPath === undefined ? names.includes(wanted) : names.includes(mount.subPath.replace(/^\//, ""))
		if (isThere) return []
		return [
			{
				title: `The volume at ${mount.path} has no file ${wanted === "" ? (mount.subPath ?? "") : wanted}.`,
				detail: `${why.join(" ")} Its files are ${names.length === 0 ? "none" : names.join(", ")}.`,
				at: [setting.at, mount.at, ...known.flatMap((each) => each?.at ?? [])],
			},
		]
	})
}
