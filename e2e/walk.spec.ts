import { readFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { expect, type Locator, test } from "@playwright/test"
import { openEndpoint, watchConsole } from "./page-checks.ts"

const lanes = (main: Locator) =>
	main.getByRole("listbox", { name: "Modes" }).or(main.getByLabel("Modes")).first()

test("first visit: a lab endpoint is checked, its lanes fill, and the verdict says what to change", async ({
	page,
}) => {
	const log = watchConsole(page)
	const main = await openEndpoint(page, "client-cert-required")
	await expect(main.getByText("Not checked yet.")).toBeVisible()
	await main.getByRole("button", { name: "Check" }).click()
	await expect(main.getByText(/requires a client certificate/).first()).toBeVisible()
	await expect(lanes(main)).toContainText("certificate_required")
	await expect(main.getByText("CertificateRequest").first()).toBeVisible()
	await main.getByRole("tab", { name: /Findings/ }).click()
	await expect(main.getByText("client-cert-required").first()).toBeVisible()
	await main.getByRole("tab", { name: /Chain/ }).click()
	await expect(main.getByText(/Lab Root CA/).first()).toBeVisible()
	expect(log.complaints()).toEqual([])
})

test("lanes fill while the check runs, and stop really ends it", async ({ page }) => {
	const log = watchConsole(page)
	await page.goto("/check", { waitUntil: "networkidle" })
	const main = page.getByRole("main")
	const target = await blackholeTarget()
	await main.getByRole("textbox", { name: "Target", exact: true }).fill(target)
	await main.getByRole("button", { name: "Check", exact: true }).click()
	const stop = main.getByRole("button", { name: /^Stop/ })
	await expect(stop).toBeVisible()
	await expect(lanes(main)).toContainText("TCP")
	await stop.click()
	await expect(stop).toBeHidden()
	await expect(main.getByText(/stopped/i).first()).toBeVisible()
	expect(log.complaints()).toEqual([])
})

test("incoherent settings are refused field by field, mended, saved and checked", async ({ page }) => {
	const log = watchConsole(page)
	await page.goto("/endpoints/new", { waitUntil: "networkidle" })
	const main = page.getByRole("main")
	const healthy = await labSettings("tls-private-ca")
	await main.getByRole("textbox", { name: "Target", exact: true }).fill(healthy.target)
	await main.getByRole("textbox", { name: /^Name/ }).fill("walked by a test")
	await main.getByLabel(/^Client certificate/).fill(healthy.ca)
	await main.getByRole("button", { name: "Add endpoint" }).click()
	await expect(main.getByText(/no private key/).first()).toBeVisible()
	await expect(page).toHaveURL(/\/endpoints\/new/)
	await expect(main.getByRole("textbox", { name: "Target", exact: true })).toHaveValue(healthy.target)
	await main.getByLabel(/^Client certificate/).fill("")
	await main.getByLabel(/^Trusted CAs/).fill("/nowhere/ca.pem")
	await main.getByRole("button", { name: "Add endpoint" }).click()
	await expect(main.getByText(/\/nowhere\/ca.pem does not exist/).first()).toBeVisible()
	await main.getByLabel(/^Trusted CAs/).fill(healthy.ca)
	await main.getByRole("button", { name: "Add endpoint" }).click()
	await page.waitForURL(/\/endpoints\/(?!new)/)
	await page.getByRole("main").getByRole("button", { name: "Check" }).click()
	await expect(
		page
			.getByRole("main")
			.getByText(/Your settings work/)
			.first(),
	).toBeVisible()
	expect(log.complaints()).toEqual([])
})

test("an earlier run opens by its address, without dialling anything", async ({ page }) => {
	const main = await openEndpoint(page, "wrong-host")
	await main
		.getByRole("button", { name: /^Check/ })
		.first()
		.click()
	await expect(main.getByText(/api\.lab\.test/).first()).toBeVisible()
	await main.getByRole("tab", { name: /History/ }).click()
	await main.getByRole("tabpanel").getByRole("link").first().click()
	await page.waitForURL(/\/runs\//)
	const address = page.url()
	const other = await page.context().newPage()
	const asked: string[] = []
	other.on("request", (request) => {
		if (request.method() === "POST") asked.push(request.url())
	})
	await other.goto(address)
	await expect(
		other
			.getByRole("main")
			.getByText(/api\.lab\.test/)
			.first(),
	).toBeVisible()
	expect(asked).toEqual([])
	await other.close()
})

test("an error text is explained with its words marked and a fix", async ({ page }) => {
	const log = watchConsole(page)
	await page.goto("/explain", { waitUntil: "networkidle" })
	const main = page.getByRole("main")
	const text = "rpc error: desc = x509: certificate signed by unknown authority"
	await main.getByRole("textbox", { name: "Error text" }).fill(text)
	await expect(main.locator("mark").first()).toContainText("unknown authority")
	await expect(main.getByRole("link", { name: /runbook/i }).first()).toHaveAttribute(
		"href",
		"/runbook/untrusted-issuer",
	)
	await expect(main.getByText("--tls-ca-file").first()).toBeVisible()
	expect(log.complaints()).toEqual([])
})

test("no key, token or passphrase leaves the server", async ({ page }) => {
	const key = await readFile((await labSettings("mtls-tls13")).key, "utf8")
	const secret = key.split("\n")[1] ?? "the key file is empty"
	const bodies: string[] = []
	page.on("response", async (response) => {
		bodies.push(await response.text().catch(() => ""))
	})
	const main = await openEndpoint(page, "mtls-tls13")
	await main
		.getByRole("button", { name: /^Check/ })
		.first()
		.click()
	await expect(main.getByText(/Your settings work/).first()).toBeVisible()
	await main.getByRole("link", { name: "Edit" }).click()
	await page.waitForURL(/\/edit/)
	await expect(page.getByRole("textbox", { name: "Target", exact: true })).toHaveValue(/grpcs/)
	expect(bodies.length).toBeGreaterThan(5)
	expect(bodies.filter((body) => body.includes(secret))).toEqual([])
})

interface ManifestEntry {
	readonly id: string
	readonly target: string
	readonly settings: { readonly target: string; readonly ca: string; readonly key: string }
}

async function labSettings(id: string): Promise<ManifestEntry["settings"]> {
	const folder = process.env.E2E_DATA ?? `${tmpdir()}/countersign-e2e`
	const entries: readonly ManifestEntry[] = JSON.parse(await readFile(`${folder}/lab/lab.json`, "utf8"))
	const entry = entries.find((each) => each.id === id)
	if (entry === undefined) throw new Error(`the lab runs no ${id}`)
	return entry.settings
}

async function blackholeTarget(): Promise<string> {
	return (await labSettings("blackhole")).target
}
