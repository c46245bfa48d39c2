import { readFile } from "node:fs/promises"
import { expect, type Page, test } from "@playwright/test"
import { expectAccessible, expectNoSidewaysScroll, openEndpoint, watchConsole } from "./page-checks.ts"

const rule = "client-cert-required"
/** A lab endpoint that fires the rule; the walks count on finding others unchecked. */
const endpointName = "client-cert-required-tls12"

test("a note on a rule stands beside the finding of a checked endpoint, and keeps its versions", async ({
	page,
}) => {
	const log = watchConsole(page)
	await writeNote(page, "Ask the **Zanzibar desk** for a certificate.")
	const main = page.getByRole("main")
	await expect(main.locator("strong", { hasText: "Zanzibar desk" })).toBeVisible()
	await writeNote(page, "Ask the **Nairobi desk** for a certificate.")
	await expect(main.locator("strong", { hasText: "Nairobi desk" })).toBeVisible()
	await main.getByRole("button", { name: "Versions" }).click()
	await main.getByRole("button", { name: "Restore version 1", exact: true }).click()
	await expect(main.getByRole("textbox", { name: /team.s note/ })).toHaveValue(/Zanzibar/)
	await main.getByRole("button", { name: "Save the note" }).click()
	await expect(main.getByText(/Version 3, /)).toBeVisible()
	await expectAccessible(page)

	const endpoint = await openEndpoint(page, endpointName)
	await endpoint
		.getByRole("button", { name: /^Check/ })
		.first()
		.click()
	await endpoint.getByRole("tab", { name: /Findings/ }).click()
	const card = endpoint.getByRole("article").filter({ hasText: "Your team’s note" }).first()
	await expect(card.getByText("Zanzibar desk")).toBeVisible()
	await expectAccessible(page)
	await card.getByRole("link", { name: rule }).click()
	await page.waitForURL(/\/runbook\//)
	await expect(page.getByRole("main").getByRole("link", { name: endpointName, exact: true })).toBeVisible()
	expect(log.complaints()).toEqual([])
})

test("one field finds rules, notes and endpoints, and says where", async ({ page }) => {
	const log = watchConsole(page)
	await writeNote(page, "Ask the **Zanzibar desk** for a certificate.")
	await page.goto("/runbook", { waitUntil: "networkidle" })
	const main = page.getByRole("main")
	await main.getByRole("textbox", { name: "Search the runbook" }).fill("zanzibar desk")
	await expect(main.getByText(/Found in your team’s note/)).toBeVisible()
	await expect(main.getByRole("link", { name: rule, exact: true })).toBeVisible()
	await main.getByRole("textbox", { name: "Search the runbook" }).fill("wrong-host")
	await expect(main.getByText(/Found in the name/).first()).toBeVisible()
	await page.setViewportSize({ width: 360, height: 800 })
	await expectNoSidewaysScroll(page)
	await page.setViewportSize({ width: 1280, height: 800 })
	await page.keyboard.press("Control+k")
	await page.getByRole("combobox", { name: /Find an endpoint/ }).fill("zanzibar")
	const option = page.getByRole("option", { name: /your team’s note/ })
	await expect(option).toBeVisible()
	await option.click()
	await page.waitForURL(new RegExp(`/runbook/${rule}`))
	expect(log.complaints()).toEqual([])
})

test("an incident is written down with what was tried and what the team knows", async ({ page }) => {
	const log = watchConsole(page)
	await writeNote(page, "Ask the **Zanzibar desk** for a certificate.")
	const main = await openEndpoint(page, endpointName)
	for (const word of [/^Check/, "Check again"] as const) {
		await main.getByRole("button", { name: word }).first().click()
		await expect(main.getByRole("button", { name: "Check again" })).toBeEnabled()
	}
	await main.getByRole("tab", { name: /History/ }).click()
	await main.getByRole("tabpanel").getByRole("link").first().click()
	await page.waitForURL(/\/runs\//)
	await page.getByRole("button", { name: "Export incident" }).click()
	const text = page.getByRole("region", { name: "Text of the incident" })
	await expect(text).toContainText(`# Incident: ${endpointName}`)
	await expect(text).toContainText("requires a client certificate")
	await expect(text).toContainText("## Cause, evidence and fix")
	await expect(text).toContainText("This run was made with these settings")
	await expect(text).toContainText("> Ask the **Zanzibar desk** for a certificate.")
	await expectAccessible(page)
	const waiting = page.waitForEvent("download")
	await page.getByRole("button", { name: "Download" }).click()
	const download = await waiting
	expect(download.suggestedFilename()).toMatch(/^incident-client-cert-required-tls12-\d{12}\.md$/)
	expect(await readFile(await download.path(), "utf8")).toBe(await text.locator("pre").textContent())
	expect(log.complaints()).toEqual([])
})

async function writeNote(page: Page, text: string): Promise<void> {
	await page.goto(`/runbook/${rule}`, { waitUntil: "networkidle" })
	const main = page.getByRole("main")
	await main.getByRole("button", { name: /^(Add a|Edit the) note/ }).click()
	await main.getByRole("textbox", { name: /team.s note/ }).fill(text)
	await main.getByRole("button", { name: "Save the note" }).click()
	await expect(main.getByRole("button", { name: "Edit the note" })).toBeVisible()
}
