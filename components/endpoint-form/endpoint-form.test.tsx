import { cleanup, render, screen, waitFor, within } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import type { SettingProblem } from "#endpoints/endpoint"
import { EndpointForm } from "./endpoint-form.tsx"
import {
	type EndpointFormInput,
	type EndpointFormStart,
	emptyValues,
	nothingKept,
	type SaveOutcome,
} from "./form-values.tsx"

const keyPem = "-----BEGIN PRIVATE KEY-----\nnot a real key\n-----END PRIVATE KEY-----"
const noKey: SettingProblem = {
	field: "key",
	rule: "partial-config",
	text: "The client certificate has no key.",
	hint: "Name the key's file.",
}

beforeEach(() => sessionStorage.clear())
afterEach(cleanup)

function show({
	start = {},
	outcome = { kind: "saved", id: "e1" },
	problems = [],
}: {
	start?: Partial<EndpointFormStart>
	outcome?: SaveOutcome
	problems?: readonly SettingProblem[]
} = {}) {
	const save = vi.fn(async (_input: EndpointFormInput): Promise<SaveOutcome> => outcome)
	const onSaved = vi.fn()
	render(
		<EndpointForm
			start={{ values: emptyValues, kept: nothingKept, ...start }}
			save={save}
			validate={async () => problems}
			onSaved={onSaved}
		/>,
	)
	return { save, onSaved, user: userEvent.setup({ delay: null }) }
}

const press = (name: string) => screen.getByRole("button", { name })

describe("the endpoint form", () => {
	it("sends what was typed, flat, with the timeout as a number", async () => {
		const { save, onSaved, user } = show()
		await user.type(screen.getByLabelText("Target"), "grpcs://billing:443")
		await user.type(screen.getByLabelText(/^Name/), "billing")
		await user.click(screen.getByRole("radio", { name: /Mutual TLS Both/ }))
		await user.click(press("Add endpoint"))
		await waitFor(() => expect(onSaved).toHaveBeenCalledWith("e1"))
		expect(save.mock.calls[0]?.[0]).toMatchObject({
			target: "grpcs://billing:443",
			name: "billing",
			mode: "mtls",
			timeoutMs: 5_000,
		})
	})

	it("shows each problem beneath its field with what to do, links to it, and moves the focus to the first", async () => {
		const { user } = show({ outcome: { kind: "problems", problems: [noKey] } })
		await user.click(press("Add endpoint"))
		const key = screen.getByLabelText(/Private key/)
		await waitFor(() => expect(document.activeElement).toBe(key))
		expect(key.getAttribute("aria-invalid")).toBe("true")
		const described = key.getAttribute("aria-describedby")?.split(" ")[0] ?? ""
		expect(document.getElementById(described)?.textContent).toBe(`${noKey.text} ${noKey.hint}`)
		expect(screen.getByRole("link", { name: noKey.text }).getAttribute("href")).toBe("#endpoint-key")
	})

	it("keeps everything that was typed when a save is refused", async () => {
		const { user } = show({ outcome: { kind: "problems", problems: [noKey] } })
		await user.type(screen.getByLabelText("Target"), "billing:443")
		await user.click(screen.getByLabelText(/Private key/))
		await user.paste(keyPem)
		await user.click(press("Add endpoint"))
		await screen.findByRole("link", { name: noKey.text })
		expect(screen.getByLabelText("Target")).toHaveProperty("value", "billing:443")
		expect(screen.getByLabelText(/Private key/)).toHaveProperty("value", keyPem)
	})

	it("takes a problem away once its field is edited", async () => {
		const { user } = show({ outcome: { kind: "problems", problems: [noKey] } })
		await user.click(press("Add endpoint"))
		await screen.findByRole("link", { name: noKey.text })
		await user.type(screen.getByLabelText(/Private key/), "/k.pem")
		expect(screen.queryByRole("link", { name: noKey.text })).toBeNull()
	})

	it("says what is wrong while typing, once the field was left, and not before", async () => {
		const { user } = show({ problems: [noKey] })
		await user.click(screen.getByLabelText("Target"))
		expect(screen.queryByText(noKey.text)).toBeNull()
		await user.click(screen.getByLabelText(/Private key/))
		await user.tab()
		expect(await screen.findByText(noKey.text)).toBeTruthy()
	})

	it("sends a kept key as a mark and never as text", async () => {
		const { save, user } = show({
			start: { id: "e1", version: 3, kept: { key: true, passphrase: false, token: false } },
		})
		await user.click(press("Save"))
		expect(save.mock.calls[0]?.[0]).toMatchObject({ key: "", keepKey: true })
	})

	it("drops the mark when the kept key is removed or replaced", async () => {
		const kept = { key: true, passphrase: false, token: true }
		const { save, user } = show({ start: { id: "e1", version: 3, kept } })
		await user.click(within(screen.getByRole("region", { name: "Your identity" })).getByText("Remove"))
		await user.type(screen.getByLabelText(/Bearer token/), "/run/token")
		await user.click(press("Save"))
		expect(save.mock.calls[0]?.[0]).not.toHaveProperty("keepKey")
		expect(save.mock.calls[0]?.[0]).not.toHaveProperty("keepToken")
	})

	it("keeps values of groups that the mode does without, in an open fold", async () => {
		const { save, user } = show({ start: { values: { ...emptyValues, ca: "/ca.pem" } } })
		await user.click(screen.getByRole("radio", { name: /Plaintext/ }))
		expect(screen.getByLabelText(/Trusted CAs/).closest("details")?.open).toBe(true)
		await user.click(press("Add endpoint"))
		expect(save.mock.calls[0]?.[0]).toMatchObject({ mode: "none", ca: "/ca.pem" })
	})

	it("says that another version was saved meanwhile and keeps what was typed", async () => {
		const { user } = show({ start: { id: "e1", version: 3 }, outcome: { kind: "conflict", gone: false } })
		await user.type(screen.getByLabelText(/^Name/), "mine")
		await user.click(press("Save"))
		expect(await screen.findByText(/saved another version/)).toBeTruthy()
		expect(screen.getByLabelText(/^Name/)).toHaveProperty("value", "mine")
	})

	it("writes a draft without secrets and brings it back", async () => {
		const { user } = show()
		await user.type(screen.getByLabelText("Target"), "billing:443")
		await user.click(screen.getByLabelText(/Private key/))
		await user.paste(keyPem)
		await waitFor(() => expect(sessionStorage.getItem("countersign.draft.new")).toContain("billing:443"))
		expect(sessionStorage.getItem("countersign.draft.new")).not.toContain("PRIVATE KEY")
		cleanup()
		show()
		await screen.findByText(/What you typed earlier is back/)
		expect(screen.getByLabelText("Target")).toHaveProperty("value", "billing:443")
		expect(screen.getByLabelText(/Private key/)).toHaveProperty("value", "")
	})
})
