// node scripts/browser.mjs -- node scripts/screenshots.mjs ADDRESS OUT_DIR [PATH ...]
// Screenshots of pages of a running dashboard at 1440 and 390 pixels, light and dark.
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { chromium } from "@playwright/test"

const [address = "http://127.0.0.1:3000", out = ".tmp/screenshots", ...given] = process.argv.slice(2)
const paths =
	given.length > 0 ? given : ["/", "/endpoints/new", "/explain", "/runbook", "/lab", "/settings", "/check"]
mkdirSync(out, { recursive: true })
const browser = await chromium.launch({
	executablePath: process.env.PW_CHROMIUM,
	chromiumSandbox: process.getuid?.() !== 0,
	args: [
		"--disable-gpu",
		"--disable-quic",
		"--no-first-run",
		"--disable-background-networking",
		"--disable-component-update",
		"--disable-sync",
	],
})
for (const colorScheme of ["light", "dark"]) {
	for (const [width, height] of [
		[1440, 900],
		[390, 844],
	]) {
		const page = await browser.newPage({ viewport: { width, height }, colorScheme })
		for (const path of paths) {
			await page.goto(`${address}${path}`, { waitUntil: "networkidle" })
			const name = path.replace(/^\//, "").replace(/[^a-z0-9]+/gi, "-") || "overview"
			await page.screenshot({
				path: join(out, `${name}-${width}-${colorScheme}.png`),
				fullPage: width === 390,
			})
		}
		await page.close()
	}
}
await browser.close()
