import { expect, test } from "@playwright/test"
import { createAuthority } from "../lib/pki/authority.ts"
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

test("an identity with a hint has a socket of its own, another trust domain is known, and the authority changes", async ({
	page,
}) => {
	const log = watchConsole(page)
	const other = await createAuthority({ commonName: "Other", uri: "spiffe://partner.example" })
	await page.goto("/lab", { waitUntil: "networkidle" })
	const section = page.getByRole("region", { name: "A Workload API of your own" })
	const ids = section.getByLabel("SPIFFE IDs")
	await ids.fill("spiffe://dev.local/router\nspiffe://dev.local/admin;hint=admin;socket=../admin")
	await section.getByRole("button", { name: "Start it" }).click()
	await expect(section.getByText(/is no name of a socket/)).toBeVisible()
	await ids.fill("spiffe://dev.local/router\nspiffe://dev.local/admin;hint=admin;socket=admin")
	await section.getByText("Federate with other trust domains").click()
	await section.getByLabel(/Other trust domain/).fill("partner.example")
	await section.getByLabel(/Its bundle/).fill("no bundle")
	await section.getByRole("button", { name: "Start it" }).click()
	await expect(section.getByText(/The bundle of partner\.example cannot be read/)).toBeVisible()
	await section.getByLabel(/Its bundle/).fill(other.pem)
	await section.getByText("Hints, host names and sockets").click()
	for (const width of [1440, 390, 360]) {
		await page.setViewportSize({ width, height: 900 })
		await expectNoSidewaysScroll(page)
		await expectAccessible(page)
	}
	await section.getByRole("button", { name: "Start it" }).click()
	const lines = section.getByText(/^SPIFFE_ENDPOINT_SOCKET=/)
	await expect(lines).toHaveCount(2)
	const addresses = (await lines.allTextContents()).map((line) => line.replace("SPIFFE_ENDPOINT_SOCKET=", ""))
	const given = async (address = "") => {
		const context = await fetchX509Context(address)
		if (!context.ok) throw new Error(context.error.text)
		const { svids, bundles } = context.value
		return {
			ids: svids.map(({ spiffeId, hint }) => [spiffeId, hint]),
			own: bundles.get("dev.local")?.length,
			other: bundles.get("partner.example")?.length,
		}
	}
	expect(await given(addresses[0])).toEqual({
		ids: [["spiffe://dev.local/router", undefined]],
		own: 1,
		other: 1,
	})
	expect(await given(addresses[1])).toEqual({
		ids: [["spiffe://dev.local/admin", "admin"]],
		own: 1,
		other: 1,
	})

	await section.getByRole("button", { name: "Change the authority" }).click()
	await expect(
		section.getByText("Authority 2 is in the bundle, and signs from the next rotation on."),
	).toBeVisible()
	expect(await given(addresses[1])).toMatchObject({ own: 2 })
	await section.getByRole("button", { name: "Rotate now" }).click()
	await expect(section.getByText("Authority 2 signs now.")).toBeVisible()
	await expect(section.getByText(/^Authority 1 signs no more/)).toBeVisible()
	for (const width of [1440, 390, 360]) {
		await page.setViewportSize({ width, height: 900 })
		await expectNoSidewaysScroll(page)
		await expectAccessible(page)
	}
	await section.getByRole("button", { name: "Stop it" }).click()
	await expect(ids).toHaveValue(/hint=admin/)
	expect(log.complaints()).toEqual([])
})
