import { cleanup, render, screen } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { afterEach, expect, it } from "vitest"
import { IssueFromKept } from "./issue-from-kept.tsx"

afterEach(cleanup)

const authority = {
	sha256: "a".repeat(64),
	subject: "CN=Team CA",
	keyType: "EC P-256",
	notBefore: "2026-01-01T00:00:00.000Z",
	notAfter: "2036-01-01T00:00:00.000Z",
	keptAt: "2026-01-02T00:00:00.000Z",
	isEncrypted: false,
}

it("offers the usual name of what is issued, and leaves alone what a person typed", async () => {
	const user = userEvent.setup()
	render(<IssueFromKept authority={authority} issue={async () => ({ kind: "failed", text: "" })} />)
	await user.click(screen.getByText("Issue a certificate from it"))
	const names = () => screen.getByRole<HTMLInputElement>("textbox", { name: /SPIFFE ID|Names/ })
	const choose = async (label: string) => {
		await user.click(screen.getByRole("combobox", { name: "For" }))
		await user.click(await screen.findByRole("option", { name: label }))
	}
	await choose("X.509-SVID")
	expect(names().value).toMatch(/^spiffe:/)
	await choose("Server")
	expect(names().value).toContain("localhost")
	await user.clear(names())
	await user.type(names(), "api.test")
	await choose("Client")
	expect(names().value).toBe("api.test")
})
