import { cleanup, render, screen } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { noteBytesMax } from "#report/note-size"
import type { NoteVersion, ReadNoteHistory, SaveNote } from "./note-types.tsx"
import { RuleNote, RuleNotes } from "./rule-notes.tsx"
import { TeamNote } from "./team-note.tsx"

const subject = { kind: "rule", id: "untrusted-issuer" } as const
const version = (number: number, text: string): NoteVersion => ({
	version: number,
	text,
	at: "2026-11-23T00:00:00.000Z",
	actor: "dashboard",
})
const noHistory: ReadNoteHistory = async () => ({ kind: "history", versions: [], older: false })

beforeEach(() => sessionStorage.clear())
afterEach(cleanup)

function show(save: SaveNote, note?: NoteVersion, readHistory = noHistory) {
	return render(<TeamNote subject={subject} note={note} save={save} readHistory={readHistory} />)
}

describe("a team note", () => {
	it("is written, previewed, saved and shown", async () => {
		const asked: unknown[] = []
		show(async (request) => {
			asked.push(request)
			return { kind: "saved", note: version(1, request.text) }
		})
		await userEvent.click(screen.getByRole("button", { name: "Add a note" }))
		await userEvent.type(screen.getByRole("textbox"), "Ask **Ops**")
		await userEvent.click(screen.getByRole("button", { name: "Preview" }))
		expect(screen.getByRole("region", { name: "Preview" }).querySelector("strong")?.textContent).toBe("Ops")
		await userEvent.click(screen.getByRole("button", { name: "Save the note" }))
		expect(asked).toEqual([{ subject, text: "Ask **Ops**", version: 0 }])
		expect(screen.queryByRole("textbox")).toBeNull()
		expect(screen.getByText("Ops")).toBeTruthy()
		expect(sessionStorage.length).toBe(0)
	})

	it("shows theirs beside mine when somebody saved meanwhile, and saves over theirs when asked", async () => {
		const versions: number[] = []
		show(
			async ({ text, version: over }) => {
				versions.push(over)
				if (over === 1) return { kind: "conflict", current: version(2, "theirs") }
				return { kind: "saved", note: version(3, text) }
			},
			version(1, "old"),
		)
		await userEvent.click(screen.getByRole("button", { name: "Edit the note" }))
		await userEvent.type(screen.getByRole("textbox"), " and mine")
		await userEvent.click(screen.getByRole("button", { name: "Save the note" }))
		expect(screen.getByRole("alert").textContent).toContain("theirs")
		expect(screen.getByRole("textbox")).toHaveProperty("value", "old and mine")
		await userEvent.click(screen.getByRole("button", { name: "Save mine over theirs" }))
		expect(versions).toEqual([1, 2])
		expect(screen.getByText("old and mine")).toBeTruthy()
	})

	it("says how much too long a note is and keeps it", async () => {
		const long = "x".repeat(noteBytesMax + 7)
		sessionStorage.setItem("countersign.note.rule.untrusted-issuer", long)
		show(async () => {
			throw new Error("must not be asked")
		})
		await userEvent.click(screen.getByRole("button", { name: "Save the note" }))
		expect(screen.getByText(/7 bytes longer than the 64 KiB/)).toBeTruthy()
		expect(screen.getByRole("textbox")).toHaveProperty("value", long)
	})

	it("gives back what was typed before the page was left, until it is thrown away", async () => {
		const first = show(async () => ({ kind: "failed", text: "The disk is full." }))
		await userEvent.click(screen.getByRole("button", { name: "Add a note" }))
		await userEvent.type(screen.getByRole("textbox"), "half a thought")
		await userEvent.click(screen.getByRole("button", { name: "Save the note" }))
		expect(screen.getByText("The disk is full.")).toBeTruthy()
		first.unmount()
		show(async () => ({ kind: "failed", text: "" }))
		expect(screen.getByRole("textbox")).toHaveProperty("value", "half a thought")
		await userEvent.click(screen.getByRole("button", { name: "Cancel" }))
		expect(sessionStorage.length).toBe(0)
	})

	it("puts an old version back into the field, and saves it as a new one", async () => {
		const asked: unknown[] = []
		show(
			async (request) => {
				asked.push(request)
				return { kind: "saved", note: version(3, request.text) }
			},
			version(2, "new"),
			async () => ({ kind: "history", versions: [version(2, "new"), version(1, "old")], older: false }),
		)
		await userEvent.click(screen.getByRole("button", { name: "Versions" }))
		await userEvent.click(await screen.findByRole("button", { name: "Restore version 1" }))
		expect(screen.getByRole("textbox")).toHaveProperty("value", "old")
		await userEvent.click(screen.getByRole("button", { name: "Save the note" }))
		expect(asked).toEqual([{ subject, text: "old", version: 2 }])
	})
})

describe("the note on a finding", () => {
	it("is folded open where there is one, and leads to the rule's page", () => {
		render(
			<RuleNotes notes={[{ rule: "untrusted-issuer", text: "Ask *Ops*" }]}>
				<RuleNote rule="untrusted-issuer" />
			</RuleNotes>,
		)
		expect(screen.getByRole("group")).toHaveProperty("open", true)
		expect(screen.getByRole("link", { name: "Edit the note" }).getAttribute("href")).toBe(
			"/runbook/untrusted-issuer#note",
		)
	})

	it("is an invitation where there is none", () => {
		render(<RuleNote rule="untrusted-issuer" />)
		expect(screen.getByRole("link", { name: "Add your team’s note" })).toBeTruthy()
	})
})
