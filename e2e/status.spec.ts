import { readFileSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, type Page, test } from "@playwright/test"
import { unzipSync } from "fflate"
import { Secret } from "../lib/base/secret.ts"
import { createAuthority } from "../lib/pki/authority.ts"
import { encryptedKeyPem } from "../lib/pki/formats/encode-key.ts"
import { readCertificate } from "../lib/x509/certificate.ts"
import { parsePemCertificates } from "../lib/x509/pem-certificates.ts"
import {
	expectAccessible,
	expectNoSidewaysScroll,
	openEndpoint,
	schemes,
	watchConsole,
} from "./page-checks.ts"

const passphrase = "correct horse battery"

/** A CA as a team has it: certificate and encrypted key, in two files. */
async function teamCa(commonName: string) {
	const authority = await createAuthority({ commonName, organization: "Acme" })
	const pkcs8 = new Secret(new Uint8Array(await crypto.subtle.exportKey("pkcs8", authority.key)))
	return { authority, key: await encryptedKeyPem(pkcs8, new Secret(passphrase)) }
}

const file = (name: string, content: string) => ({
	name,
	mimeType: "application/octet-stream",
	buffer: Buffer.from(content),
})

async function keep(page: Page, files: readonly ReturnType<typeof file>[], typed: string) {
	await page.getByText("Keep a CA that exists already").click()
	await page.getByLabel("Files of the CA").setInputFiles([...files])
	await page.getByRole("form", { name: "Keep this CA" }).getByLabel("Passphrase").fill(typed)
	await page.getByRole("button", { name: "Keep this CA in the workspace" }).click()
}

/** The texts of the zip that a button saves, by file name. */
async function saveZip(page: Page, button: string): Promise<Readonly<Record<string, string>>> {
	const download = page.waitForEvent("download")
	await page.getByRole("button", { name: button, exact: true }).click()
	const files = unzipSync(new Uint8Array(readFileSync(await (await download).path())))
	return Object.fromEntries(
		Object.entries(files).map(([name, bytes]) => [
			name.replace(/^.*\//, ""),
			new TextDecoder().decode(bytes),
		]),
	)
}

test("keeps a CA, issues from it without the key leaving the page, shows its status, and deletes it", async ({
	page,
}) => {
	const { complaints } = watchConsole(page)
	const sent: string[] = []
	page.on("request", (request) => sent.push(`${request.url()}\n${request.postData() ?? ""}`))
	const name = `Team CA ${Date.now()}`
	const { authority, key } = await teamCa(name)
	await page.goto("/certificates", { waitUntil: "networkidle" })
	await page.getByRole("link", { name: "Status of all certificates" }).click()
	await expect(page.getByRole("heading", { level: 1, name: "Certificate status" })).toBeVisible()

	await keep(page, [file("ca.pem", authority.pem), file("ca-key.pem", key)], "not this passphrase")
	await expect(page.getByText(/the password is wrong/)).toBeVisible()
	await page.getByRole("form", { name: "Keep this CA" }).getByLabel("Passphrase").fill(passphrase)
	await page.getByRole("button", { name: "Keep this CA in the workspace" }).click()
	const kept = page.getByRole("list", { name: "Kept CAs" }).getByRole("listitem").filter({ hasText: name })
	await expect(kept.getByText("key encrypted")).toBeVisible()

	sent.length = 0
	await kept.getByText("Issue a certificate from it").click()
	await kept.getByLabel("Names and addresses").fill("localhost, 127.0.0.1")
	await kept.getByLabel("Passphrase of the CA").fill(passphrase)
	await kept.getByRole("button", { name: "Issue", exact: true }).click()
	await expect(kept.getByText("Issued. Save the files now")).toBeVisible()
	const { "server-key.pem": keyPem = "", "server.pem": chain = "" } = await saveZip(page, "Download it")
	const ders = parsePemCertificates(chain)
	const leaf = readCertificate((ders.ok ? ders.value[0] : undefined) ?? new Uint8Array())
	expect(leaf.ok && leaf.value.extensions.subjectAltName?.dns).toEqual(["localhost"])
	const lines = keyPem.split("\n").filter((line) => line.length >= 40 && !line.startsWith("-----"))
	expect(lines.length).toBeGreaterThan(0)
	expect(lines.filter((line) => sent.some((each) => each.includes(line)))).toEqual([])

	const inOrder = page.getByRole("list", { name: "In order" })
	await expect(inOrder.getByRole("listitem").filter({ hasText: name }).first()).toBeVisible()
	await expect(inOrder.getByText("issued here").first()).toBeVisible()
	await expectAccessible(page)

	await kept.getByText("Delete this CA").click()
	const form = kept.getByRole("form", { name: `Delete ${name}` })
	await expect(form.getByRole("button")).toBeDisabled()
	await form.getByLabel(`Type ${name} to delete it`).fill(name)
	await form.getByRole("button").click()
	await expect(kept).toHaveCount(0)
	expect(complaints()).toEqual([])
})

test("a kept CA proves that a server lets an expired certificate in, once its passphrase is right", async ({
	page,
}) => {
	const { complaints } = watchConsole(page)
	const shared = join(process.env.E2E_DATA ?? "", "lab", "shared")
	const name = "Lab Root CA"
	await page.goto("/certificates/status", { waitUntil: "networkidle" })
	const files = [file("ca.pem", await readFile(join(shared, "ca.pem"), "utf8"))]
	const plainKey = file("ca-key.pem", await readFile(join(shared, "ca-key.pem"), "utf8"))
	await keep(page, [...files, plainKey], passphrase)
	const kept = page.getByRole("list", { name: "Kept CAs" }).getByRole("listitem").filter({ hasText: name })
	await expect(kept.getByText("key encrypted")).toBeVisible()

	const main = await openEndpoint(page, "accepts-expired-certificate")
	await main
		.getByRole("button", { name: /^Check( again)?$/ })
		.first()
		.click()
	await expect(main.getByRole("button", { name: "Check again" })).toBeEnabled({ timeout: 30_000 })
	await main.getByRole("tab", { name: "Refusals" }).click()
	const panel = main.getByRole("tabpanel")
	await panel.getByText("Prove it with a CA that the server trusts").click()
	await panel.getByLabel("Passphrase of the CA").fill("not this passphrase")
	await panel.getByRole("button", { name: "Prove with this CA" }).click()
	await expect(panel.getByText(/the password is wrong/)).toBeVisible()
	await expectAccessible(page)
	await panel.getByLabel("Passphrase of the CA").fill(passphrase)
	await panel.getByRole("button", { name: "Prove with this CA" }).click()
	await expect(panel.getByText(/1 got in that must be refused/)).toBeVisible({ timeout: 30_000 })
	const expired = panel.locator('li[data-posture="expired"]')
	await expect(expired).toContainText("gap")
	await expect(expired).toContainText("by the CA that was given")

	await page.goto("/certificates/status", { waitUntil: "networkidle" })
	await kept.getByText("Delete this CA").click()
	const form = kept.getByRole("form", { name: `Delete ${name}` })
	await form.getByLabel(`Type ${name} to delete it`).fill(name)
	await form.getByRole("button").click()
	await expect(kept).toHaveCount(0)
	expect(complaints()).toEqual([])
})

test("keeps a CA of the workshop only when asked to, and the team can delete it", async ({ page }) => {
	const keys: string[] = []
	page.on("request", (request) => {
		if (request.method() === "POST" && /files/.test(request.postData() ?? "")) keys.push(request.url())
	})
	// The page asks before it forgets the keys that were not saved.
	page.on("dialog", (dialog) => void dialog.accept())
	await page.goto("/workshop", { waitUntil: "networkidle" })
	await page.getByRole("button", { name: "Make the certificates" }).click()
	await expect(page.getByRole("button", { name: "Download the zip" })).toBeVisible()
	await page.getByRole("tab", { name: "By choice" }).click()
	await page.getByText("Keep this CA in the workspace, for the team").click()
	expect(keys).toEqual([])
	const form = page.getByRole("form", { name: "Keep this CA" })
	await form.getByRole("button").click()
	const said = form.getByText(/is kept in the workspace/)
	await expect(said).toBeVisible()
	expect(keys).toHaveLength(1)
	const [, name = ""] = /CN=([^,]*?)(?:,O=.*)? is kept/.exec((await said.textContent()) ?? "") ?? []

	await page.goto("/certificates/status", { waitUntil: "networkidle" })
	const kept = page.getByRole("list", { name: "Kept CAs" }).getByRole("listitem").filter({ hasText: name })
	await expect(kept.getByText("key not encrypted")).toBeVisible()
	await kept.getByText("Delete this CA").click()
	await kept.getByLabel(`Type ${name} to delete it`).fill(name)
	await kept.getByRole("button", { name: "Delete it for good" }).click()
	await expect(kept).toHaveCount(0)
})

test("tells probes whether a certificate needs renewal, and nothing secret", async ({ request }) => {
	const answer = await request.get("/healthz/certificates")
	expect([200, 503]).toContain(answer.status())
	const text = await answer.text()
	const said: unknown = JSON.parse(text)
	expect(said).toMatchObject({ schema: "countersign.certificates/v1", certificates: expect.any(Array) })
	expect(Reflect.get(Object(said), "status")).toBe(answer.status() === 200 ? "ok" : "renew")
	expect(text).not.toContain("PRIVATE KEY")
})

test("shows on an endpoint of mode external that its server never served the new file, and watches for the next one", async ({
	page,
}) => {
	const { complaints } = watchConsole(page)
	const main = await openEndpoint(page, "external-stale")
	await main.getByRole("button", { name: /^Check( again)?$/ }).click()
	await expect(main.getByRole("button", { name: "Check again" })).toBeEnabled()
	await page.reload({ waitUntil: "networkidle" })
	const rotation = page.getByRole("region", { name: "Rotation of its files" })
	await expect(rotation.getByText("never served")).toBeVisible()
	await expect(rotation.getByText("no check was served it")).toBeVisible()
	await expectAccessible(page)
	await rotation.getByRole("button", { name: "Watch for a rotation" }).click()
	await expect(rotation.getByText(/the server does not serve it yet/).first()).toBeVisible()
	await rotation.getByRole("button", { name: "Stop watching" }).click()
	await expect(rotation.getByText("Stopped before anything was known.")).toBeVisible()
	expect(complaints()).toEqual([])
})

test("remembers what the workshop made until it is forgotten", async ({ page }) => {
	const { complaints } = watchConsole(page)
	const sent: string[] = []
	page.on("request", (request) => sent.push(request.postData() ?? ""))
	const name = `made-${Date.now()}.test`
	await page.goto("/workshop", { waitUntil: "networkidle" })
	await page.getByLabel("Names of the server").fill(name)
	await page.getByRole("button", { name: "Make the certificates" }).click()
	const remember = page.getByRole("button", { name: "Remember in the certificate status" })
	await remember.click()
	await expect(page.getByText("3 certificates are in the certificate status now.")).toBeVisible()
	await remember.click()
	await expect(page.getByText("They were remembered already.")).toBeVisible()
	expect(sent.join("\n")).not.toContain("PRIVATE KEY")

	await page.goto("/certificates/status", { waitUntil: "networkidle" })
	const row = page.getByRole("listitem").filter({ hasText: `CN=${name}` })
	await row.locator("summary").click()
	await expectAccessible(page)
	await row.getByRole("button", { name: "Forget it" }).click()
	await expect(row).toHaveCount(0)
	expect(complaints()).toEqual([])
})

for (const scheme of schemes) {
	for (const width of [1440, 390]) {
		test(`is accessible and fits at ${width} px, ${scheme}`, async ({ page }) => {
			await page.setViewportSize({ width, height: 900 })
			await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" })
			await page.goto("/certificates/status", { waitUntil: "networkidle" })
			await page.getByText("Keep a CA that exists already").click()
			await expectAccessible(page)
			await expectNoSidewaysScroll(page)
		})
	}
}
