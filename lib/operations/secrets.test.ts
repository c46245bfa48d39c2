import { createPrivateKey } from "node:crypto"
import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { sql } from "kysely"
import { afterEach, beforeEach, expect, it } from "vitest"
import { systemClock } from "#base/clock"
import { type RunningLab, startLab } from "#lab/start-lab"
import { runCheck } from "#probe/node/run-check"
import { checkEndpoint } from "./check-endpoint.ts"
import type { OperationContext } from "./context.ts"
import { exampleInput, makeFreshContext } from "./fresh-context.ts"
import { getEndpoint } from "./get-endpoint.ts"
import { getRun } from "./get-run.ts"
import { listEndpoints } from "./list-endpoints.ts"
import { saveEndpoint } from "./save-endpoint.ts"

const passphrase = "open-sesame-passphrase"
const token = "bearer-token-nobody-may-see"

let directory = ""
let lab: RunningLab
let context: OperationContext
let remove: () => Promise<void>

beforeEach(async () => {
	directory = await mkdtemp(join(tmpdir(), "cs-secrets-"))
	lab = await startLab({ directory, only: ["mtls-tls13"] })
	const fresh = await makeFreshContext(Date.now())
	context = { ...fresh.context, clock: systemClock, runCheck }
	remove = fresh.remove
})

afterEach(async () => {
	await remove()
	await lab.close()
	await rm(directory, { recursive: true, force: true })
})

it("lets a pasted key, its passphrase and a token out of the secret table nowhere", async () => {
	const settings = lab.scenarios[0]?.settings
	if (settings === undefined) throw new Error("the lab runs nothing")
	const plain = await readFile(settings.key, "utf8")
	const locked = createPrivateKey(plain)
		.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase })
		.toString()
	const input = { ...exampleInput, ...settings, key: locked, passphrase, token: `text:${token}` }
	const saved = await saveEndpoint(context, { input })
	if (!saved.ok) throw new Error(JSON.stringify(saved.error))
	const events: unknown[] = []
	const checked = await checkEndpoint(context, {
		endpointId: saved.value.id,
		runId: "run",
		signal: new AbortController().signal,
		onEvent: (event) => events.push(event),
	})
	const tables = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(
		context.store.db,
	)
	const rows: unknown[] = []
	for (const { name } of tables.rows) {
		if (name !== "endpoint_secret")
			rows.push((await sql`select * from ${sql.table(name)}`.execute(context.store.db)).rows)
	}
	const stored = await getRun(context, { id: "run" })
	const seen = JSON.stringify([
		stored,
		checked,
		events,
		rows,
		await getEndpoint(context, { id: saved.value.id }),
		await listEndpoints(context),
	])
	const secrets = [passphrase, token, ...bodyLines(plain), ...bodyLines(locked)]
	expect(secrets.filter((secret) => seen.includes(secret))).toEqual([])
	expect(JSON.stringify(stored)).toContain("SERVING")
	expect(events.length).toBeGreaterThan(20)
})

/** The base64 lines of a PEM text that are long enough to be nobody else's. */
function bodyLines(pem: string): readonly string[] {
	return pem.split("\n").filter((line) => line.length >= 40 && !line.startsWith("-----"))
}
