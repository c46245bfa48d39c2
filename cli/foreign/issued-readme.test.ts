import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { withoutEd25519 } from "#pki/kit/kit-snippets"
import { writeChanged } from "./issued-changed.ts"
import { type KitFolder, writeKits, writeOthers } from "./issued-kits.ts"
import { buildReadmeGo } from "./issued-readme-go.ts"
import { buildReadmeJava } from "./issued-readme-java.ts"
import { buildReadmeNode, callWithoutCertificate } from "./issued-readme-node.ts"
import { buildReadmePython } from "./issued-readme-python.ts"
import { buildReadmeRust } from "./issued-readme-rust.ts"
import { isInstalled, outputOf, startForeign, steadyPort } from "./process.ts"

let parent = ""
let port = 0
let kits: readonly KitFolder[] = []
let others: readonly KitFolder[] = []

beforeAll(async () => {
	parent = await mkdtemp(join(tmpdir(), "countersign-readme-"))
	port = await steadyPort()
	kits = await writeKits(parent)
	others = [...(await writeOthers(parent)), ...(await writeChanged(parent))]
}, 200_000)

afterAll(() => rm(parent, { recursive: true, force: true }))

const mayFetch = process.env.COUNTERSIGN_FOREIGN === "1"
const languages = [
	{ name: "Go", tool: "Go", has: isInstalled("go", ["version"]), build: buildReadmeGo },
	{ name: "Java", tool: "Maven", has: isInstalled("mvn", ["-v"]), build: buildReadmeJava },
	{
		name: "Python",
		tool: "pip",
		has: isInstalled("python3", ["-m", "pip", "--version"]),
		build: buildReadmePython,
	},
	{ name: "Rust", tool: "cargo", has: isInstalled("cargo", ["--version"]), build: buildReadmeRust },
	{ name: "Node", tool: "", has: true, build: buildReadmeNode },
] as const

describe("the code in a kit's README, as it stands, in a program of each language", () => {
	const commands = new Map<string, readonly string[]>()

	const runnable = languages.filter(({ name, has }) => name === "Node" || (has && mayFetch))

	for (const language of languages) {
		const { name, tool, build } = language
		const canRun = runnable.includes(language)
		const why = canRun
			? ""
			: ` (skipped: needs ${tool} and COUNTERSIGN_FOREIGN=1, because it fetches libraries)`
		it.skipIf(!canRun)(
			`builds: ${name}${why}`,
			async () => {
				const [kit] = kits
				if (kit === undefined) throw new Error("no kit was made")
				commands.set(name, await build(parent, kit, port))
			},
			600_000,
		)
	}

	/** Starts the server of one language in the folder and calls it from others. Returns what did not go as it must. */
	async function callAll(
		kit: KitFolder,
		server: string,
		clients: readonly string[],
	): Promise<readonly string[]> {
		const isTaken = (name: string) => kit.keyAlgorithm !== "ed25519" || !withoutEd25519.has(name)
		const wrong: string[] = []
		const [program = "", ...words] = commands.get(server) ?? []
		const running = await startForeign(program, [...words, "serve"], port, kit.folder).catch(() => undefined)
		if (running === undefined) return isTaken(server) ? [`${kit.title}: ${server} does not serve`] : []
		try {
			for (const client of clients) {
				const [command = "", ...args] = commands.get(client) ?? []
				const said = await outputOf(command, [...args, "call"], { cwd: kit.folder, limitMs: 30_000 })
				const isServed = said === "SERVING"
				if (isServed !== (isTaken(server) && isTaken(client)))
					wrong.push(`${kit.title}: ${client} to ${server}: ${said.slice(0, 300)}`)
			}
			const alone = await callWithoutCertificate(kit.folder, port)
			if (alone === "SERVING") wrong.push(`${kit.title}: ${server} serves who has no certificate`)
		} finally {
			await running.stop()
		}
		return wrong
	}

	it("carries a mutual gRPC call from each language to each, with a kit of every kind of key", async () => {
		const names = [...commands.keys()]
		expect(names).toEqual(runnable.map(({ name }) => name))
		const wrong: string[] = []
		for (const kit of kits) for (const server of names) wrong.push(...(await callAll(kit, server, names)))
		expect(wrong).toEqual([])
	}, 900_000)

	it("carries one in each language: intermediates, both sides, SVIDs, renewals, requests, imported and changed CAs", async () => {
		expect([...commands.keys()]).toEqual(runnable.map(({ name }) => name))
		const wrong: string[] = []
		for (const kit of others)
			for (const name of commands.keys()) wrong.push(...(await callAll(kit, name, [name])))
		expect(wrong).toEqual([])
	}, 900_000)
})
