import type { Mount, VolumeSource } from "./settings.ts"
import { at, itemsAt, lineAt, textAt } from "./yaml-path.ts"
import type { YamlNode } from "./yaml-tree.ts"

/** Volumes of a Pod by name. A projected volume has several sources. */
export function volumesOf(pod: YamlNode): ReadonlyMap<string, readonly VolumeSource[]> | undefined {
	// A fragment without volumes says nothing about them; only a list can lack one.
	if (at(pod, "volumes") === undefined && at(pod, "containers") === undefined) return undefined
	return new Map(
		itemsAt(pod, "volumes").flatMap((volume) => {
			const name = textAt(volume, "name")
			return name === undefined ? [] : [[name, sourcesOf(volume)] as const]
		}),
	)
}

function sourcesOf(volume: YamlNode): readonly VolumeSource[] {
	const projected = itemsAt(volume, "projected", "sources")
	if (projected.length > 0) return projected.flatMap((source) => stored(source, at(volume, "projected")))
	const own = stored(volume, undefined)
	if (own.length > 0) return own
	const driver = textAt(volume, "csi", "driver")
	if (driver !== undefined) return [{ kind: "csi", driver }]
	const kinds = volume.kind === "map" ? [...volume.entries.keys()].filter((key) => key !== "name") : []
	return [{ kind: "other", what: kinds[0] ?? "emptyDir" }]
}

function stored(node: YamlNode, holder: YamlNode | undefined): readonly VolumeSource[] {
	const kind = at(node, "secret") !== undefined ? "secret" : "configMap"
	const body = at(node, kind)
	if (body === undefined) return []
	const name = textAt(body, "secretName") ?? textAt(body, "name")
	if (name === undefined) return []
	const items = itemsAt(body, "items").flatMap((item) => {
		const key = textAt(item, "key")
		return key === undefined ? [] : [{ key, path: textAt(item, "path") ?? key }]
	})
	const mode = fileModeOf(textAt(holder ?? body, "defaultMode"))
	return [
		{
			kind,
			name,
			...(at(body, "items") === undefined ? {} : { items }),
			...(mode === undefined ? {} : { mode }),
		},
	]
}

/** A file mode as Kubernetes reads it: `0400` and `0o400` are octal, other numbers decimal. */
function fileModeOf(text: string | undefined): number | undefined {
	if (text === undefined || !/^(?:0o?)?\d{1,4}$/.test(text)) return undefined
	return /^0/.test(text) && text !== "0" ? Number.parseInt(text.replace(/^0o?/, ""), 8) : Number(text)
}

/** What a container sees of the volumes; one mount for every source of a projected volume. */
export function mountsOf(
	container: YamlNode,
	volumes: ReadonlyMap<string, readonly VolumeSource[]> | undefined,
	source: number,
): readonly Mount[] {
	return itemsAt(container, "volumeMounts").flatMap((mount) => {
		const path = textAt(mount, "mountPath")
		const volume = textAt(mount, "name") ?? ""
		if (path === undefined) return []
		const subPath = textAt(mount, "subPath")
		const place = { source, line: lineAt(mount, "mountPath") }
		const missing: readonly VolumeSource[] = [{ kind: "missing", volume }]
		const sources = volumes === undefined ? [] : (volumes.get(volume) ?? missing)
		return sources.map((each) => ({
			path: path.replace(/\/+$/, "") || "/",
			volume,
			source: each,
			at: place,
			...(subPath === undefined ? {} : { subPath }),
		}))
	})
}

/** The mount that a file lies below: the longest that fits, all sources of it. */
export function mountsFor(path: string, mounts: readonly Mount[]): readonly Mount[] {
	const fitting = mounts.filter(
		(mount) => path === mount.path || mount.path === "/" || path.startsWith(`${mount.path}/`),
	)
	const longest = Math.max(0, ...fitting.map((mount) => mount.path.length))
	return fitting.filter((mount) => mount.path.length === longest)
}
