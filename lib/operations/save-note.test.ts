import { afterEach, beforeEach, expect, it } from "vitest"
import { rules } from "#diagnosis/rules"
import { noteBytesMax } from "#report/note-size"
import { makeFreshContext } from "./fresh-context.ts"
import { getNote } from "./get-note.ts"
import { listNotes } from "./list-notes.ts"
import { noteHistory } from "./note-history.ts"
import { saveNote } from "./save-note.ts"

let fresh: Awaited<ReturnType<typeof makeFreshContext>>
beforeEach(async () => {
	fresh = await makeFreshContext()
})
afterEach(() => fresh.remove())

const subject = { kind: "rule", id: rules[0]?.id ?? "there are no rules" } as const
const save = (text: string, version: number) => saveNote(fresh.context, { subject, text, version })

it("saves a note as typed, and takes it away when emptied", async () => {
	expect(await save("# Ask *us*\r\n\ttwice ", 0)).toMatchObject({ ok: true, value: { version: 1 } })
	expect(await listNotes(fresh.context, { kind: "rule" })).toMatchObject({
		value: [{ text: "# Ask *us*\r\n\ttwice ", actor: "test" }],
	})
	expect(await save(" \n", 1)).toMatchObject({ ok: true, value: { version: 2, text: "" } })
	expect(await listNotes(fresh.context, { kind: "rule" })).toEqual({ ok: true, value: [] })
	expect(await noteHistory(fresh.context, { subject })).toMatchObject({
		value: { versions: [{ version: 2 }, { version: 1 }], older: false },
	})
})

it("takes a note of exactly 64 KiB and refuses one byte more, counted in UTF-8", async () => {
	const whole = "é".repeat(noteBytesMax / 2)
	expect(await save(`${whole}x`, 0)).toEqual({
		ok: false,
		error: { kind: "too-long", bytes: noteBytesMax + 1 },
	})
	expect(await getNote(fresh.context, { subject })).toEqual({ ok: true, value: undefined })
	expect(await save(whole, 0)).toMatchObject({ ok: true, value: { text: whole } })
})

it("stores what no database can hold as a mark", async () => {
	expect(await save("a\0b\ud800c", 0)).toMatchObject({ ok: true, value: { text: "a\ufffdb\ufffdc" } })
})

it("says that nobody can write about a rule or an endpoint that is not there", async () => {
	for (const kind of ["rule", "endpoint"] as const) {
		const given = { subject: { kind, id: "no-such-thing" }, text: "x", version: 0 }
		expect(await saveNote(fresh.context, given)).toEqual({ ok: false, error: { kind: "gone" } })
	}
})
