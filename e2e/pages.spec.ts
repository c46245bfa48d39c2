import { expect, test } from "@playwright/test"
import { expectAccessible, schemes, watchConsole } from "./page-checks.ts"

const pages = [
	["overview", "/"],
	["add an endpoint", "/endpoints/new"],
	["check a target", "/check"],
	["explain", "/explain"],
	["configuration", "/configuration"],
	["captures", "/captures"],
	["certificates", "/certificates"],
	["runbook", "/runbook"],
	["a rule", "/runbook/client-cert-required"],
	["lab", "/lab"],
	["settings", "/settings"],
	["not found", "/no-such-page"],
] as const

for (const scheme of schemes) {
	test.describe(`${scheme} scheme`, () => {
		test.use({ colorScheme: scheme })

		for (const [name, path] of pages) {
			test(`axe finds nothing on ${name}, and the console stays silent`, async ({ page }) => {
				const log = watchConsole(page)
				await page.goto(path, { waitUntil: "networkidle" })
				await expect(page.getByRole("main")).toBeVisible()
				await expectAccessible(page)
				const expected = path === "/no-such-page" ? /404/ : /^$/
				expect(log.complaints().filter((complaint) => !expected.test(complaint))).toEqual([])
			})
		}

		test("axe finds nothing on a checked endpoint, on any tab, nor on its run", async ({ page }) => {
			const log = watchConsole(page)
			await page.goto("/lab", { waitUntil: "networkidle" })
			await page.goto("/")
			await page.getByPlaceholder(/Filter/).fill("mtls-tls13")
			await page.getByRole("main").getByRole("link", { name: "mtls-tls13", exact: true }).first().click()
			await page.waitForURL(/\/endpoints\//)
			const main = page.getByRole("main")
			await main
				.getByRole("button", { name: /^Check/ })
				.first()
				.click()
			await expect(main.getByText(/Your settings work/).first()).toBeVisible()
			for (const tab of await main.getByRole("tab").all()) {
				await tab.click()
				await expectAccessible(page)
			}
			expect(log.complaints()).toEqual([])
		})
	})
}

for (const width of [1440, 390, 360]) {
	test(`no page scrolls sideways at ${width} pixels`, async ({ page }) => {
		await page.setViewportSize({ width, height: 844 })
		for (const [, path] of pages) {
			await page.goto(path, { waitUntil: "networkidle" })
			const overflow = await page.evaluate(
				() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
			)
			expect(overflow, path).toBeLessThanOrEqual(0)
		}
	})
}
