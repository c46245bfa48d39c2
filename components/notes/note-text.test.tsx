import { cleanup, render, screen } from "@testing-library/react"
import { afterEach, describe, expect, it } from "vitest"
import { isDrawable, noteLink } from "./note-bounds.tsx"
import { NoteText } from "./note-text.tsx"

afterEach(cleanup)

describe("the text of a note", () => {
	it("draws Markdown and leaves HTML as text", () => {
		const { container } = render(
			<NoteText text={"# Call *us*\n\n<script>alert(1)</script> <b onclick=x>bold</b>"} />,
		)
		expect(screen.getByRole("heading", { name: "Call us" })).toBeTruthy()
		expect(container.querySelector("script, b")).toBeNull()
		expect(container.textContent).toContain("<b onclick=x>bold</b>")
	})

	it("links to the web and to our pages, and to nothing else", () => {
		const links = [
			"https://wiki.example/a",
			"/runbook/x",
			"javascript:alert(1)",
			"//evil.example",
			"data:text/html,x",
		]
		const text = links.map((url, index) => `[link ${index}](${url})`).join("\n\n")
		render(<NoteText text={text} />)
		expect(screen.getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual([
			"https://wiki.example/a",
			"/runbook/x",
		])
		expect(screen.getByText("link 2")).toBeTruthy()
	})

	it("fetches no image, and says what stood there", () => {
		const { container } = render(<NoteText text="![the plan](https://pictures.example/a.png)" />)
		expect(container.querySelector("img")).toBeNull()
		expect(screen.getByRole("link", { name: "image: the plan" })).toBeTruthy()
	})

	it.each([
		["quotes in quotes", ">".repeat(60_000)],
		["lists in lists", "- ".repeat(30_000)],
		["many nested lines", `${"> - ".repeat(8)}x\n\n`.repeat(1_500)],
		["many items", "- a\n".repeat(8_000)],
		["a whole book", "word ".repeat(13_000)],
	])("shows %s as typed", (_what, text) => {
		const { container } = render(<NoteText text={text} />)
		expect(container.querySelector("pre")?.textContent).toBe(text)
	})
})

describe("the bounds of a note", () => {
	it.each(["- a\n  - b\n    1. c\n\n> quoted", "* * *\n\n- - - - - - - - -", "", "plain"])(
		"draws %j",
		(text) => {
			expect(isDrawable(text)).toBe(true)
		},
	)

	it.each([
		["http://a.example/?q=1#x", true],
		["HTTPS://a.example", true],
		["/endpoints/1", true],
		["#fix", true],
		["/\\evil.example", false],
		["//evil.example", false],
		["vbscript:x", false],
		["mailto:a@b.example", false],
		["relative", false],
		[" https://a.example", false],
	])("judges %s", (url, isAllowed) => {
		expect(noteLink(url) !== undefined).toBe(isAllowed)
	})
})
