import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react"
import { afterEach, expect, it, vi } from "vitest"
import type { CertificateStatus } from "#pki/certificate-status"
import { DeleteKept } from "./delete-kept.tsx"
import { groupCertificates, leadOf } from "./group-certificates.tsx"
import { KeepAuthority } from "./keep-authority.tsx"
import type { KeptCa } from "./keeping-types.tsx"
import { RememberFiles } from "./remember-files.tsx"
import { StatusList } from "./status-list.tsx"

afterEach(cleanup)

const ca: KeptCa = {
	sha256: "a".repeat(64),
	subject: "CN=Team CA\\, Berlin,O=Acme",
	keyType: "EC P-256",
	notBefore: "2026-01-01T00:00:00.000Z",
	notAfter: "2036-01-01T00:00:00.000Z",
	keptAt: "2026-01-02T00:00:00.000Z",
	isEncrypted: false,
}

it("sends nothing before the button is pressed, and no passphrase when none was typed", async () => {
	const keep = vi.fn(async () => ({ kind: "kept" }) as const)
	render(<KeepAuthority subject="CN=Team CA" keep={keep} />)
	expect(screen.getByText(/Not encrypted:/)).toBeTruthy()
	expect(keep).not.toHaveBeenCalled()
	fireEvent.click(screen.getByRole("button", { name: "Keep this CA in the workspace" }))
	await waitFor(() => expect(screen.getByText(/CN=Team CA is kept in the workspace/)).toBeTruthy())
	expect(keep).toHaveBeenCalledExactlyOnceWith(undefined)
})

it("forgets the passphrase once the CA is kept, and says what is wrong with it beside it", async () => {
	const outcomes = [
		{ kind: "problems", problems: [{ field: "passphrase", text: "It is too short." }] } as const,
		{ kind: "kept" } as const,
	]
	const keep = vi.fn(async (_: string | undefined) => outcomes.shift() ?? ({ kind: "kept" } as const))
	render(<KeepAuthority subject="CN=Team CA" keep={keep} />)
	const field = screen.getByLabelText(/Passphrase/)
	fireEvent.change(field, { target: { value: "short" } })
	const button = screen.getByRole("button")
	fireEvent.click(button)
	await waitFor(() => expect(screen.getByText("It is too short.")).toBeTruthy())
	expect(field.getAttribute("aria-invalid")).toBe("true")
	fireEvent.click(button)
	await waitFor(() => expect(field).toHaveProperty("value", ""))
	expect(keep.mock.calls).toEqual([["short"], ["short"]])
})

it("says that nothing is known when the server does not answer", async () => {
	render(<KeepAuthority subject="CN=Team CA" keep={() => Promise.reject(new Error("gone"))} />)
	fireEvent.click(screen.getByRole("button"))
	await waitFor(() => expect(screen.getByRole("alert").textContent).toContain("did not answer"))
})

it("deletes only once the name was typed as it stands in the subject", async () => {
	const remove = vi.fn(async () => undefined)
	render(<DeleteKept authority={ca} remove={remove} />)
	const button = screen.getByRole("button", { hidden: true })
	const field = screen.getByLabelText("Type Team CA, Berlin to delete it")
	fireEvent.change(field, { target: { value: "team ca, berlin" } })
	expect(button).toHaveProperty("disabled", true)
	fireEvent.change(field, { target: { value: "Team CA, Berlin" } })
	fireEvent.click(button)
	await waitFor(() => expect(remove).toHaveBeenCalledOnce())
})

function status(given: Partial<CertificateStatus>): CertificateStatus {
	return {
		...{ sha256: "b", serial: "01", subject: "CN=b", issuer: "CN=ca", names: [], isCa: false },
		...{
			notBefore: "",
			notAfter: "",
			renewAt: "",
			remainingMs: 1,
			usedShare: 0,
			renewAtShare: 0.66,
			why: "",
		},
		...{ origin: "issued", uses: [], state: "valid", needsRenewal: false },
		...given,
	}
}

it("draws a long list in pieces", () => {
	const many = Array.from({ length: 250 }, (_, index) => status({ sha256: String(index) }))
	render(<StatusList label="In order" certificates={many} forget={async () => undefined} />)
	expect(screen.getAllByRole("listitem")).toHaveLength(100)
	fireEvent.click(screen.getByRole("button", { name: "Show 100 more of 150" }))
	fireEvent.click(screen.getByRole("button", { name: "Show 50 more of 50" }))
	expect(screen.getAllByRole("listitem")).toHaveLength(250)
})

it("groups what needs renewal, what is in order, what has passed, and what only the lab uses", () => {
	const lab = { endpointId: "e", endpointName: "e", isFromLab: true, role: "served" } as const
	const all = [
		status({ sha256: "due", needsRenewal: true, state: "expired" }),
		status({ sha256: "fine" }),
		status({ sha256: "replaced", replacedBy: "fine" }),
		status({ sha256: "lab", origin: "watched", uses: [lab], state: "expired" }),
	]
	expect(groupCertificates(all).map(({ id, certificates }) => [id, certificates[0]?.sha256])).toEqual([
		["renew", "due"],
		["order", "fine"],
		["past", "replaced"],
		["lab", "lab"],
	])
	expect(leadOf({ certificates: all, needsRenewal: 1 })).toBe("1 certificate needs renewal; already ended.")
})

it("forgets only what is remembered, and says why it could not", async () => {
	const forget = vi.fn(async (): Promise<string | undefined> => "The disk is full.")
	const all = [status({ sha256: "seen" }), status({ sha256: "kept here", isRemembered: true })]
	render(<StatusList label="In order" certificates={all} forget={forget} />)
	fireEvent.click(screen.getByRole("button", { name: "Forget it", hidden: true }))
	await waitFor(() => expect(screen.getByText("The disk is full.")).toBeTruthy())
	expect(forget).toHaveBeenCalledExactlyOnceWith("kept here")
})

it("remembers the certificates of a file and sends no key that lies beside them", async () => {
	const { createAuthority } = await import("#pki/authority")
	const { issueCertificate } = await import("#pki/issue")
	const ca = await createAuthority({ commonName: "Team CA" })
	const leaf = await issueCertificate({ authority: ca, subject: "CN=leaf" })
	const remember = vi.fn(async (question: { readonly certificates: string[] }) => {
		const all = question.certificates.length
		return { kind: "remembered", fresh: all - 1, all } as const
	})
	render(<RememberFiles remember={remember} />)
	const button = screen.getByRole("button")
	expect(button).toHaveProperty("disabled", true)
	const file = new File([leaf.privateKeyPem.reveal(), leaf.pem, ca.pem], "server.pem")
	fireEvent.change(screen.getByLabelText(/Files with certificates/), { target: { files: [file] } })
	fireEvent.click(button)
	await waitFor(() =>
		expect(screen.getByRole("status").textContent).toMatch(/1 certificate is in .*; 1 was there/),
	)
	const sent = remember.mock.calls[0]?.[0].certificates
	expect(sent).toEqual([leaf.der, ca.der].map((der) => Buffer.from(der).toString("base64")))

	const broken = new File(["no certificate"], "notes.txt")
	fireEvent.change(screen.getByLabelText(/Files with certificates/), { target: { files: [broken] } })
	fireEvent.click(button)
	await waitFor(() => expect(screen.getByRole("alert").textContent).not.toBe(""))
	expect(remember).toHaveBeenCalledTimes(1)
})
