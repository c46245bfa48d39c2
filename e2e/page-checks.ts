import { AxeBuilder } from "@axe-core/playwright"
import { type ConsoleMessage, expect, type Locator, type Page } from "@playwright/test"

/** Collects everything that must never appear in the console: CSP violations, errors, unhandled rejections. */
export function watchConsole(page: Page): { readonly complaints: () => readonly string[] } {
	const complaints: string[] = []
	page.on("console", (message: ConsoleMessage) => {
		if (message.type() === "error" || /Content Security Policy/i.test(message.text()))
			complaints.push(message.text())
	})
	page.on("pageerror", (error) => complaints.push(error.message))
	return { complaints: () => complaints }
}

/**
 * Fails when axe finds anything on the page, in the colour scheme that is set. Looks from the top: where a person has
 * scrolled to, the sticky header covers part of something, and axe would call that a small target.
 */
export async function expectAccessible(page: Page): Promise<void> {
	await page.evaluate(() => window.scrollTo({ top: 0, behavior: "instant" }))
	const results = await new AxeBuilder({ page })
		.withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
		.analyze()
	const found = results.violations.map((violation) => {
		const places = violation.nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary ?? ""}`)
		return `${violation.id}: ${places.slice(0, 3).join(" | ")}`
	})
	expect(found).toEqual([])
}

/** The colour schemes that every page is looked at in. */
export const schemes = ["light", "dark"] as const

/** Opens a lab endpoint from the overview, as a person would. */
export async function openEndpoint(page: Page, name: string): Promise<Locator> {
	await page.goto("/")
	await page.getByPlaceholder(/Filter/).fill(name)
	await page.getByRole("main").getByRole("link", { name, exact: true }).first().click()
	await page.waitForURL(/\/endpoints\//)
	return page.getByRole("main")
}

/** Fails when the page is wider than the window. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
	const overflow = await page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
	)
	expect(overflow, page.url()).toBeLessThanOrEqual(0)
}
