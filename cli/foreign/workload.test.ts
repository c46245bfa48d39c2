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
import { isInstalled } from "./process.ts"

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

describe.skipIf(!hasGo)(
	`go-spiffe at the development Workload API${hasGo ? "" : ` (skipped: ${why})`}`,
	() => {
		it("keeps shaking hands through at least three rotations, without one that fails", async () => {
			const id = "spiffe://dev.local/ns/default/sa/router"
			const socket = `unix://${join(folder, "api.sock")}`
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
			try {
				const path = await buildGoSpiffe(join(folder, "go"))
				const { stdout } = await run(path, [socket, id, "14s"], { timeout: 90_000 })
				const found = answer.parse(JSON.parse(stdout))
				process.stdout.write(
					`go-spiffe: ${found.Handshakes} handshakes, ${found.Failures.length} failed, ${(found.Serials ?? []).length} SVIDs seen\n`,
				)
				expect(found.Failures).toEqual([])
				expect((found.Serials ?? []).length).toBeGreaterThanOrEqual(4)
				expect(found.Handshakes).toBeGreaterThan(50)
				expect(found.Jwt).toBe(id)
				expect(found.JwtRefused).toContain("audience")
			} finally {
				await api.value.close()
			}
		}, 600_000)
	},
)
