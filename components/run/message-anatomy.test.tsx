import { cleanup, render, screen } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { afterEach, describe, expect, it } from "vitest"
import type { AnatomyField } from "#tls/anatomy/anatomy-field"
import { MessageAnatomy } from "./message-anatomy.tsx"

afterEach(cleanup)

const fields: readonly AnatomyField[] = [
	{ name: "msg_type", value: "ClientHello (1)", offset: 0, length: 1 },
	{ name: "legacy_version", value: "1.2", offset: 1, length: 2, reference: "RFC 8446 section 4.1.2" },
	{
		name: "extensions",
		value: "1 extension",
		offset: 3,
		length: 3,
		children: [{ name: "server_name", value: "localhost", offset: 4, length: 2 }],
	},
]

function show() {
	render(<MessageAnatomy name="ClientHello" fields={fields} hex="010303aabbcc" length={6} />)
}
const litBytes = () =>
	[...document.querySelectorAll<HTMLElement>("[data-offset].bg-ink")]
		.map((byte) => byte.textContent)
		.filter((text) => text?.length === 2)
const litField = () => document.querySelector('[role="treeitem"][aria-selected="true"]')?.textContent
const byte = (offset: number) => {
	const found = document.querySelector<HTMLElement>(`[data-offset="${offset}"]`)
	if (found === null) throw new Error(`no byte ${offset}`)
	return found
}

describe("MessageAnatomy", () => {
	it("lights the bytes of the field that is pointed at", async () => {
		show()
		await userEvent.hover(screen.getByText("1.2"))
		expect(litBytes()).toEqual(["03", "03"])
	})

	it("lights the innermost field of the byte that is pointed at", async () => {
		show()
		await userEvent.hover(byte(4))
		expect(litField()).toContain("server_name")
		expect(litBytes()).toEqual(["bb", "cc"])
	})

	it("walks through fields with j, k and the arrows, lighting their bytes", async () => {
		const user = userEvent.setup()
		show()
		await user.tab()
		expect(litBytes()).toEqual(["01"])
		await user.keyboard("jj")
		expect(litBytes()).toEqual(["aa", "bb", "cc"])
		await user.keyboard("{ArrowDown}k{ArrowLeft}")
		expect(screen.queryByText("localhost")).toBeNull()
		await user.keyboard("{ArrowRight}")
		expect(screen.getByText("localhost")).toBeDefined()
	})

	it("lights the parent in place of a field that is folded away", async () => {
		const user = userEvent.setup()
		show()
		await user.click(screen.getByText("extensions"))
		await user.hover(byte(5))
		expect(litField()).toContain("extensions")
		expect(litBytes()).toEqual(["bb", "cc"])
	})

	it("links the section of the RFC that defines a field", () => {
		show()
		expect(screen.getByRole("link", { name: "RFC 8446 section 4.1.2" }).getAttribute("href")).toBe(
			"https://www.rfc-editor.org/rfc/rfc8446#section-4.1.2",
		)
	})
})
