// node scripts/browser.mjs -- node scripts/picture.mjs
// Makes the README's picture: starts the built dashboard with the lab, checks one endpoint, takes a screenshot.
import { spawn } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { chromium } from "@playwright/test"
import { environment, root } from "./project.mjs"

const data = mkdtempSync(join(tmpdir(), "cs-picture-"))
const args = ["dist/cli.mjs", "serve", "--lab", "--port", "43190", "--data", data]
const server = spawn(process.execPath, args, {
	cwd: root,
	stdio: ["ignore", "pipe", "inherit"],
	env: environment(),
})
const address = await new Promise((resolve) =>
	server.stdout.once("data", (text) => resolve(String(text).trim())),
)
const browser = await chromium.launch({
	executablePath: process.env.PW_CHROMIUM,
	chromiumSandbox: process.getuid?.() !== 0,
	args: ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
})
const page = await browser.newPage({ viewport: { width: 1440, height: 1060 }, colorScheme: "light" })
await page.goto(address)
await page.getByPlaceholder(/Filter/).fill("client-cert-required")
await page.getByRole("main").getByRole("link", { name: "client-cert-required", exact: true }).click()
await page.waitForURL(/endpoints/)
await page.getByRole("main").getByRole("button", { name: "Check", exact: true }).click()
await page.getByRole("main").getByText("CertificateRequest").first().waitFor()
await page.getByRole("button", { name: "Check again" }).waitFor()
mkdirSync(join(root, "docs", "images"), { recursive: true })
await page.screenshot({ path: join(root, "docs", "images", "endpoint.png") })
await browser.close()
server.kill("SIGTERM")
await new Promise((resolve) => server.once("exit", resolve))
rmSync(data, { recursive: true, force: true })
