import { bindMount, byName, emptyProgram, readOptions } from "./read-commands.ts"
import type { Mount, Probe, Program, Setting } from "./settings.ts"
import { shellCommands } from "./shell-words.ts"
import { at, entriesAt, itemsAt, lineAt, settingAt, textAt } from "./yaml-path.ts"
import type { YamlNode } from "./yaml-tree.ts"

/** The services of a Compose file, or of a fragment of one. */
export function composeServices(root: YamlNode, source: number): readonly Program[] {
	const services = entriesAt(root, "services").filter(({ value }) => value.kind === "map")
	return services.map(({ key, value, line }) => serviceOf(key, value, source, line))
}

function serviceOf(name: string, service: YamlNode, source: number, line: number): Program {
	const image = textAt(service, "image")
	const { flags, rest } = readOptions(
		[...wordsAt(service, "entrypoint"), ...wordsAt(service, "command")],
		source,
	)
	return {
		...emptyProgram,
		label: `service ${name} of Compose`,
		at: { source, line },
		...(image === undefined ? {} : { image }),
		words: rest.map((word) => word.split("/").at(-1) ?? word),
		env: byName(environmentOf(service, source)),
		flags,
		// Compose's secrets and configs are mounts too, at places that need not be written.
		...(at(service, "secrets") === undefined && at(service, "configs") === undefined
			? { mounts: itemsAt(service, "volumes").flatMap((item) => volumeOf(item, source)) }
			: {}),
		probes: healthOf(service, source),
		ports: itemsAt(service, "ports").flatMap((item) => {
			const written = item.kind === "scalar" ? item.text : textAt(item, "target")
			const number = Number(/(\d+)(?:\/tcp)?$/.exec(written ?? "")?.[1] ?? Number.NaN)
			return Number.isNaN(number) ? [] : [{ number, at: { source, line: item.line } }]
		}),
	}
}

/** `environment:` as a mapping or as a list of assignments. */
export function environmentOf(service: YamlNode, source: number): readonly Setting[] {
	const list = itemsAt(service, "environment").flatMap((item): readonly Setting[] => {
		const [, name, value] = item.kind === "scalar" ? (/^([^=]+)=([\s\S]*)$/.exec(item.text) ?? []) : []
		if (name === undefined || value === undefined) return []
		return [{ name, value, at: { source, line: item.line }, from: "environment" }]
	})
	const map = entriesAt(service, "environment").flatMap(({ key, line, value }): readonly Setting[] =>
		value.kind === "scalar" && !value.isEmpty
			? [{ name: key, value: value.text, at: { source, line }, from: "environment" }]
			: [],
	)
	return [...list, ...map]
}

function volumeOf(item: YamlNode, source: number): readonly Mount[] {
	const place = { source, line: item.line }
	if (item.kind === "scalar") return bindMount({ name: "volumes", value: item.text, at: place, from: "file" })
	const target = settingAt(source, item, "target")
	if (target === undefined) return []
	const volume = textAt(item, "source") ?? ""
	return [{ path: target.value, volume, source: { kind: "other", what: "a volume" }, at: target.at }]
}

function healthOf(service: YamlNode, source: number): readonly Probe[] {
	const test = at(service, "healthcheck", "test")
	const health = at(service, "healthcheck")
	if (test === undefined || health === undefined) return []
	const command = wordsAt(health, "test")
		.map(({ text }) => text)
		.filter((word) => word !== "CMD" && word !== "CMD-SHELL" && word !== "NONE")
	return [{ name: "healthcheck", kind: "exec", command, at: { source, line: lineAt(health, "test") } }]
}

function wordsAt(node: YamlNode, key: string) {
	const found = at(node, key)
	if (found?.kind === "scalar") return shellCommands(found.text, found.line).flat()
	return itemsAt(node, key).flatMap((item) =>
		item.kind === "scalar" ? item.text.split(/\s+/).map((text) => ({ text, line: item.line })) : [],
	)
}
