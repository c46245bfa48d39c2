import { expect, test } from "@playwright/test"
import { fetchX509Context } from "../lib/spiffe/node/workload-api.ts"
import { expectAccessible, expectNoSidewaysScroll, watchConsole } from "./page-checks.ts"

test("a Workload API of one's own serves a program, rotates, fails on purpose and ends", async ({ page }) => {
	const log = watchConsole(page)
	await page.goto("/lab", { waitUntil: "networkidle" })
	const section = page.getByRole("region", { name: "A Workload API of your own" })
	await section.getByLabel("SPIFFE IDs").fill("spiffe://Dev.local/a")
	await section.getByRole("button", { name: "Start it" }).click()
	await expect(section.getByText(/upper-case letters/)).toBeVisible()
	await section.getByLabel("SPIFFE IDs").fill("spiffe://dev.local/ns/default/sa/router")
	await section.getByRole("button", { name: "Start it" }).click()
	const line = await section.getByText(/^SPIFFE_ENDPOINT_SOCKET=/).textContent()
	const address = (line ?? "").replace("SPIFFE_ENDPOINT_SOCKET=", "")
	const first = await fetchX509Context(address)
	expect(first.ok && first.value.svids.map(({ spiffeId }) => spiffeId)).toEqual([
		"spiffe://dev.local/ns/default/sa/router",
	])

	await section.getByRole("button", { name: "Rotate now" }).click()
	await expect(section.getByText(/Issued 2 times/)).toBeVisible()
	const second = await fetchX509Context(address)
	expect(
		first.ok &&
			second.ok &&
			Buffer.compare(
				Buffer.from(first.value.svids[0]?.certificates[0] ?? []),
				Buffer.from(second.value.svids[0]?.certificates[0] ?? []),
			),
	).not.toBe(0)

	await section.getByRole("combobox", { name: "What every call ends with" }).click()
	await page.getByRole("option", { name: "no identity issued" }).click()
	await expect.poll(async () => (await fetchX509Context(address)).ok).toBe(false)
	for (const width of [1440, 390, 360]) {
		await page.setViewportSize({ width, height: 900 })
		await expectNoSidewaysScroll(page)
		await expectAccessible(page)
	}
	await section.getByRole("button", { name: "Stop it" }).click()
	await expect(section.getByRole("button", { name: "Start it" })).toBeVisible()
	expect(await fetchX509Context(address)).toMatchObject({ ok: false, error: { reason: "socket-missing" } })
	expect(log.complaints()).toEqual([])
})
