import { sql } from "kysely"
import { describe, expect, it } from "vitest"
import { checkAudit } from "./audit.ts"
import { enginesUnderTest, openFresh } from "./fresh-store.ts"
import { getRun, listRuns } from "./runs.ts"
import { startWriter } from "./start-writer.ts"

const rounds = 5

describe.each(enginesUnderTest)("killing the program on $name", ({ make }) => {
	it.skipIf(make === undefined)(
		"loses no run that was confirmed and leaves no half of another",
		async () => {
			if (make === undefined) throw new Error("this engine is skipped")
			const fresh = await make()
			const confirmed: string[] = []
			for (let round = 0; round < rounds; round += 1) {
				const writer = startWriter(fresh.place, "write")
				// At least some runs, and then wherever the writer happens to be after a random number more.
				await writer.hasSaid(10 + Math.floor(Math.random() * 40))
				writer.child.kill("SIGKILL")
				await writer.ended
				confirmed.push(...writer.said.slice(1))
			}
			const store = await openFresh(fresh.place)
			const listed = await listRuns(store, { limit: 1_000 })
			const ids = listed.ok ? listed.value.map((row) => row.id) : []
			expect(confirmed.length).toBeGreaterThanOrEqual(rounds * 9)
			expect(confirmed.filter((id) => !ids.includes(id))).toEqual([])
			for (const id of ids) expect(await getRun(store, id)).toMatchObject({ ok: true, value: { id } })
			const { rows } = await sql<{ left: number }>`select count(*) as "left" from run_certificate
				where sha256 not in (select sha256 from certificate)`.execute(store.db)
			expect(rows).toEqual([{ left: 0 }])
			expect(await checkAudit(store)).toEqual({ kind: "whole", entries: ids.length })
			await store.close()
			await fresh.remove()
		},
		60_000,
	)
})
