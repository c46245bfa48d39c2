const podKeys = /^(?:volumes|containers|initContainers|securityContext|serviceAccountName):/
const containerKeys =
	/^(?:env|envFrom|volumeMounts|ports|image|args|command|livenessProbe|readinessProbe|startupProbe|resources):/
const volumeKinds = /^(?:csi|secret|configMap|hostPath|emptyDir|projected|persistentVolumeClaim):/
const probeKinds = /^(?:grpc|httpGet|tcpSocket|exec):/

/**
 * Pages of documentation lose the indentation of manifests when they are copied. Puts it back for the containers and
 * volumes of a Pod, by the names of their keys, line for line; undefined for text that is indented, or is no such
 * manifest.
 */
export function restoreIndentation(text: string): string | undefined {
	const lines = text.split("\n")
	if (lines.some((line) => /^\s+\S/.test(line))) return undefined
	if (!lines.some((line) => /^(?:env|volumes|volumeMounts):\s*$/.test(line))) return undefined
	let pod = ""
	let list = ""
	let isProbe = false
	// Without a Pod around it, a container's keys stand at the left.
	const base = lines.some((line) => /^containers:/.test(line)) ? 2 : 0
	const restored = lines.map((line) => {
		const key = /^(\w+):/.exec(line)?.[1] ?? ""
		if (podKeys.test(line)) {
			pod = key
			list = ""
			return line
		}
		if (pod === "volumes" && !containerKeys.test(line)) {
			if (line.startsWith("- ")) return line
			return `${volumeKinds.test(line) ? "  " : "    "}${line}`
		}
		if (containerKeys.test(line)) {
			list = key
			isProbe = key.endsWith("Probe")
			return `${" ".repeat(base)}${line}`
		}
		if (list === "") return line.startsWith("- ") ? line : `${" ".repeat(base)}${line}`
		if (isProbe) return `${" ".repeat(base + (probeKinds.test(line) ? 2 : 4))}${line}`
		return `${" ".repeat(base + (line.startsWith("- ") ? 0 : 2))}${line}`
	})
	return restored.join("\n")
}
