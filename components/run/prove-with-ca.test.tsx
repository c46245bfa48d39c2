import { cleanup, render, screen } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { afterEach, describe, expect, it, vi } from "vitest"
import { KeptCas, type LendCa } from "./kept-cas.tsx"
import { ProveWithCa } from "./prove-with-ca.tsx"

afterEach(cleanup)

const plain = { sha256: "aa".repeat(32), subject: "CN=Plain CA", isEncrypted: false }
const locked = { sha256: "bb".repeat(32), subject: "CN=Locked CA", isEncrypted: true }
const shown = { scan: true, enforce: false }

function show(kept: Parameters<typeof KeptCas>[0]["kept"], lend: LendCa) {
	const onStart = vi.fn()
	render(
		<KeptCas kept={kept} lend={lend}>
			<ProveWithCa shown={shown} onStart={onStart} isBusy={false} />
		</KeptCas>,
	)
	return onStart
}

const prove = () => screen.getByRole("button", { name: "Prove with this CA", hidden: true })

describe("the proof with a CA that the server trusts", () => {
	it("starts the check with the ticket of the CA, and asks again for what is on screen", async () => {
		const lend = vi.fn<LendCa>().mockResolvedValue({ kind: "lent", ticket: "a-ticket" })
		const onStart = show([plain], lend)
		expect(screen.queryByLabelText("Passphrase of the CA")).toBeNull()
		await userEvent.click(prove())
		expect(lend).toHaveBeenCalledExactlyOnceWith({ authority: plain.sha256 })
		expect(onStart).toHaveBeenCalledExactlyOnceWith({ scan: true, enforce: true, ticket: "a-ticket" })
	})

	it("wants the passphrase of an encrypted key, and starts nothing while it is wrong", async () => {
		const problems = [{ field: "passphrase", text: "The passphrase is wrong." }]
		const lend = vi.fn<LendCa>().mockResolvedValue({ kind: "problems", problems })
		const onStart = show([locked], lend)
		expect(prove().getAttribute("aria-disabled")).toBe("true")
		const field = screen.getByLabelText<HTMLInputElement>("Passphrase of the CA")
		await userEvent.type(field, "a guess")
		await userEvent.click(prove())
		expect(lend).toHaveBeenCalledExactlyOnceWith({ authority: locked.sha256, passphrase: "a guess" })
		expect(await screen.findByText("The passphrase is wrong.")).toBeDefined()
		expect(field.getAttribute("aria-invalid")).toBe("true")
		expect(field.value).toBe("")
		expect(onStart).not.toHaveBeenCalled()
	})

	it("says what else stands in the way, and that Countersign did not answer", async () => {
		const lend = vi
			.fn<LendCa>()
			.mockResolvedValueOnce({ kind: "failed", text: "This CA is not kept any more." })
			.mockRejectedValueOnce(new Error("gone"))
		show([plain], lend)
		await userEvent.click(prove())
		expect((await screen.findByRole("alert", { hidden: true })).textContent).toContain("not kept any more")
		await userEvent.click(prove())
		expect(await screen.findByText(/did not answer/)).toBeDefined()
	})

	it("tells two CAs of one name apart, leads to the place where one is kept, and hides where none can be lent", () => {
		show([plain, { ...locked, subject: plain.subject }], vi.fn<LendCa>())
		expect(screen.getByRole("combobox", { hidden: true }).textContent).toContain("CN=Plain CA (aaaaaaaa)")
		cleanup()
		show([], vi.fn<LendCa>())
		expect(screen.getByRole("link", { hidden: true }).getAttribute("href")).toBe("/certificates/status#kept")
		cleanup()
		const { container } = render(<ProveWithCa shown={shown} onStart={vi.fn()} isBusy={false} />)
		expect(container.innerHTML).toBe("")
	})
})
