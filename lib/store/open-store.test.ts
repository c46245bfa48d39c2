import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import Database from "better-sqlite3"
import { sql } from "kysely"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { enginesUnderTest, type FreshPlace, makeFolder, openFresh } from "./fresh-store.ts"
import { databaseFile } from "./open-sqlite.ts"
import { openStore } from "./open-store.ts"
import { exampleNewRun, exampleRun } from "./run-example.ts"
import { listRuns, storeRun } from "./runs.ts"
import { startWriter } from "./start-writer.ts"

const isRoot = process.getuid?.() === 0

describe("opening a data folder", () => {
	let fresh: FreshPlace
	let folder: string

	beforeEach(async () => {
		fresh = await makeFolder()
		folder = fresh.place.kind === "folder" ? fresh.place.folder : ""
	})
	afterEach(() => fresh.remove())

	it("lets only its owner into the folder and the files", async () => {
		const store = await openFresh(fresh.place)
		await storeRun(store, exampleNewRun("r1", exampleRun(1)))
		const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)
		expect(mode(folder)).toBe("700")
		expect(mode(join(folder, databaseFile))).toBe("600")
		expect(mode(join(folder, `${databaseFile}-wal`))).toBe("600")
		await store.close()
	})

	it("says of a folder that cannot be made that it cannot be written", async () => {
		symlinkSync("loop", join(dirname(folder), "loop"))
		for (const name of ["x".repeat(300), "loop", "loop/below"])
			expect(await openStore({ kind: "folder", folder: join(dirname(folder), name) })).toMatchObject({
				ok: false,
				error: { kind: "read-only" },
			})
		if (!existsSync("/proc/self")) return
		expect(await openStore({ kind: "folder", folder: "/proc/nowhere/data" })).toMatchObject({
			ok: false,
			error: { kind: "read-only" },
		})
	})

	it("refuses a file that is no database and leaves it as it was", async () => {
		mkdirSync(folder)
		const path = join(folder, databaseFile)
		const before = "not a database at all ".repeat(500)
		writeFileSync(path, before)
		expect(await openStore(fresh.place)).toMatchObject({ ok: false, error: { kind: "damaged" } })
		expect(readFileSync(path, "utf8")).toBe(before)
	})

	it("refuses a database whose pages are damaged and leaves it as it was", async () => {
		await (await openFresh(fresh.place)).close()
		const path = join(folder, databaseFile)
		const bytes = readFileSync(path)
		bytes.fill(0xee, 100, 4_096)
		writeFileSync(path, bytes)
		expect(await openStore(fresh.place)).toMatchObject({ ok: false, error: { kind: "damaged" } })
		expect(readFileSync(path).equals(bytes)).toBe(true)
	})

	it("refuses data that a newer version wrote", async () => {
		const store = await openFresh(fresh.place)
		await sql`insert into kysely_migration (name, timestamp) values ('2999-01-01-later', '2999-01-01')`.execute(
			store.db,
		)
		await store.close()
		const opened = await openStore(fresh.place)
		expect(opened).toMatchObject({ ok: false, error: { kind: "newer" } })
		expect(!opened.ok && opened.error.text).toContain("2999-01-01-later")
	})

	it("closes a new and an empty folder to others, and leaves a folder with other files as it is", async () => {
		const mode = (path: string) => statSync(path).mode & 0o777
		const open = async (path: string) => (await openFresh({ kind: "folder", folder: path })).close()
		const [fresh, empty, shared] = ["new", "empty", "shared"].map((name) => join(dirname(folder), name))
		if (fresh === undefined || empty === undefined || shared === undefined) throw new Error("no folders")
		for (const path of [empty, shared]) mkdirSync(path, { recursive: true })
		for (const path of [empty, shared]) chmodSync(path, 0o755)
		writeFileSync(join(shared, "of somebody else"), "")
		for (const path of [fresh, empty, shared, shared]) await open(path)
		expect([fresh, empty, shared].map(mode)).toEqual([0o700, 0o700, 0o755])
		expect(mode(join(shared, "countersign.db"))).toBe(0o600)
	})

	it("says that a path is no folder", async () => {
		mkdirSync(dirname(folder), { recursive: true })
		writeFileSync(folder, "a file")
		expect(await openStore(fresh.place)).toMatchObject({ ok: false, error: { kind: "read-only" } })
	})

	it.skipIf(isRoot)(
		"says that a folder cannot be written (skipped as root, who may write anywhere)",
		async () => {
			mkdirSync(dirname(folder), { recursive: true })
			chmodSync(dirname(folder), 0o500)
			expect(await openStore(fresh.place)).toMatchObject({ ok: false, error: { kind: "read-only" } })
			chmodSync(dirname(folder), 0o700)
		},
	)

	it("says that the disk is full and keeps what was confirmed", async () => {
		const store = await openFresh(fresh.place)
		await storeRun(store, exampleNewRun("r1", exampleRun(1)))
		// A limit on the pages of the database stands in for a disk without room: SQLite says SQLITE_FULL to both.
		const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(store.db)
		await sql.raw(`pragma max_page_count = ${rows[0]?.page_count}`).execute(store.db)
		const results = []
		for (let index = 0; index < 200; index += 1) {
			results.push(await storeRun(store, exampleNewRun(`later-${index}`, exampleRun(index))))
		}
		const failed = results.find((each) => !each.ok)
		expect(failed).toMatchObject({ ok: false, error: { kind: "full" } })
		const confirmed = results.filter((each) => each.ok).length + 1
		await store.close()
		const again = await openFresh(fresh.place)
		const listed = await listRuns(again, { limit: 1_000 })
		expect(listed.ok && listed.value.length).toBe(confirmed)
		await again.close()
	})

	it("lets one dashboard in, and other programs beside it", async () => {
		const place = { kind: "folder", folder, owner: "process 1, http://127.0.0.1:3000" } as const
		const dashboard = await openFresh(place)
		const second = await openStore(place)
		expect(second).toMatchObject({ ok: false, error: { kind: "in-use" } })
		expect(!second.ok && second.error.text).toContain("http://127.0.0.1:3000")
		const program = await openFresh({ kind: "folder", folder })
		expect(await storeRun(program, exampleNewRun("r1", exampleRun(1)))).toMatchObject({ ok: true })
		await program.close()
		await dashboard.close()
		const third = await openFresh(place)
		await third.close()
	})

	it("lets a folder go when what is in it cannot be opened", async () => {
		mkdirSync(folder)
		writeFileSync(join(folder, databaseFile), "not a database at all ".repeat(500))
		const place = { kind: "folder", folder, owner: "process 1" } as const
		expect(await openStore(place)).toMatchObject({ error: { kind: "damaged" } })
		expect(await openStore(place)).toMatchObject({ error: { kind: "damaged" } })
	})

	it("waits for another program that writes, instead of failing", async () => {
		const store = await openFresh(fresh.place)
		const other = new Database(join(folder, databaseFile))
		other.exec("begin immediate")
		const released = Promise.resolve().then(() => other.exec("commit"))
		expect(await storeRun(store, exampleNewRun("r1", exampleRun(1)))).toMatchObject({ ok: true })
		await released
		other.close()
		await store.close()
	})
})

describe.each(enginesUnderTest)("migrations on $name", ({ make }) => {
	it.skipIf(make === undefined)("run once, however many programs start at the same time", async () => {
		if (make === undefined) throw new Error("this engine is skipped")
		const fresh = await make()
		const ends = await Promise.all(Array.from({ length: 4 }, () => startWriter(fresh.place, "open").ended))
		expect(ends).toEqual([0, 0, 0, 0])
		const store = await openFresh(fresh.place)
		const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(store.db)
		expect(rows.map((row) => row.name)).toEqual([
			"2026-11-22-foundation",
			"2026-11-23-team-notes",
			"2026-11-23-workspace-certificates",
			"2026-11-23-workspace-remembered",
		])
		await store.close()
		await fresh.remove()
	})
})

describe("a PostgreSQL that does not answer", () => {
	it("is a value that names neither account nor password", async () => {
		const opened = await openStore({ kind: "postgres", url: "postgres://someone:hidden@127.0.0.1:1/data" })
		expect(opened).toMatchObject({ ok: false, error: { kind: "unreachable" } })
		expect(JSON.stringify(opened)).not.toMatch(/someone|hidden/)
	})
})
