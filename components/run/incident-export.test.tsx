import { cleanup, render, screen } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { afterEach, expect, it } from "vitest"
import { IncidentExport } from "./incident-export.tsx"

afterEach(cleanup)

it("shows the text, with ways to copy and to download it", async () => {
	const asked: unknown[] = []
	render(
		<IncidentExport
			runId="run-1"
			write={async (request) => {
				asked.push(request)
				return { kind: "exported", markdown: "# Incident: billing", fileName: "incident-billing.md" }
			}}
		/>,
	)
	await userEvent.click(screen.getByRole("button", { name: "Export incident" }))
	expect(asked).toEqual([{ runId: "run-1" }])
	expect(await screen.findByText("# Incident: billing")).toBeTruthy()
	expect(screen.getByRole("button", { name: "Copy the text" })).toBeTruthy()
	expect(screen.getByRole("button", { name: "Download" })).toBeTruthy()
})

it("says why there is no text", async () => {
	render(
		<IncidentExport
			runId="run-1"
			write={async () => ({ kind: "failed", text: "This run was deleted meanwhile." })}
		/>,
	)
	await userEvent.click(screen.getByRole("button", { name: "Export incident" }))
	expect((await screen.findByRole("alert")).textContent).toBe("This run was deleted meanwhile.")
})
