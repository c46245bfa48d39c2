import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react"
import { afterEach, expect, it, vi } from "vitest"
import { ok } from "#base/result"
import { createAuthority } from "#pki/authority"
import { createRequest } from "#pki/request"
import { AskSection, firstAsking } from "./ask-section.tsx"
import { DownloadPanel } from "./download-panel.tsx"
import { firstSigning, RequestSection } from "./request-section.tsx"
import { saveBytes } from "./save-files.tsx"
import { useDraft } from "./use-draft.tsx"
import { useUnsaved } from "./use-unsaved.tsx"
import { type HeldAuthority, show } from "./workshop-materials.tsx"

vi.mock("./save-files.tsx", () => ({ saveBytes: vi.fn() }))
afterEach(() => {
	cleanup()
	vi.clearAllMocks()
})

const remember = async () => ({ kind: "remembered", fresh: 1, all: 1 }) as const

async function heldAuthority(commonName: string): Promise<HeldAuthority> {
	const authority = await createAuthority({ commonName })
	const { Secret } = await import("#base/secret")
	return { authority, shown: await show(authority.der, []), key: new Secret(new Uint8Array()) }
}

/** Whether the page would ask before it is left. */
const asksToStay = () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }))

function Signing({
	authority,
	file,
}: {
	readonly authority: HeldAuthority | undefined
	readonly file: File
}) {
	const draft = useDraft<typeof firstSigning>({ ...firstSigning, file })
	return <RequestSection draft={draft} panel={null} authority={authority} remember={remember} />
}

it("plans a request that was there before the CA, again when another CA takes its place, and signs with that one", async () => {
	const asked = { profile: "server", names: ["a.test"], keyAlgorithm: "p256", lifetime: "90d" } as const
	const made = await createRequest(asked)
	if (!made.ok) throw new Error("no request")
	const file = new File([made.value.pem], "a.csr")
	const { rerender } = render(<Signing authority={undefined} file={file} />)
	expect(screen.getByText(/a\.csr is here and waits for the CA/)).toBeTruthy()
	expect(screen.queryByRole("button", { name: "Sign it" })).toBeNull()

	const first = await heldAuthority("First CA")
	await act(async () => rerender(<Signing authority={first} file={file} />))
	await screen.findByRole("button", { name: "Sign it" })
	const second = await heldAuthority("Second CA")
	await act(async () => rerender(<Signing authority={second} file={file} />))
	const sign = await screen.findByRole("button", { name: "Sign it" })
	await waitFor(() => expect(sign).toHaveProperty("disabled", false))
	fireEvent.click(sign)
	await screen.findByRole("region", { name: "Issued" })
	fireEvent.click(screen.getByRole("button", { name: "Download it" }))
	await waitFor(() => expect(saveBytes).toHaveBeenCalled())
	const { unzipSync } = await import("fflate")
	const zip = unzipSync(vi.mocked(saveBytes).mock.calls[0]?.[1] ?? new Uint8Array())
	const { readCertificate } = await import("#x509/certificate")
	const { parsePemCertificates } = await import("#x509/pem-certificates")
	const ders = parsePemCertificates(new TextDecoder().decode(zip["certificate/certificate.pem"]))
	const leaf = readCertificate((ders.ok ? ders.value[0] : undefined) ?? new Uint8Array())
	expect(leaf.ok && leaf.value.issuer.text).toBe("CN=Second CA")
})

function Asking({ onSign }: { readonly onSign: (request: File) => void }) {
	return <AskSection draft={useDraft(firstAsking)} unsaved={useUnsaved()} onSign={onSign} />
}

it("makes a request, refuses a name at its field, and asks before its key is left until it is saved", async () => {
	const onSign = vi.fn()
	render(<Asking onSign={onSign} />)
	const names = screen.getByLabelText("Names")
	const make = screen.getByRole("button", { name: "Make the request" })
	fireEvent.change(names, { target: { value: "no name!" } })
	fireEvent.click(make)
	await waitFor(() => expect(names.getAttribute("aria-invalid")).toBe("true"))
	expect(screen.queryByRole("region", { name: "The request" })).toBeNull()
	expect(asksToStay()).toBe(false)

	fireEvent.change(names, { target: { value: "a.test, 10.0.0.1" } })
	await waitFor(() => expect(make).toHaveProperty("disabled", false))
	fireEvent.click(make)
	await screen.findByText("CN=a.test, a.test, 10.0.0.1")
	expect(asksToStay()).toBe(true)
	fireEvent.click(screen.getByRole("button", { name: "Sign it in this page" }))
	expect(await onSign.mock.calls[0]?.[0].text()).toContain("BEGIN CERTIFICATE REQUEST")
	const download = screen.getByRole("button", { name: "Download request and key" })
	const passphrase = screen.getByLabelText(/Passphrase of the key/)
	fireEvent.change(passphrase, { target: { value: "short" } })
	fireEvent.click(download)
	await screen.findByText(/8 characters or more/)
	expect(asksToStay()).toBe(true)
	fireEvent.change(passphrase, { target: { value: "" } })
	await waitFor(() => expect(download).toHaveProperty("disabled", false))
	fireEvent.click(download)
	await waitFor(() => expect(asksToStay()).toBe(false))
	expect(saveBytes).toHaveBeenCalledOnce()
})

it.each([
	["the certificate alone", false, 0],
	["the private key too", true, 1],
])("counts as saved only what holds the key: %s", async (_, secret, times) => {
	const onSaved = vi.fn()
	const files = async () => ok([{ name: "a.pem", bytes: new Uint8Array([1]), secret }])
	render(<DownloadPanel label="Download it" name="a" hasKey files={files} onSaved={onSaved} />)
	fireEvent.click(screen.getByRole("button", { name: "Download it" }))
	await waitFor(() => expect(saveBytes).toHaveBeenCalledOnce())
	expect(onSaved).toHaveBeenCalledTimes(times)
})
