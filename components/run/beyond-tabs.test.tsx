import { cleanup, render, screen, within } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { NuqsTestingAdapter } from "nuqs/adapters/testing"
import { afterEach, describe, expect, it, vi } from "vitest"
import { exampleEnforcementAttempts, manyAuthoritiesChoice } from "#report/testing/beyond"
import { ExtraButton, extrasOf } from "./check-buttons.tsx"
import { fullReport, fullRun } from "./example-extras.fixture.tsx"
import { exampleReport, exampleRun } from "./example-run.fixture.tsx"
import { progressOfRun, type RunProgress } from "./live-run.tsx"
import { RunScreen } from "./run-screen.tsx"

afterEach(cleanup)

function show(search: string, over: Partial<Parameters<typeof RunScreen>[0]> = {}) {
	const onStart = vi.fn()
	render(
		<NuqsTestingAdapter searchParams={search} hasMemory>
			<RunScreen
				progress={progressOfRun(fullRun)}
				report={fullReport}
				isLive={false}
				ask={(extra) => (
					<ExtraButton extra={extra} shown={extrasOf(exampleReport)} onStart={onStart} isBusy={false} />
				)}
				{...over}
			/>
		</NuqsTestingAdapter>,
	)
	return { onStart }
}

const lanesOnly = { progress: progressOfRun(exampleRun), report: exampleReport }
const rowsOf = (list: string) => within(screen.getByRole("list", { name: list })).getAllByRole("listitem")

describe("What it offers", () => {
	it("says in one sentence what the server takes, then profiles with their reasons and every answer", () => {
		show("?tab=offers")
		expect(screen.getByText(/It takes TLS 1\.0, 1\.2 and 1\.3, 5 cipher suites/)).toBeDefined()
		expect(screen.getAllByText("It takes TLS 1.0.").length).toBe(2)
		expect(screen.getByText("Alert protocol_version.")).toBeDefined()
		expect(screen.getByText(/58 connections of at most/)).toBeDefined()
		expect(screen.getByText("HTTP 415.")).toBeDefined()
		expect(screen.getByText("It says: unknown service.")).toBeDefined()
	})

	it("numbers the suites in the order in which the server chose them", () => {
		show("?tab=offers")
		const heading = screen.getAllByRole("heading", { name: /^TLS 1\.3/ })[0]
		const items = heading?.parentElement?.querySelectorAll("li") ?? []
		expect([...items].map((item) => item.textContent)).toEqual([
			"1TLS_AES_256_GCM_SHA384",
			"2TLS_CHACHA20_POLY1305_SHA256",
			"3TLS_AES_128_GCM_SHA256",
		])
	})

	it("offers the scan where there was none, beside what the lane settled on", async () => {
		const { onStart } = show("?tab=offers", lanesOnly)
		expect(screen.getByText("TLS_AES_256_GCM_SHA384")).toBeDefined()
		await userEvent.click(screen.getByRole("button", { name: "Scan what it offers" }))
		expect(onStart).toHaveBeenCalledExactlyOnceWith({ scan: true, enforce: false })
	})
})

describe("Refusals", () => {
	it("counts first, then lists gaps before everything else", () => {
		show("?tab=refusals")
		expect(screen.getByText("1 of 3 was refused. 1 got in that must be refused. 1 is unknown.")).toBeDefined()
		expect(rowsOf("Enforcement table").map((row) => row.getAttribute("data-posture"))).toEqual([
			"self-signed",
			"expired",
			"no-certificate",
			"no-alpn",
			"no-token",
		])
	})

	it("says it with a word, not with colour alone, and why a row was not tried", () => {
		show("?tab=refusals")
		const [gap, , , , skipped] = rowsOf("Enforcement table").map((row) => row.textContent)
		expect(gap).toMatch(/^gap/)
		expect(skipped).toContain("The settings bring no token.")
	})

	it("opens a row into what was seen on the wire, and keeps it in the address", async () => {
		show("?tab=refusals")
		await userEvent.click(screen.getByRole("button", { name: "No certificate" }))
		const row = rowsOf("Enforcement table")[2]
		expect(row?.textContent).toContain("server: fatal certificate_required (116)")
		expect(row?.textContent).toContain("ClientHello")
	})

	it("opens the row that the address names", () => {
		show("?tab=refusals&refusal=self-signed")
		expect(screen.getByText("This must be refused, and it was let in.")).toBeDefined()
	})

	it("offers the proof where there was none, and asks again for the scan that is on screen", async () => {
		const onStart = vi.fn()
		const { enforcement: _enforcement, ...scanned } = fullReport
		show("?tab=refusals", {
			report: scanned,
			ask: (extra) => (
				<ExtraButton extra={extra} shown={extrasOf(scanned)} onStart={onStart} isBusy={false} />
			),
		})
		await userEvent.click(screen.getByRole("button", { name: "Prove that it refuses" }))
		expect(onStart).toHaveBeenCalledExactlyOnceWith({ scan: true, enforce: true })
	})

	it("fills row by row while the check runs, and judges nothing before its end", () => {
		const progress: RunProgress = {
			target: exampleRun.target,
			timeoutMs: 5_000,
			lanes: progressOfRun(exampleRun).lanes,
			after: {
				addresses: 0,
				postures: ["no-certificate", "self-signed", "expired"],
				enforcement: exampleEnforcementAttempts.slice(1, 2),
			},
		}
		show("?tab=refusals", { progress, report: undefined, isLive: true })
		expect(screen.getByText(/1 of 3 postures were tried/)).toBeDefined()
		const texts = rowsOf("Enforcement table").map((row) => row.textContent)
		expect(texts[0]).toMatch(/^let in.*Self-signed certificate/)
		expect(texts[1]).toMatch(/^to be tried.*No certificate/)
		expect(texts.join(" ")).not.toContain("gap")
	})
})

describe("Clients", () => {
	it("says whether the certificate would be chosen, check by check", () => {
		show("?tab=clients")
		const mine = screen.getByRole("region", { name: "Your certificate" })
		expect(mine.textContent).toContain("The server would not choose your certificate")
		expect(mine.textContent).toContain("does not fit")
		expect(rowsOf("Acceptable authorities")).toHaveLength(7)
	})

	it("folds 200 authorities, finds one by a part of its name, and shows all on request", async () => {
		show("?tab=clients", { report: { ...fullReport, clientCertificate: manyAuthoritiesChoice } })
		expect(rowsOf("Acceptable authorities")).toHaveLength(12)
		await userEvent.type(screen.getByRole("searchbox", { name: "Find an authority" }), "ca 187")
		expect(rowsOf("Acceptable authorities").map((row) => row.textContent)).toEqual([
			"CN=Issuing CA 187,O=Example",
		])
		await userEvent.clear(screen.getByRole("searchbox", { name: "Find an authority" }))
		await userEvent.click(screen.getByRole("button", { name: "Show all 200" }))
		expect(rowsOf("Acceptable authorities")).toHaveLength(200)
	})

	it("puts runtimes that fail first, with the exact text that their users would see", () => {
		show("?tab=clients")
		const runtimes = rowsOf("Runtimes").filter(
			(row) => row.parentElement?.getAttribute("aria-label") === "Runtimes",
		)
		expect(runtimes[0]?.textContent).toContain(
			"credentials: cannot check peer: missing selected ALPN property.",
		)
		expect(runtimes.map((row) => row.textContent?.match(/connects|fails|unknown/)?.[0])).toEqual([
			"fails",
			"unknown",
			"connects",
		])
	})
})

describe("Addresses", () => {
	it("says which address differs, and in what", () => {
		show("?tab=addresses")
		expect(screen.getByText("1 of 2 addresses differs from the first.")).toBeDefined()
		expect(screen.getByText("It shows another certificate: CN=old.internal.")).toBeDefined()
	})

	it("has no tab where the name has one address", () => {
		show("?tab=addresses", lanesOnly)
		expect(screen.queryByRole("tab", { name: /Addresses/ })).toBeNull()
		expect(screen.getByRole("tab", { name: "Handshake" }).getAttribute("aria-selected")).toBe("true")
	})
})
