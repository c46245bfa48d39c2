import { execFile } from "node:child_process"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { z } from "zod"
import { startWorkloadApi } from "#pki/node/workload-api-server"
import { readWorkloadForm } from "#pki/workload/workload-config"
import { buildGoSpiffe } from "./go-spiffe.ts"
import { buildJavaSpiffe } from "./java-spiffe.ts"
import { isInstalled } from "./process.ts"
import { buildRustSpiffe } from "./rust-spiffe.ts"

const run = promisify(execFile)
const hasGo = process.env.COUNTERSIGN_FOREIGN === "1" && isInstalled("go", ["version"])
const why = "set COUNTERSIGN_FOREIGN=1 and install Go"
const answer = z.object({
	Handshakes: z.number(),
	Failures: z.array(z.string()),
	Serials: z.array(z.string()).nullable(),
	Jwt: z.string(),
	JwtRefused: z.string(),
})

let folder: string
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "workload-foreign-"))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const id = "spiffe://dev.local/ns/default/sa/router"

/** Runs with a Workload API whose SVIDs live for six seconds and rotate every three, and whose authority changes once. */
async function withRotatingApi(name: string, act: (address: string) => Promise<void>): Promise<void> {
	const socket = `unix://${join(folder, name)}`
	const form = readWorkloadForm({
		trustDomain: "dev.local",
		identities: [id],
		ttlMs: 6_000,
		socket,
		socketMode: 0o600,
	})
	if (!form.ok) throw new Error(JSON.stringify(form.error))
	const api = await startWorkloadApi({ ...form.value, federated: new Map() })
	if (!api.ok) throw new Error(api.error)
	const authorities = () => api.value.current().authorities.map(({ number }) => number)
	const change = setTimeout(() => void api.value.renewAuthority(), 1_000)
	try {
		await act(socket)
		// Three seconds until the new one signs, six until what the old one signed has ended, three until it is dropped.
		expect(authorities()).toEqual([2])
	} finally {
		clearTimeout(change)
		await api.value.close()
	}
}

describe.skipIf(!hasGo)(
	`go-spiffe at the development Workload API${hasGo ? "" : ` (skipped: ${why})`}`,
	() => {
		it("keeps shaking hands through at least three rotations and a change of the authority, without one that fails", async () => {
			const path = await buildGoSpiffe(join(folder, "go"))
			await withRotatingApi("go.sock", async (socket) => {
				const { stdout } = await run(path, [socket, id, "14s"], { timeout: 90_000 })
				const found = answer.parse(JSON.parse(stdout))
				const serials = found.Serials ?? []
				process.stdout.write(
					`go-spiffe: ${found.Handshakes} handshakes, ${found.Failures.length} failed, ${serials.length} SVIDs seen\n`,
				)
				expect(found.Failures).toEqual([])
				expect(serials.length).toBeGreaterThanOrEqual(4)
				expect(found.Handshakes).toBeGreaterThan(50)
				expect(found.Jwt).toBe(id)
				expect(found.JwtRefused).toContain("audience")
			})
		}, 600_000)
	},
)

const hasCargo = process.env.COUNTERSIGN_FOREIGN === "1" && isInstalled("cargo", ["--version"])
const whyRust = "set COUNTERSIGN_FOREIGN=1 and install cargo"
/** What the programs in Rust and Java tell. */
const sourceAnswer = z.object({
	asked: z.number(),
	failed: z.number(),
	svids: z.number(),
	id: z.string(),
	jwt: z.string(),
})

describe.skipIf(!hasCargo)(
	`the Rust crate spiffe at the development Workload API${hasCargo ? "" : ` (skipped: ${whyRust})`}`,
	() => {
		it("follows at least three rotations and a change of the authority, and takes a JWT-SVID", async () => {
			const path = await buildRustSpiffe(join(folder, "rust"))
			await withRotatingApi("rust.sock", async (socket) => {
				const { stdout } = await run(path, [socket, "14"], { timeout: 90_000 })
				const found = sourceAnswer.parse(JSON.parse(stdout))
				process.stdout.write(
					`spiffe (Rust): ${found.asked} asked, ${found.failed} failed, ${found.svids} SVIDs seen\n`,
				)
				expect(found).toMatchObject({ failed: 0, id, jwt: id })
				expect(found.svids).toBeGreaterThanOrEqual(4)
			})
		}, 600_000)
	},
)

const hasMaven =
	process.env.COUNTERSIGN_FOREIGN === "1" && isInstalled("mvn", ["-v"]) && isInstalled("javac", ["-version"])
const whyJava = "set COUNTERSIGN_FOREIGN=1 and install a JDK and Maven"

describe.skipIf(!hasMaven)(
	`java-spiffe at the development Workload API${hasMaven ? "" : ` (skipped: ${whyJava})`}`,
	() => {
		it("follows at least three rotations and a change of the authority over the unix socket, and takes a JWT-SVID", async () => {
			const words = await buildJavaSpiffe(join(folder, "java"))
			await withRotatingApi("java.sock", async (socket) => {
				const { stdout } = await run("java", [...words, socket, "14"], { timeout: 90_000 })
				const found = sourceAnswer.parse(JSON.parse(stdout))
				process.stdout.write(
					`java-spiffe: ${found.asked} asked, ${found.failed} failed, ${found.svids} SVIDs seen\n`,
				)
				expect(found).toMatchObject({ failed: 0, id, jwt: id })
				expect(found.svids).toBeGreaterThanOrEqual(4)
			})
		}, 600_000)
	},
)
