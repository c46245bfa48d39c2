import type { Place, Setting } from "./settings.ts"
import type { YamlNode } from "./yaml-tree.ts"

/** The value at a path of keys; undefined where one is absent or no mapping. */
export function at(node: YamlNode | undefined, ...keys: readonly string[]): YamlNode | undefined {
	let here = node
	for (const key of keys) {
		if (here?.kind !== "map") return undefined
		here = here.entries.get(key)?.value
	}
	return here
}

/** The text at a path; undefined for what is absent, empty or no scalar. */
export function textAt(node: YamlNode | undefined, ...keys: readonly string[]): string | undefined {
	const found = at(node, ...keys)
	return found?.kind === "scalar" && !found.isEmpty ? found.text : undefined
}

/** The items at a path; none for what is no list. */
export function itemsAt(node: YamlNode | undefined, ...keys: readonly string[]): readonly YamlNode[] {
	const found = at(node, ...keys)
	return found?.kind === "list" ? found.items : []
}

/** Keys and values at a path, with the line of each key. */
export function entriesAt(node: YamlNode | undefined, ...keys: readonly string[]) {
	const found = at(node, ...keys)
	return found?.kind === "map" ? [...found.entries].map(([key, entry]) => ({ key, ...entry })) : []
}

/** The line of the key at the end of a path; that of `node` where it is absent. */
export function lineAt(node: YamlNode, ...keys: readonly string[]): number {
	const last = keys.at(-1)
	const parent = at(node, ...keys.slice(0, -1))
	if (last === undefined || parent?.kind !== "map") return node.line
	return parent.entries.get(last)?.line ?? node.line
}

/** The setting at a path, named for its last key. */
export function settingAt(source: number, node: YamlNode, ...keys: readonly string[]): Setting | undefined {
	const value = textAt(node, ...keys)
	if (value === undefined) return undefined
	const at: Place = { source, line: lineAt(node, ...keys) }
	return { name: keys.at(-1) ?? "", value, at, from: "file" }
}

/** Every mapping below a value that has this key, outermost first; bounded by the size of the tree. */
export function mapsWith(node: YamlNode, key: string): readonly YamlNode[] {
	if (node.kind === "scalar") return []
	const below = node.kind === "list" ? node.items : [...node.entries.values()].map(({ value }) => value)
	const found = below.flatMap((each) => mapsWith(each, key))
	return node.kind === "map" && node.entries.has(key) ? [node, ...found] : found
}

/** The outermost mappings below a value, itself included, that fit; what lies inside of one is not looked at. */
export function outermost(node: YamlNode, fits: (map: YamlNode) => boolean): readonly YamlNode[] {
	if (node.kind === "scalar") return []
	if (node.kind === "map" && fits(node)) return [node]
	const below = node.kind === "list" ? node.items : [...node.entries.values()].map(({ value }) => value)
	return below.flatMap((each) => outermost(each, fits))
}
