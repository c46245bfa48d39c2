import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react"
import { afterEach, expect, it, vi } from "vitest"
import type { WorkloadStatus } from "#pki/workload/workload-status"
import { WorkloadPanel } from "./workload-panel.tsx"
import type { WorkloadActions } from "./workload-types.tsx"

afterEach(cleanup)

const router = "spiffe://dev.local/ns/default/sa/router"
const stopped: WorkloadStatus = { kind: "stopped" }

function running(rotation = 1, failure: "none" | "unavailable" = "none"): WorkloadStatus {
	return {
		kind: "running",
		address: "unix:///run/dev.sock",
		rotation,
		rotatesAt: "2030-01-01T10:30:00.000Z",
		failure,
		bundlePem: "-----BEGIN CERTIFICATE-----",
		authorities: [{ number: 1, state: "signs", signedUntil: "2030-01-01T11:00:00.000Z" }],
		federated: [],
		svids: [
			{
				spiffeId: router,
				serial: `0${rotation}`,
				notBefore: "2030-01-01T10:00:00.000Z",
				notAfter: "2030-01-01T11:00:00.000Z",
			},
		],
	}
}

/** Presses a button as a person does: once it can be pressed, which is when the answer before it has been dealt with. */
async function press(name: string): Promise<void> {
	await waitFor(() => expect(screen.getByRole("button", { name })).toHaveProperty("disabled", false))
	fireEvent.click(screen.getByRole("button", { name }))
}

function actionsThat(answers: Partial<WorkloadActions>): WorkloadActions {
	const none = async () => ({ kind: "status", status: stopped }) as const
	return { status: none, start: none, change: none, stop: none, ...answers }
}

it("sends what was typed, shows the address to copy, and the identities with serial and next rotation", async () => {
	const start = vi.fn(async () => ({ kind: "status", status: running() }) as const)
	render(<WorkloadPanel first={stopped} actions={actionsThat({ start })} />)
	fireEvent.change(screen.getByLabelText("Life of an SVID"), { target: { value: "15m" } })
	fireEvent.change(screen.getByLabelText("SPIFFE IDs"), {
		target: { value: `${router}\n\n spiffe://dev.local/db ` },
	})
	await press("Start it")
	await waitFor(() => expect(screen.getByText("SPIFFE_ENDPOINT_SOCKET=unix:///run/dev.sock")).toBeTruthy())
	expect(start).toHaveBeenCalledExactlyOnceWith({
		trustDomain: "dev.local",
		identities: [router, "spiffe://dev.local/db"],
		ttl: "15m",
		socketMode: "0600",
		federated: [],
	})
	const row = within(screen.getByRole("list", { name: "Identities" })).getByRole("listitem")
	expect(row.textContent).toContain(router)
	expect(row.textContent).toContain("serial 01, valid until 2030-01-01 11:00:00 UTC")
	expect(screen.getByText("10:30:00 UTC")).toBeTruthy()
})

it("says beside each field what is wrong with it, and elsewhere what concerns none", async () => {
	const answers = [
		{
			kind: "problems",
			problems: [
				{ field: "ttl", text: "An SVID lives for 2 seconds to 7 days here." },
				{ field: "socket", text: "A program listens there already." },
			],
		} as const,
		{ kind: "failed", text: "The dashboard is being closed." } as const,
	]
	const start = async () => answers.shift() ?? Promise.reject(new Error("gone"))
	render(<WorkloadPanel first={stopped} actions={actionsThat({ start })} />)
	await press("Start it")
	await waitFor(() => expect(screen.getByText("An SVID lives for 2 seconds to 7 days here.")).toBeTruthy())
	expect(screen.getByLabelText("Life of an SVID").getAttribute("aria-invalid")).toBe("true")
	expect(screen.getByLabelText("Trust domain").getAttribute("aria-invalid")).not.toBe("true")
	expect(screen.getByRole("alert").textContent).toBe("A program listens there already.")
	await press("Start it")
	await waitFor(() => expect(screen.getByRole("alert").textContent).toBe("The dashboard is being closed."))
	await press("Start it")
	await waitFor(() => expect(screen.getByRole("alert").textContent).toMatch(/did not answer/))
})

it("rotates and stops when asked to", async () => {
	const change = vi.fn(async () => ({ kind: "status", status: running(2) }) as const)
	render(<WorkloadPanel first={running()} actions={actionsThat({ change })} />)
	await press("Rotate now")
	await waitFor(() => expect(screen.getByText("02")).toBeTruthy())
	expect(change).toHaveBeenCalledExactlyOnceWith({ rotate: true })
	expect(screen.getByText(/Issued 2 times/)).toBeTruthy()
	await press("Stop it")
	await waitFor(() => expect(screen.getByRole("button", { name: "Start it" })).toBeTruthy())
})

it("says which failure is produced on purpose", () => {
	render(<WorkloadPanel first={running(1, "unavailable")} actions={actionsThat({})} />)
	expect(screen.getByText("agent not ready")).toBeTruthy()
})

it("sends federated bundles, one that was typed and not added too, and keeps what was typed while it runs", async () => {
	const start = vi.fn(async () => ({ kind: "status", status: running() }) as const)
	render(<WorkloadPanel first={stopped} actions={actionsThat({ start })} />)
	const fill = (domain: string, bundle: string) => {
		fireEvent.change(screen.getByLabelText(/Other trust domain/), { target: { value: domain } })
		fireEvent.change(screen.getByLabelText(/Its bundle/), { target: { value: bundle } })
	}
	for (const [domain, bundle] of [
		["a.test", "old"],
		["b.test", "B"],
		["a.test", "A"],
	] as const) {
		fill(domain, bundle)
		fireEvent.click(screen.getByText("Add a further one"))
	}
	fireEvent.click(screen.getByLabelText("Leave out b.test"))
	fill("c.test", "C")
	await press("Start it")
	await press("Stop it")
	expect(start.mock.calls).toMatchObject([
		[
			{
				federated: [
					{ trustDomain: "a.test", bundle: "A" },
					{ trustDomain: "c.test", bundle: "C" },
				],
			},
		],
	])
	await waitFor(() => expect(screen.getByLabelText(/Its bundle/)).toHaveProperty("value", "C"))
})

it("shows hint and own socket of an identity, and changes the authority once at a time", async () => {
	const status = running()
	if (status.kind !== "running") throw new Error("it runs")
	const [svid] = status.svids
	if (svid === undefined) throw new Error("it has an identity")
	const { address: _, ...unshared } = status
	const own = { ...unshared, svids: [{ ...svid, hint: "db", address: "unix:///run/db.sock" }] }
	const authorities = [...status.authorities, { number: 2, state: "next" } as const]
	const change = vi.fn(async () => ({ kind: "status", status: { ...own, authorities } }) as const)
	render(<WorkloadPanel first={own} actions={actionsThat({ change })} />)
	expect(screen.getAllByText(/^SPIFFE_ENDPOINT_SOCKET=/).map(({ textContent }) => textContent)).toEqual([
		"SPIFFE_ENDPOINT_SOCKET=unix:///run/db.sock",
	])
	expect(screen.getByText(/^hint/).textContent).toContain("hint db")
	await press("Change the authority")
	await waitFor(() => expect(screen.getByText(/Authority 2 is in the bundle/)).toBeTruthy())
	expect(change).toHaveBeenCalledExactlyOnceWith({ renewAuthority: true })
	expect(screen.getByRole("button", { name: "Change the authority" })).toHaveProperty("disabled", true)
})
