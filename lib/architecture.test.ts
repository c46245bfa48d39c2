import { existsSync, readdirSync, readFileSync } from "node:fs"
import { basename, dirname, join, normalize, relative } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"

/** The rows of lib/: a folder imports only from rows above it, and never from its own row. */
const rows = [
	["base"],
	["tls", "x509", "grpc"],
	["spiffe"],
	["pki", "endpoints"],
	["probe"],
	["diagnosis"],
	["monitor"],
	["report", "store"],
	["operations"],
	["server"],
]

/** Rooms that the lab may use: what it serves must not share a fault with what judges it. */
const labRooms = ["base", "tls", "x509", "grpc", "spiffe", "pki"]

/** Node's modules without side effects; every other one belongs to a folder that may have them. */
const pureBuiltins = ["node:path", "node:util", "node:url"]

/** Packages that a folder of lib/ must be named for. */
const packageRooms: readonly { readonly name: RegExp; readonly allowed: RegExp }[] = [
	{ name: /^(kysely|better-sqlite3|pg)(\/|$)/, allowed: /^lib\/store\// },
	{ name: /^@grpc\/grpc-js(\/|$)/, allowed: /^lib\/[^/]+\/node\// },
	{ name: /^(next|react|react-dom|server-only)(\/|$)/, allowed: /^lib\/server\// },
]

const linesMax = 300
/** Tables of code points, rules and test vectors: data may be long, functions may not. */
const dataTables = [
	/^lib\/tls\/registry\//,
	/\.gen\.ts$/,
	/^lib\/diagnosis\/issuers\.ts$/,
	/^lib\/diagnosis\/explain\/[a-z]+-matchers\.ts$/,
	/^lib\/diagnosis\/testing\//,
]

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const places: readonly (readonly [prefix: string, folder: string, extension: string])[] = [
	["#proto/", "proto/", ".ts"],
	["#lab/", "lab/", ".ts"],
	["#cli/", "cli/", ".ts"],
	["#components/", "components/", ".tsx"],
	["#", "lib/", ".ts"],
]

interface Import {
	/** Path from the root where it is ours, otherwise the name of the package or builtin. */
	readonly to: string
	readonly isOurs: boolean
	readonly isTypeOnly: boolean
}

interface Source {
	readonly path: string
	readonly text: string
	readonly imports: readonly Import[]
	readonly isTest: boolean
}

const sources = ["lib", "app", "components", "cli", "lab", "proto", "bench"].flatMap(readSources)
const shipped = sources.filter((source) => !source.isTest)

describe("the house", () => {
	it("was read whole", () => {
		expect(shipped.length).toBeGreaterThan(100)
		expect(shipped.flatMap((source) => source.imports).filter((each) => each.isOurs).length).toBeGreaterThan(
			200,
		)
	})

	it("imports only files that exist", () => {
		const missing = eachImport(sources, (_source, to) => to.isOurs && !existsSync(join(root, to.to)))
		expect(missing).toEqual([])
	})

	it("lets a folder of lib/ import only from rows above it", () => {
		const upward = eachImport(shipped, (source, to) => {
			const from = roomOf(source.path)
			const target = roomOf(to.to)
			if (from === undefined || !to.isOurs || from === target) return false
			if (target === undefined) return !to.to.startsWith("proto/")
			return rowOf(target) >= rowOf(from)
		})
		expect(upward).toEqual([])
	})

	it("knows every folder of lib/", () => {
		const folders = readdirSync(join(root, "lib"), { withFileTypes: true }).filter((each) =>
			each.isDirectory(),
		)
		expect(folders.map((each) => each.name).filter((name) => rowOf(name) < 0)).toEqual([])
	})

	it("keeps side effects in folders named node/, in store/, cli/ and lab/", () => {
		const outside = eachImport(shipped, (source, to) => {
			if (to.isOurs || to.isTypeOnly || !to.to.startsWith("node:")) return false
			if (!/^(lib|components|proto)\//.test(source.path) || mayHaveEffects(source.path)) return false
			return !pureBuiltins.includes(to.to)
		})
		expect(outside).toEqual([])
	})

	it("keeps databases, gRPC and Next in the rooms that are named for them", () => {
		const outside = eachImport(shipped, (source, to) => {
			if (to.isOurs || !source.path.startsWith("lib/")) return false
			return packageRooms.some(({ name, allowed }) => name.test(to.to) && !allowed.test(source.path))
		})
		expect(outside).toEqual([])
	})

	it("keeps `server-only` in lib/server", () => {
		expect(
			eachImport(sources, ({ path }, to) => to.to === "server-only" && !path.startsWith("lib/server/")),
		).toEqual([])
	})

	it("gives components data and actions, never rooms with side effects", () => {
		const reaching = eachImport(shipped, (source, to) => {
			if (!source.path.startsWith("components/") || !to.isOurs) return false
			if (/^(app|cli|lab|bench)\//.test(to.to)) return true
			return /^lib\/(store|operations|server)\//.test(to.to) || /^lib\/.*\bnode\//.test(to.to)
		})
		expect(reaching).toEqual([])
	})

	it("keeps the lab apart from what judges it", () => {
		const shared = eachImport(shipped, (source, to) => {
			if (!source.path.startsWith("lab/") || !to.isOurs) return false
			const room = roomOf(to.to)
			if (room === undefined) return !/^(lab|proto)\//.test(to.to)
			return !labRooms.includes(room)
		})
		expect(shared).toEqual([])
	})

	it("has no circles", () => {
		expect(findCircles(shipped)).toEqual([])
	})

	it("has no file that only hands on what others export", () => {
		const barrels = sources.filter(({ text }) => {
			const statements = withoutComments(text).trim()
			return /^export\s+\*\s/m.test(statements) || (statements !== "" && isOnlyReexports(statements))
		})
		expect(barrels.map((source) => source.path)).toEqual([])
	})

	it("exports by name; only the files of the framework have a default", () => {
		const defaults = sources.filter(
			({ path, text }) => !path.startsWith("app/") && /^export default\b/m.test(text),
		)
		expect(defaults.map((source) => source.path)).toEqual([])
	})

	it(`has no file of more than ${linesMax} lines, tables of data aside`, () => {
		const long = sources
			.filter(({ path }) => !dataTables.some((table) => table.test(path)))
			.map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }))
			.filter(({ lines }) => lines > linesMax)
		expect(long).toEqual([])
	})

	it("names files in kebab-case, and none for a drawer", () => {
		const odd = sources.filter(({ path }) => {
			const name = basename(path).replace(/(\.gen|\.test)?\.tsx?$/, "")
			if (/^(utils?|helpers?|common|misc|manager|data|index)$/.test(name)) return true
			return !/^[a-z0-9]+([.-][a-z0-9]+)*$/.test(name)
		})
		expect(odd.map((source) => source.path)).toEqual([])
	})

	it("reaches other folders through the imports map and writes every extension out", () => {
		const wrong = sources.flatMap(({ path, text }) =>
			specifiersOf(text)
				.filter(({ specifier }) => specifier.startsWith("."))
				.filter(({ specifier }) => {
					const target = relative(root, join(root, dirname(path), specifier))
					const crosses =
						roomOf(path) !== undefined && roomOf(path) !== roomOf(target) && /^lib\//.test(target)
					return crosses || !/\.(tsx?|css|json|mjs)$|\.woff2$/.test(specifier)
				})
				.map(({ specifier }) => `${path} → ${specifier}`),
		)
		expect(wrong).toEqual([])
	})
})

function readSources(folder: string): readonly Source[] {
	const start = join(root, folder)
	if (!existsSync(start)) return []
	return readdirSync(start, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
		.map((entry) => {
			const path = relative(root, join(entry.parentPath, entry.name))
			const text = readFileSync(join(root, path), "utf8")
			const imports = specifiersOf(text).map(({ specifier, isTypeOnly }) => ({
				...resolveImport(path, specifier),
				isTypeOnly,
			}))
			return { path, text, imports, isTest: /\.test\.tsx?$/.test(path) }
		})
}

function specifiersOf(text: string): readonly { readonly specifier: string; readonly isTypeOnly: boolean }[] {
	const code = withoutComments(text)
	const found = code.matchAll(
		/^(?:import|export)\s+(type\s)?(?:[^"'`;]*?\sfrom\s+)?"([^"\n]+)"|\bimport\(\s*"([^"\n]+)"\s*\)/gm,
	)
	return [...found].map(([, type, from, dynamic]) => ({
		specifier: from ?? dynamic ?? "",
		isTypeOnly: type !== undefined,
	}))
}

function withoutComments(text: string): string {
	return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "")
}

function resolveImport(from: string, specifier: string): { readonly to: string; readonly isOurs: boolean } {
	const mapped = places.find(([prefix]) => specifier.startsWith(prefix))
	if (mapped !== undefined) {
		const [prefix, folder, extension] = mapped
		return { to: `${folder}${specifier.slice(prefix.length)}${extension}`, isOurs: true }
	}
	if (specifier.startsWith(".")) return { to: normalize(join(dirname(from), specifier)), isOurs: true }
	return { to: specifier, isOurs: false }
}

function roomOf(path: string): string | undefined {
	return /^lib\/([^/]+)\//.exec(path)?.[1]
}

function rowOf(room: string): number {
	return rows.findIndex((row) => row.includes(room))
}

function mayHaveEffects(path: string): boolean {
	return path.startsWith("lib/store/") || path.split("/").slice(0, -1).includes("node")
}

function eachImport(
	from: readonly Source[],
	isWrong: (source: Source, to: Import) => boolean,
): readonly string[] {
	return from.flatMap((source) =>
		source.imports.filter((to) => isWrong(source, to)).map((to) => `${source.path} → ${to.to}`),
	)
}

function isOnlyReexports(statements: string): boolean {
	const rest = statements.replace(/^export\s+(type\s+)?\{[^}]*\}\s*from\s*"[^"]*";?\s*$/gm, "").trim()
	return rest === ""
}

/** Every circle of imports that exist at run time, as the path that closes it. */
function findCircles(all: readonly Source[]): readonly string[] {
	const byPath = new Map(all.map((source) => [source.path, source]))
	const done = new Set<string>()
	const circles: string[] = []
	const visit = (path: string, trail: readonly string[]) => {
		if (trail.includes(path)) {
			circles.push([...trail.slice(trail.indexOf(path)), path].join(" → "))
			return
		}
		if (done.has(path)) return
		for (const to of byPath.get(path)?.imports ?? []) {
			if (to.isOurs && !to.isTypeOnly) visit(to.to, [...trail, path])
		}
		done.add(path)
	}
	for (const { path } of all) visit(path, [])
	return circles
}
