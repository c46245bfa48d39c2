import { byName, emptyProgram, readOptions } from "./read-commands.ts"
import { mountsOf, volumesOf } from "./read-volumes.ts"
import type { FileStore, Probe, Program, Resource, Setting } from "./settings.ts"
import { at, entriesAt, itemsAt, lineAt, mapsWith, textAt } from "./yaml-path.ts"
import type { YamlNode } from "./yaml-tree.ts"

/** Variables that ConfigMaps hold, by name of the ConfigMap. Those of Secrets are never read as text. */
export type SharedVariables = ReadonlyMap<string, readonly Setting[]>

/** Every resource of a document; the items of a List count one by one. */
export function resourcesOf(root: YamlNode, source: number): readonly Resource[] {
	const kind = textAt(root, "kind")
	const apiVersion = textAt(root, "apiVersion") ?? ""
	if (kind !== undefined && /List$/.test(kind) && at(root, "items") !== undefined)
		return itemsAt(root, "items").flatMap((item) => resourcesOf(item, source))
	if (kind === undefined || apiVersion === "") return []
	const name = textAt(root, "metadata", "name") ?? "without a name"
	const namespace = textAt(root, "metadata", "namespace") ?? ""
	return [{ kind, apiVersion, name, namespace, root, source, at: { source, line: lineAt(root, "kind") } }]
}

/** True when two resources can see each other: same namespace, or one does not say. */
export function isSameNamespace(
	a: { readonly namespace: string },
	b: { readonly namespace: string },
): boolean {
	return a.namespace === "" || b.namespace === "" || a.namespace === b.namespace
}

/** Every container below a document: of a workload, or of a fragment that has only the list. */
export function containersOf(
	root: YamlNode,
	source: number,
	owner: string,
	shared: SharedVariables,
): readonly Program[] {
	const pods = mapsWith(root, "containers").filter((pod) => at(pod, "containers")?.kind === "list")
	return pods.flatMap((pod) => podPrograms(root, pod, source, owner, shared))
}

function podPrograms(
	root: YamlNode,
	pod: YamlNode,
	source: number,
	owner: string,
	shared: SharedVariables,
): readonly Program[] {
	const volumes = volumesOf(pod)
	const labels = Object.fromEntries(
		[
			...entriesAt(root, "metadata", "labels"),
			...entriesAt(root, "spec", "template", "metadata", "labels"),
		].map(({ key, value }) => [key, textAt(value) ?? (value.kind === "scalar" ? value.text : "")]),
	)
	return [...itemsAt(pod, "containers"), ...itemsAt(pod, "initContainers")].map((container) => {
		const name = textAt(container, "name")
		const words = [...itemsAt(container, "command"), ...itemsAt(container, "args")].flatMap((item) =>
			item.kind === "scalar" ? item.text.split(/\s+/).map((text) => ({ text, line: item.line })) : [],
		)
		const { flags, rest } = readOptions(words, source)
		const image = textAt(container, "image")
		return {
			...emptyProgram,
			label: `container ${name ?? "without a name"}${owner === "" ? "" : ` of ${owner}`}`,
			at: { source, line: container.line },
			...(image === undefined ? {} : { image }),
			words: rest.map((word) => word.split("/").at(-1) ?? word),
			env: byName([...sharedVariables(container, shared), ...variablesOf(container, source, shared)]),
			flags,
			// A fragment without mounts says nothing; a whole resource says that there are none.
			...(owner === "" && at(container, "volumeMounts") === undefined
				? {}
				: { mounts: mountsOf(container, volumes, source) }),
			probes: probesOf(container, source),
			ports: itemsAt(container, "ports").flatMap((port) => {
				const number = Number(textAt(port, "containerPort"))
				const portName = textAt(port, "name")
				return Number.isInteger(number)
					? [
							{
								number,
								at: { source, line: port.line },
								...(portName === undefined ? {} : { name: portName }),
							},
						]
					: []
			}),
			user: userOf(pod, container, source),
			labels,
		}
	})
}

/** `env:` of a container. A value from elsewhere that is not given is kept as unknown, so that it counts as set. */
export function variablesOf(
	container: YamlNode,
	source: number,
	shared: SharedVariables = new Map(),
): readonly Setting[] {
	return itemsAt(container, "env").flatMap((item) => {
		const name = textAt(item, "name")
		if (name === undefined) return []
		const line = at(item, "value") === undefined ? item.line : lineAt(item, "value")
		const map = textAt(item, "valueFrom", "configMapKeyRef", "name")
		const key = textAt(item, "valueFrom", "configMapKeyRef", "key")
		const found = map === undefined ? undefined : shared.get(map)?.find((each) => each.name === key)
		const written = textAt(item, "value")
		const isElsewhere = at(item, "valueFrom") !== undefined && found === undefined
		const value = found?.value ?? written ?? (isElsewhere ? "(set elsewhere)" : "")
		return [{ name, value, at: { source, line }, from: "environment" as const }]
	})
}

function sharedVariables(container: YamlNode, shared: SharedVariables): readonly Setting[] {
	return itemsAt(container, "envFrom").flatMap((item) => {
		const name = textAt(item, "configMapRef", "name")
		const prefix = textAt(item, "prefix") ?? ""
		const found = name === undefined ? [] : (shared.get(name) ?? [])
		return found.map((each) => ({ ...each, name: `${prefix}${each.name}` }))
	})
}

const probeNames = ["livenessProbe", "readinessProbe", "startupProbe"] as const

function probesOf(container: YamlNode, source: number): readonly Probe[] {
	return probeNames.flatMap((name): readonly Probe[] => {
		const probe = at(container, name)
		if (probe?.kind !== "map") return []
		const kinds = [
			["grpc", "grpc"],
			["httpGet", "http"],
			["tcpSocket", "tcp"],
			["exec", "exec"],
		] as const
		const found = kinds.find(([key]) => at(probe, key) !== undefined)
		if (found === undefined) return []
		const [key, kind] = found
		const port = textAt(probe, key, "port")
		const command = itemsAt(probe, key, "command").flatMap((word) =>
			word.kind === "scalar" ? [word.text] : [],
		)
		return [
			{
				name,
				kind,
				at: { source, line: lineAt(probe, key) },
				...(port === undefined ? {} : { port }),
				...(kind === "exec" ? { command } : {}),
			},
		]
	})
}

function userOf(pod: YamlNode, container: YamlNode, source: number): NonNullable<Program["user"]> {
	const own = (key: string) =>
		textAt(container, "securityContext", key) ?? textAt(pod, "securityContext", key)
	const uid = Number(own("runAsUser") ?? Number.NaN)
	const group = Number(textAt(pod, "securityContext", "fsGroup") ?? Number.NaN)
	const holder = at(container, "securityContext") ?? at(pod, "securityContext") ?? container
	return {
		isNonRoot: uid > 0 || (own("runAsNonRoot") === "true" && !(uid === 0)),
		at: { source, line: holder.line },
		...(Number.isNaN(uid) ? {} : { uid }),
		...(Number.isNaN(group) ? {} : { fsGroup: group }),
	}
}

/** Variables that ConfigMaps hold. */
export function sharedVariablesOf(resources: readonly Resource[]): SharedVariables {
	return new Map(
		resources
			.filter(({ kind }) => kind === "ConfigMap")
			.map(({ name, root, source }) => [
				name,
				entriesAt(root, "data").flatMap(({ key, line, value }): readonly Setting[] =>
					value.kind === "scalar"
						? [{ name: key, value: value.text, at: { source, line }, from: "environment" }]
						: [],
				),
			]),
	)
}

/** The store that a volume names, where it was given. */
export function findStore(
	stores: readonly FileStore[],
	kind: "secret" | "configMap",
	name: string,
): FileStore | undefined {
	return stores.find((store) => store.name === name && (store.kind === "Secret") === (kind === "secret"))
}
