import { act, cleanup, render, screen } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { afterEach, describe, expect, it, vi } from "vitest"
import { makeAuthority } from "#x509/testing/make-certificate"
import { CertificatesScreen } from "./certificates-screen.tsx"
import { inspectGiven } from "./inspect-given.tsx"
import type { InspectAnswer, InspectRequest } from "./inspection.tsx"
import type { InspectionWorker } from "./use-inspection.tsx"

afterEach(cleanup)

/** A worker that does nothing by itself. */
function fakeWorker() {
	const asked: InspectRequest[] = []
	const worker: InspectionWorker = {
		postMessage: (request) => asked.push(request),
		terminate: vi.fn(),
		onmessage: null,
		onerror: null,
	}
	const tell = (answer: InspectAnswer) =>
		act(() => worker.onmessage?.(new MessageEvent<InspectAnswer>("message", { data: answer })))
	const answer = async (request: InspectRequest | undefined) => {
		if (request === undefined) throw new Error("nothing was asked")
		const { id, files, question, password } = request
		tell({ kind: "inspected", id, inspection: await inspectGiven(files, question, Date.now(), password) })
	}
	return { worker, asked, tell, answer }
}

async function pasteText(text: string) {
	const user = userEvent.setup()
	await user.click(screen.getByLabelText("Paste PEM"))
	await user.paste(text)
}

describe("CertificatesScreen", () => {
	it("hands on what is pasted and keeps nothing of it in the field", async () => {
		const { worker, asked } = fakeWorker()
		const start = () => worker
		render(<CertificatesScreen startWorker={start} />)
		await pasteText("-----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY-----\n")
		expect(await asked[0]?.files[0]?.blob.text()).toContain("QUJD")
		expect(document.body.innerHTML).not.toContain("QUJD")
	})

	it("shows what it is, and drops answers that were overtaken", async () => {
		const { worker, asked, tell, answer } = fakeWorker()
		const start = () => worker
		render(<CertificatesScreen startWorker={start} />)
		const root = await makeAuthority({ subject: "CN=Acme Root" })
		await pasteText(root.pem)
		await answer(asked.at(-1))
		expect(screen.getByRole("region", { name: "Verdict" }).textContent).toContain("the root Acme Root")
		tell({ kind: "failed", id: 0, text: "an old answer" })
		expect(screen.queryByText(/an old answer/)).toBeNull()
	})

	it("says so when the worker stops", async () => {
		const { worker } = fakeWorker()
		const start = () => worker
		render(<CertificatesScreen startWorker={start} />)
		await pasteText("text")
		act(() => worker.onerror?.(new ErrorEvent("error")))
		expect(screen.getByText(/the browser may have run out of memory/)).toBeDefined()
	})

	it("begins anew when everything is cleared", async () => {
		const { worker, asked, answer } = fakeWorker()
		const start = () => worker
		render(<CertificatesScreen startWorker={start} />)
		await pasteText("just some notes")
		await answer(asked.at(-1))
		expect(screen.getByText(/Nothing could be read/)).toBeDefined()
		await userEvent.click(screen.getByRole("button", { name: "Clear" }))
		expect(screen.getByText("Drop files here, as many as belong together.")).toBeDefined()
	})
})
