import { expect, type Locator, type Page, test } from "@playwright/test"
import {
	expectAccessible,
	expectNoSidewaysScroll,
	openEndpoint,
	schemes,
	watchConsole,
} from "./page-checks.ts"

const button = (main: Locator, name: string | RegExp) => main.getByRole("button", { name }).first()

/** Runs what a button asks for to its end. */
async function runExtra(main: Locator, name: "Scan what it offers" | "Prove that it refuses"): Promise<void> {
	await button(main, name).click()
	await expect(button(main, /^Checking/)).toBeVisible()
	await expect(button(main, /^Check again/)).toBeEnabled({ timeout: 30_000 })
}

async function openTab(page: Page, name: string): Promise<Locator> {
	await page.getByRole("main").getByRole("tab", { name }).click()
	return page.getByRole("main").getByRole("tabpanel")
}

const row = (panel: Locator, posture: string) => panel.locator(`li[data-posture="${posture}"]`)

test("a scan from the endpoint page says what the server takes, with how many connections", async ({
	page,
}) => {
	const log = watchConsole(page)
	const main = await openEndpoint(page, "mtls-tls13")
	await runExtra(main, "Scan what it offers")
	const panel = await openTab(page, "What it offers")
	await expect(page).toHaveURL(/tab=offers/)
	await expect(panel.getByText(/^It takes TLS 1\.3, \d+ cipher suites/)).toBeVisible()
	await expect(panel.getByText(/\d+ connections of at most \d+/)).toBeVisible()
	await expect(panel.getByText("TLS_AES_256_GCM_SHA384").first()).toBeVisible()
	await expect(panel.getByText("X25519MLKEM768").first()).toBeVisible()
	await expect(panel.getByText(/Mozilla, modern/)).toBeVisible()
	await expect(panel.getByText("Alert protocol_version.").first()).toBeVisible()
	await expect(panel.getByText("Protocols on this port")).toBeVisible()
	await expect(panel.getByText(/grpc-js/).first()).toBeVisible()
	const clients = await openTab(page, "Clients")
	await expect(clients.getByRole("list", { name: "Acceptable authorities" })).toContainText("Lab Root CA")
	await expect(clients.getByRole("region", { name: "Your certificate" })).toContainText("fits")
	expect(log.complaints()).toEqual([])
})

test("a proof of refusal lists gaps first, and a row opens into what was on the wire", async ({ page }) => {
	const log = watchConsole(page)
	const main = await openEndpoint(page, "accepts-any-certificate")
	const before = await openTabAfterCheck(page, main)
	await expect(before.getByText(/tried nothing that the server ought to refuse/)).toBeVisible()
	await before.getByRole("button", { name: "Prove that it refuses" }).click()
	const panel = page.getByRole("main").getByRole("tabpanel")
	await expect(panel.getByText(/got in that must be refused/)).toBeVisible({ timeout: 30_000 })
	const first = panel.getByRole("list", { name: "Enforcement table" }).getByRole("listitem").first()
	await expect(first).toContainText("gap")
	await expect(row(panel, "self-signed")).toContainText("gap")
	await expect(row(panel, "no-certificate")).toContainText("as it should")
	await expect(row(panel, "no-token")).toContainText("The settings bring no token.")
	await row(panel, "self-signed").getByRole("button").click()
	await expect(row(panel, "self-signed")).toContainText("ClientHello")
	await expect(page).toHaveURL(/refusal=self-signed/)
	await main.getByRole("tab", { name: /Findings/ }).click()
	await expect(main.getByText("error").first()).toBeVisible()
	expect(log.complaints()).toEqual([])
})

async function openTabAfterCheck(page: Page, main: Locator): Promise<Locator> {
	await button(main, /^Check( again)?$/).click()
	await expect(button(main, /^Check again/)).toBeEnabled({ timeout: 30_000 })
	return openTab(page, "Refusals")
}

test("what is asked for beyond the lanes is kept in the address of the check page", async ({ page }) => {
	await page.goto("/check?target=localhost:1&scan=true", { waitUntil: "networkidle" })
	const main = page.getByRole("main")
	await expect(main.getByRole("checkbox", { name: "Scan what it offers" })).toBeChecked()
	await main.getByRole("checkbox", { name: "Prove that it refuses" }).check()
	await expect(page).toHaveURL(/scan=true&enforce=true/)
	await main.getByRole("checkbox", { name: "Scan what it offers" }).uncheck()
	await expect(page).not.toHaveURL(/scan=true/)
	await page.reload({ waitUntil: "networkidle" })
	await expect(main.getByRole("checkbox", { name: "Prove that it refuses" })).toBeChecked()
})

test.describe("the new tabs of a run with everything", () => {
	const tabs = ["What it offers", "Refusals", "Clients"]

	for (const scheme of schemes) {
		test(`axe finds nothing in the ${scheme} scheme, and nothing scrolls sideways at 390 pixels`, async ({
			page,
		}) => {
			await page.emulateMedia({ colorScheme: scheme })
			const main = await openEndpoint(page, "accepts-expired-certificate")
			await runExtra(main, "Scan what it offers")
			await runExtra(main, "Prove that it refuses")
			for (const width of [1440, 390]) {
				await page.setViewportSize({ width, height: 844 })
				for (const tab of tabs) {
					const panel = await openTab(page, tab)
					await expect(panel).not.toBeEmpty()
					await openFolds(panel)
					await expectAccessible(page)
					await expectNoSidewaysScroll(page)
				}
			}
		})
	}
})

/** Opens everything that is folded, so that it is looked at too. */
async function openFolds(panel: Locator): Promise<void> {
	for (const fold of await panel.locator("details:not([open]) > summary").all()) await fold.click()
	const closed = panel.locator('button[aria-expanded="false"]')
	if ((await closed.count()) > 0) await closed.first().click()
}
