import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { openStore, type StorePlace } from "./open-store.ts"
import type { Store } from "./store.ts"

/** For tests: an empty place of each engine, made anew. */
export interface FreshPlace {
	readonly place: StorePlace
	readonly remove: () => Promise<void>
}

/** For tests: both engines; PostgreSQL has no maker where COUNTERSIGN_TEST_DATABASE_URL is not set. */
export const enginesUnderTest: readonly {
	readonly name: string
	readonly make?: () => Promise<FreshPlace>
}[] = [
	{ name: "SQLite", make: makeFolder },
	process.env.COUNTERSIGN_TEST_DATABASE_URL === undefined
		? { name: "PostgreSQL (skipped: COUNTERSIGN_TEST_DATABASE_URL is not set)" }
		: { name: "PostgreSQL", make: () => makePostgresSchema(process.env.COUNTERSIGN_TEST_DATABASE_URL ?? "") },
]

/** For tests: opens a place that must open. */
export async function openFresh(place: StorePlace): Promise<Store> {
	const opened = await openStore(place)
	if (!opened.ok) throw new Error(opened.error.text)
	return opened.value
}

/** For tests: an empty folder for data. */
export async function makeFolder(): Promise<FreshPlace> {
	const root = mkdtempSync(join(tmpdir(), "countersign-store-"))
	return {
		place: { kind: "folder", folder: join(root, "data") },
		remove: async () => rmSync(root, { recursive: true, force: true }),
	}
}

async function makePostgresSchema(url: string): Promise<FreshPlace> {
	const schema = `cs_${crypto.randomUUID().replaceAll("-", "")}`
	const run = async (sql: string) => {
		const client = new pg.Client({ connectionString: url })
		await client.connect()
		await client.query(sql)
		await client.end()
	}
	await run(`create schema ${schema}`)
	const own = new URL(url)
	own.searchParams.set("options", `-c search_path=${schema}`)
	return {
		place: { kind: "postgres", url: own.href },
		remove: () => run(`drop schema ${schema} cascade`),
	}
}
