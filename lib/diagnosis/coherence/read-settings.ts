import { cutText, type TextPiece } from "./cut-text.ts"
import { readNginxTree } from "./nginx-tree.ts"
import { byName, emptyProgram, readCommands } from "./read-commands.ts"
import { composeServices, environmentOf } from "./read-compose.ts"
import { envoyContexts } from "./read-envoy.ts"
import {
	containersOf,
	resourcesOf,
	type SharedVariables,
	sharedVariablesOf,
	variablesOf,
} from "./read-kubernetes.ts"
import { nginxServers } from "./read-nginx.ts"
import { readSpire } from "./read-spire.ts"
import { readStores } from "./read-stores.ts"
import { restoreIndentation } from "./restore-indentation.ts"
import type {
	EnvoyContext,
	NginxServer,
	Program,
	RecognisedSettings,
	Resource,
	Setting,
	Settings,
	SettingsKind,
	SpireConfig,
} from "./settings.ts"
import { sidesOf } from "./sides.ts"
import { at, entriesAt, textAt } from "./yaml-path.ts"
import { readYaml, type YamlNode } from "./yaml-tree.ts"

/** Characters of all texts together that are read. */
export const settingsCharactersMax = 1_000_000

/** Documents, blocks and runs of commands of one text that are read; commands of one text likewise. */
const piecesMax = 500
/** Variables of one run of lines that are read. */
const settingsMax = 5_000

/** What grows while texts are read. */
interface Gathered {
	readonly recognised: RecognisedSettings[]
	readonly programs: Program[]
	readonly resources: Resource[]
	readonly contexts: EnvoyContext[]
	readonly nginx: NginxServer[]
	readonly spire: SpireConfig[]
	readonly unread: Settings["unread"][number][]
	readonly roots: {
		readonly root: YamlNode
		readonly source: number
		readonly resources: readonly Resource[]
	}[]
}

/**
 * Reads pasted settings: environment, command lines, Compose, Kubernetes, cert-manager, Envoy, Istio, nginx and SPIRE,
 * in any mixture, with the line of everything. Pure: nothing leaves this call, and no value of a Secret is kept as
 * text. At most 1,000,000 characters are read; what is too large, too deep or damaged is reported in `unread`.
 */
export async function readSettings(texts: readonly string[]): Promise<Settings> {
	const gathered: Gathered = {
		recognised: [],
		programs: [],
		resources: [],
		contexts: [],
		nginx: [],
		spire: [],
		unread: [],
		roots: [],
	}
	let left = settingsCharactersMax
	for (const [source, text] of texts.entries()) {
		if (text.length > left) {
			const said = `At most ${settingsCharactersMax} characters are read.`
			gathered.unread.push({ at: { source, line: 1 }, what: "The text", text: said })
			break
		}
		left -= text.length
		readText(text, source, 1, gathered, 0)
	}
	const shared = sharedVariablesOf(gathered.resources)
	for (const root of gathered.roots) readRoot(root, shared, gathered)
	const read = { ...gathered, stores: await readStores(gathered.resources) }
	const { roots: _roots, ...settings } = read
	return { ...settings, sides: sidesOf(settings) }
}

function readText(text: string, source: number, line: number, gathered: Gathered, depth: number): void {
	const variables: Setting[] = []
	const commands: Program[] = []
	const pieces = cutText(text, line)
	const first = pieces[piecesMax]
	if (first !== undefined) {
		const said = `At most ${piecesMax} documents of one text are read.`
		gathered.unread.push({ at: { source, line: first.line }, what: "The rest", text: said })
	}
	for (const piece of pieces.slice(0, piecesMax)) {
		if (piece.kind === "shell") {
			const read = readCommands(piece.text, source, piece.line)
			variables.push(...read.variables.slice(0, settingsMax))
			commands.push(...read.programs.slice(0, piecesMax))
			gathered.recognised.push(...read.recognised.slice(-piecesMax))
		} else readBlock(piece, source, depth > 0 ? { ...gathered, unread: [] } : gathered, depth)
	}
	gathered.programs.push(...withVariables(commands, variables))
}

/** Variables of the shell reach the commands beside them; what no command is there for stands for itself. */
function withVariables(commands: readonly Program[], variables: readonly Setting[]): readonly Program[] {
	const forServer = (name: string) => name.startsWith("PERMGUARD_SERVER_")
	const isClient = ({ words }: Program) => words[0] === "permguard"
	const hasClient = commands.some(isClient)
	const shared = variables.filter(({ name }) => !forServer(name))
	const enriched = commands.map((command) =>
		isClient(command)
			? { ...command, env: byName([...shared, ...[...command.env.values()].flat()]) }
			: command,
	)
	const rest = hasClient ? variables.filter(({ name }) => forServer(name)) : variables
	const [first] = rest
	if (first === undefined) return enriched
	const socket = variables.filter(({ name }) => name === "SPIFFE_ENDPOINT_SOCKET")
	const env = byName(hasClient ? [...rest, ...socket] : rest)
	return [{ ...emptyProgram, label: "the environment variables", at: first.at, env }, ...enriched]
}

function readBlock(piece: TextPiece, source: number, gathered: Gathered, depth: number): void {
	const { text, line } = piece
	if (piece.kind === "braces") {
		readBraces(text, source, line, gathered)
		return
	}
	if (piece.kind === "prose") {
		gathered.unread.push({
			at: { source, line },
			what: "This text",
			text: "Nothing in it is a setting that Countersign knows.",
		})
		return
	}
	const written = readYaml(text, line)
	const flat = written.ok ? undefined : restoreIndentation(text)
	const yaml = flat === undefined ? written : readYaml(flat, line)
	if (flat !== undefined && yaml.ok) {
		const said = "Its indentation is lost. It was read by the names of its keys."
		gathered.unread.push({ at: { source, line }, what: "This YAML", text: said })
	}
	if (!yaml.ok) {
		gathered.unread.push({ at: { source, line: yaml.error.line }, what: "This YAML", text: yaml.error.text })
		return
	}
	for (const root of yaml.value) {
		const resources = resourcesOf(root, source)
		gathered.roots.push({ root, source, resources })
		gathered.resources.push(...resources)
		if (depth > 0) continue
		for (const { value } of resources
			.filter(({ kind }) => kind === "ConfigMap")
			.flatMap((each) => entriesAt(each.root, "data"))) {
			if (value.kind === "scalar" && value.text.includes("\n"))
				readText(value.text, source, value.line + 1, gathered, depth + 1)
		}
	}
}

function readBraces(text: string, source: number, line: number, gathered: Gathered): void {
	const spire = /^\s*\w+\s*=\s*\S/m.test(text) ? readSpire(text, source, line) : []
	if (spire.length > 0) {
		gathered.spire.push(...spire)
		for (const { role, at } of spire) gathered.recognised.push({ kind: "SPIRE", label: `SPIRE ${role}`, at })
		return
	}
	const servers = nginxServers(readNginxTree(text, line), source)
	gathered.nginx.push(...servers)
	for (const { label, at } of servers) gathered.recognised.push({ kind: "nginx", label, at })
	if (servers.length === 0)
		gathered.unread.push({
			at: { source, line },
			what: "This block",
			text: "It is of no server that is known here.",
		})
}

function readRoot(
	{ root, source, resources: own }: Gathered["roots"][number],
	shared: SharedVariables,
	gathered: Gathered,
): void {
	const before = gathered.recognised.length
	const recognise = (kind: SettingsKind, label: string, line: number) =>
		gathered.recognised.push({ kind, label, at: { source, line } })
	for (const { apiVersion, kind, name, at: place } of own)
		recognise(familyOf(apiVersion), `${kind} ${name}`, place.line)
	const pods = own.length > 0 ? own : [{ root, kind: "", name: "" }]
	for (const { root: holder, kind, name } of pods) {
		const programs = containersOf(holder, source, kind === "" ? "" : `${kind} ${name}`, shared)
		gathered.programs.push(...programs)
		if (kind === "" && programs[0] !== undefined)
			recognise("Kubernetes", "containers of a Pod", programs[0].at.line)
	}
	if (own.length === 0) readFragment(root, source, gathered, recognise)
	const contexts = envoyContexts(root, source)
	gathered.contexts.push(...contexts)
	if (contexts[0] !== undefined) recognise("Envoy", "Envoy's configuration", root.line)
	if (gathered.recognised.length === before) {
		const said = "It is no resource or configuration that is known here."
		gathered.unread.push({ at: { source, line: root.line }, what: "This YAML", text: said })
	}
}

type Recognise = (kind: SettingsKind, label: string, line: number) => void

/** YAML without a kind: Compose, the settings of one container, or a mapping of variables. */
function readFragment(root: YamlNode, source: number, gathered: Gathered, recognise: Recognise): void {
	const services = composeServices(root, source)
	gathered.programs.push(...services)
	if (services.length > 0) recognise("Docker Compose", "services of Compose", root.line)
	const isContainer = at(root, "containers") === undefined && services.length === 0
	if (!isContainer) return
	const flat = entriesAt(root).filter(({ key }) => /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(key))
	const env = [
		...variablesOf(root, source),
		...environmentOf(root, source),
		...flat.map(
			({ key, line, value }): Setting => ({
				name: key,
				value: value.kind === "scalar" ? value.text : "",
				at: { source, line },
				from: "environment",
			}),
		),
		...listed(root, source),
	]
	const [first] = env
	if (first === undefined) return
	recognise("environment", "environment variables", first.at.line)
	gathered.programs.push({
		...emptyProgram,
		label: "the environment variables",
		at: first.at,
		env: byName(env),
	})
}

/** A bare list of `name` and `value`, as it stands under `env`. */
function listed(root: YamlNode, source: number): readonly Setting[] {
	if (root.kind !== "list") return []
	return root.items.flatMap((item): readonly Setting[] => {
		const name = textAt(item, "name")
		const value = textAt(item, "value")
		if (name === undefined || value === undefined || !/^[A-Z]\w+$/.test(name)) return []
		return [{ name, value, at: { source, line: item.line }, from: "environment" }]
	})
}

function familyOf(apiVersion: string): SettingsKind {
	if (apiVersion.startsWith("cert-manager.io/")) return "cert-manager"
	return /\.istio\.io\//.test(apiVersion) ? "Istio" : "Kubernetes"
}
