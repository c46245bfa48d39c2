import type { Mount, Program, RecognisedSettings, Setting } from "./settings.ts"
import { type ShellCommand, type ShellWord, shellCommands } from "./shell-words.ts"

/** Options that take no value, of the programs whose command lines are read. */
const bare = new Set(
	"tls-skip-verify spiffe-enabled plaintext insecure tls tls-no-verify spiffe v verbose debug help".split(
		" ",
	),
)
/** Options of `docker run` that take no value. */
const bareOfDocker = new Set("rm it i t ti d dit detach interactive tty init privileged read-only".split(" "))

const tools = /^(?:permguard[\w-]*|grpcurl|grpc[_-]health[_-]probe|spire-(?:server|agent))$/

/** What a piece of shell text sets: programs that it starts, and variables that it leaves in the environment. */
export interface ReadCommands {
	readonly programs: readonly Program[]
	readonly recognised: readonly RecognisedSettings[]
	readonly variables: readonly Setting[]
}

/** Reads assignments and command lines. Commands that are not about transport security are left out. */
export function readCommands(text: string, source: number, firstLine: number): ReadCommands {
	const programs: Program[] = []
	const variables: Setting[] = []
	for (const command of shellCommands(text, firstLine)) {
		const words = command.filter(
			({ text: word }, index) => index > 0 || !/^(?:[$>]|sudo|export|ENV|set)$/.test(word),
		)
		const count = words.findIndex(({ text: word }) => !isAssignment(word))
		const given = (count < 0 ? words : words.slice(0, count)).flatMap((word) => assignmentOf(word, source))
		const [first, ...rest] = count < 0 ? [] : words.slice(count)
		if (first === undefined) variables.push(...given)
		else if (command[0]?.text === "ENV" && rest[0] !== undefined) {
			variables.push({
				name: first.text,
				value: rest[0].text,
				at: { source, line: first.line },
				from: "environment",
			})
		} else {
			const program = programOf(first, rest, given, source)
			if (program !== undefined) programs.push(program)
		}
	}
	const [firstVariable] = variables
	const recognised: RecognisedSettings[] = programs.map(({ label, at }) => ({
		kind: "command line",
		label,
		at,
	}))
	if (firstVariable !== undefined)
		recognised.push({ kind: "environment", label: "environment variables", at: firstVariable.at })
	return { programs, recognised, variables }
}

function programOf(
	first: ShellWord,
	rest: ShellCommand,
	given: readonly Setting[],
	source: number,
): Program | undefined {
	const name = baseName(first.text)
	if (/^(?:docker|podman|nerdctl)$/.test(name) && /^(?:run|create)$/.test(rest[0]?.text ?? ""))
		return containerOf(name, first.line, rest.slice(1), source)
	const all = [first, ...rest]
	const start = all.findIndex(({ text }) => tools.test(baseName(text)))
	const words = start < 0 ? (first.text.startsWith("-") ? all : rest) : all.slice(start + 1)
	const options = readOptions(words, source)
	if (
		start < 0 &&
		![...options.flags.keys()].some((flag) => /^(?:server-)?(?:tls|spiffe)-|-endpoint$/.test(flag))
	)
		return undefined
	const tool = start < 0 ? (first.text.startsWith("-") ? "" : name) : baseName(all[start]?.text ?? "")
	return {
		...emptyProgram,
		label:
			tool === "" ? "the command-line flags" : `the command ${[tool, ...options.rest].slice(0, 3).join(" ")}`,
		at: { source, line: (start < 0 ? first : all[start])?.line ?? first.line },
		words: [...(tool === "" ? [] : [tool]), ...options.rest],
		env: byName(given),
		flags: options.flags,
	}
}

/** What all programs are before anything is known about them. */
export const emptyProgram = {
	words: [],
	env: new Map<string, readonly Setting[]>(),
	flags: new Map<string, readonly Setting[]>(),
	probes: [],
	ports: [],
	labels: {},
} as const

/** `docker run`: options, image, arguments of the program inside. */
function containerOf(tool: string, line: number, words: ShellCommand, source: number): Program {
	const { flags, taken } = readDockerOptions(words, source)
	const image = words[taken]?.text
	const inner = readOptions(words.slice(taken + 1), source)
	const env = [...(flags.get("e") ?? []), ...(flags.get("env") ?? [])].flatMap(({ value, at }) =>
		assignmentOf({ text: value, line: at.line }, source),
	)
	const mounts = [...(flags.get("v") ?? []), ...(flags.get("volume") ?? [])].flatMap(bindMount)
	const named = (flags.get("mount") ?? []).flatMap(namedMount)
	const ports = [...(flags.get("p") ?? []), ...(flags.get("publish") ?? [])].flatMap(({ value, at }) => {
		const number = Number(/(\d+)(?:\/tcp)?$/.exec(value)?.[1])
		return Number.isInteger(number) && number > 0 ? [{ number, at }] : []
	})
	return {
		...emptyProgram,
		label: `the container of ${tool} run${image === undefined ? "" : ` ${image}`}`,
		at: { source, line },
		...(image === undefined ? {} : { image }),
		words: inner.rest,
		env: byName(env),
		flags: inner.flags,
		mounts: [...mounts, ...named],
		ports,
	}
}

function readDockerOptions(words: ShellCommand, source: number) {
	let taken = 0
	while (taken < words.length && words[taken]?.text.startsWith("-")) {
		const text = words[taken]?.text ?? ""
		const hasValue = !text.includes("=") && !bareOfDocker.has(text.replace(/^-+/, ""))
		taken += hasValue ? 2 : 1
	}
	return { flags: readOptions(words.slice(0, taken), source, bareOfDocker).flags, taken }
}

/** `host:container[:options]`, of `-v` and of Compose. */
export function bindMount({ value, at }: Setting): readonly Mount[] {
	const [from = "", to] = value.split(":")
	const path = to ?? from
	if (!path.startsWith("/")) return []
	return [{ path, volume: from, source: { kind: "other", what: "a folder of the host" }, at }]
}

function namedMount({ value, at }: Setting): readonly Mount[] {
	const path = /(?:^|,)(?:target|dst|destination)=([^,]+)/.exec(value)?.[1]
	const from = /(?:^|,)(?:source|src)=([^,]+)/.exec(value)?.[1] ?? ""
	return path === undefined
		? []
		: [{ path, volume: from, source: { kind: "other", what: "a folder of the host" }, at }]
}

/** Options by name without dashes, in the forms `--name=value`, `--name value`, `-name value` and bare. */
export function readOptions(words: ShellCommand, source: number, withoutValue: ReadonlySet<string> = bare) {
	const flags = new Map<string, Setting[]>()
	const rest: string[] = []
	for (let index = 0; index < words.length; index += 1) {
		const word = words[index]
		const match = /^(--?)([A-Za-z][\w.-]*)(?:=([\s\S]*))?$/.exec(word?.text ?? "")
		if (word === undefined || match === null) {
			if (word !== undefined && word.text !== "--") rest.push(word.text)
			continue
		}
		const [, dashes = "--", name = "", value] = match
		const next = words[index + 1]
		const takesNext =
			value === undefined && !withoutValue.has(name) && next !== undefined && !next.text.startsWith("-")
		if (takesNext) index += 1
		const setting: Setting = {
			name: `${dashes}${name}`,
			value: value ?? (takesNext ? next.text : "true"),
			at: { source, line: word.line },
			from: "flag",
		}
		flags.set(name, [...(flags.get(name) ?? []), setting])
	}
	return { flags, rest }
}

/** Groups settings by name, in order. */
export function byName(settings: readonly Setting[]): ReadonlyMap<string, readonly Setting[]> {
	return Map.groupBy(settings, ({ name }) => name)
}

function isAssignment(word: string): boolean {
	return /^[A-Za-z_][A-Za-z0-9_]*=/.test(word)
}

function assignmentOf({ text, line }: ShellWord, source: number): readonly Setting[] {
	const cut = text.indexOf("=")
	if (cut <= 0) return []
	return [{ name: text.slice(0, cut), value: text.slice(cut + 1), at: { source, line }, from: "environment" }]
}

function baseName(path: string): string {
	return path.split("/").at(-1) ?? path
}
