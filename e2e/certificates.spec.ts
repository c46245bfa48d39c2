import { type BrowserContext, expect, type Page, test } from "@playwright/test"
import forge from "node-forge"
import { renderPem } from "../lib/x509/describe.ts"
import { makeAuthority, makeCertificate, usage } from "../lib/x509/testing/make-certificate.ts"
import { expectAccessible, expectNoSidewaysScroll, schemes, watchConsole } from "./page-checks.ts"

const dayMs = 86_400_000
const life = () => ({ notBefore: new Date(Date.now() - dayMs), notAfter: new Date(Date.now() + 60 * dayMs) })

/** A root, an intermediate and a leaf of today. */
async function makeChain(name: { type: "dns" | "url"; value: string }) {
	const root = await makeAuthority({ subject: "CN=Acme Root,O=Acme", ...life() })
	const issuer = await makeAuthority({ subject: "CN=Acme Issuing CA,O=Acme", issuer: root, ...life() })
	const leaf = await makeCertificate({
		subject: "CN=api.acme.internal",
		issuer,
		names: [name],
		eku: [usage.server, usage.client],
		keyUsage: 1,
		isKeyUsageCritical: true,
		withKeyIds: true,
		...life(),
	})
	return { root, issuer, leaf }
}

const dns = { type: "dns", value: "api.acme.internal" } as const

async function keyPem({ privateKey }: CryptoKeyPair): Promise<string> {
	return renderPem("PRIVATE KEY", new Uint8Array(await crypto.subtle.exportKey("pkcs8", privateKey)))
}

/** A PKCS #12 file as tools write it: a key and its certificate, locked with a password. */
function makeKeystore(password: string): Buffer {
	const keys = forge.pki.rsa.generateKeyPair(2048)
	const certificate = forge.pki.createCertificate()
	certificate.publicKey = keys.publicKey
	certificate.serialNumber = "01a2b3"
	certificate.validity.notBefore = life().notBefore
	certificate.validity.notAfter = life().notAfter
	certificate.setSubject([{ name: "commonName", value: "store.acme.internal" }])
	certificate.setIssuer([{ name: "commonName", value: "Acme Issuing CA" }])
	certificate.sign(keys.privateKey, forge.md.sha256.create())
	const store = forge.pkcs12.toPkcs12Asn1(keys.privateKey, [certificate], password, { algorithm: "aes256" })
	return Buffer.from(forge.asn1.toDer(store).getBytes(), "binary")
}

const file = (name: string, content: string | Buffer) => ({
	name,
	mimeType: "application/octet-stream",
	buffer: Buffer.from(content),
})

async function open(page: Page) {
	await page.goto("/certificates", { waitUntil: "networkidle" })
	return page.getByRole("main")
}

const input = (page: Page) => page.getByLabel("Certificate and key files")

async function paste(page: Page, context: BrowserContext, text: string) {
	await context.grantPermissions(["clipboard-read", "clipboard-write"])
	await page.evaluate((value) => navigator.clipboard.writeText(value), text)
	await page.getByLabel("Paste PEM").focus()
	await page.keyboard.press("ControlOrMeta+V")
}

test("a chain without its intermediate shows the gap, where the piece belongs and what each runtime would say", async ({
	page,
}) => {
	const log = watchConsole(page)
	const { root, issuer, leaf } = await makeChain(dns)
	const main = await open(page)
	await input(page).setInputFiles([file("server.pem", leaf.pem), file("roots.pem", root.pem)])

	await expect(main.getByRole("heading", { level: 2 }).first()).toContainText("Acme Issuing CA")
	const missing = main.locator("[data-role=missing]")
	await expect(missing).toContainText("Acme Issuing CA")
	await expect(missing).toContainText("append it to the file that the server's certificate setting names")
	await expect(main.getByText("Acme Root", { exact: false }).first()).toBeVisible()
	const runtimes = main.getByRole("region", { name: "What each runtime would say" })
	await expect(runtimes).toContainText("All agree: no runtime takes this chain.")

	await input(page).setInputFiles([file("issuer.pem", issuer.pem)])
	await expect(main.getByText("The chain holds.", { exact: true })).toBeVisible()
	await expect(missing).toHaveCount(0)
	await expect(runtimes).toContainText("takes it")

	await main.getByLabel("Name that the client dials").fill("other.acme.internal")
	await expect(main.getByText("The chain holds, but it is not for the expected name.")).toBeVisible()
	expect(log.complaints()).toEqual([])
})

test("an SVID is held to the standard rule by rule", async ({ page }) => {
	const { issuer, leaf } = await makeChain({ type: "url", value: "spiffe://acme.internal/billing" })
	const main = await open(page)
	await input(page).setInputFiles([file("svid.pem", `${leaf.pem}\n${issuer.pem}\n`)])
	const rules = main.getByRole("list", { name: "Rules of the X.509-SVID standard" })
	await expect(rules).toBeVisible()
	await expect(rules.getByText("pass", { exact: true }).first()).toBeVisible()
	expect(await rules.getByRole("listitem").count()).toBeGreaterThan(5)
	await expect(main.getByRole("heading", { level: 2 }).first()).toContainText(
		"spiffe://acme.internal/billing",
	)
})

test("a keystore opens with the right password only, and a wrong one is told from damage", async ({
	page,
}) => {
	const store = makeKeystore("right")
	const main = await open(page)
	await input(page).setInputFiles([file("store.p12", store)])
	await expect(main.getByText("store.p12 is locked", { exact: false })).toBeVisible()
	await main.getByLabel("Password").fill("wrong")
	await main.getByRole("button", { name: "Open", exact: true }).click()
	await expect(main.getByText("This password does not open store.p12.")).toBeVisible()
	await main.getByLabel("Password").fill("right")
	await main.getByRole("button", { name: "Open", exact: true }).click()
	await expect(main.getByText("It is the key of store.acme.internal.")).toBeVisible()
	await expect(main.getByLabel("Password")).toHaveCount(0)

	await main.getByRole("button", { name: "Clear" }).click()
	await input(page).setInputFiles([file("cut.p12", store.subarray(0, 400))])
	await expect(main.getByText(/damaged/).first()).toBeVisible()
})

test("a pasted private key is in no request, no address and nowhere on the page", async ({
	page,
	context,
}) => {
	const { leaf, issuer } = await makeChain(dns)
	const key = await keyPem(leaf.keys)
	const material = key.split("\n")[1] ?? ""
	const main = await open(page)
	const sent: string[] = []
	page.on("request", (request) =>
		sent.push(`${request.method()} ${request.url()} ${request.postData() ?? ""}`.trimEnd()),
	)
	await paste(page, context, key)
	await expect(main.getByText("No certificate was given that it could belong to.")).toBeVisible()
	await input(page).setInputFiles([file("server.pem", `${leaf.pem}\n${issuer.pem}\n`)])
	await expect(main.getByText("It is the key of api.acme.internal.")).toBeVisible()

	expect(material.length).toBeGreaterThan(40)
	const held = await page.evaluate(() => {
		const fields = [...document.querySelectorAll("textarea, input")].map((field) =>
			field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : "",
		)
		return [document.documentElement.outerHTML, location.href, ...fields].join("\n")
	})
	expect(held).not.toContain(material)
	expect(sent.filter((each) => each.includes(material) || each.includes("PRIVATE"))).toEqual([])
	expect(sent.filter((each) => !each.startsWith("GET ") || /[?#]/.test(each))).toEqual([])
})

test("what cannot be read, and what is too large, gets a clear answer", async ({ page }) => {
	const main = await open(page)
	await input(page).setInputFiles([file("notes.txt", "just some notes")])
	await expect(main.getByText(/Nothing could be read/)).toBeVisible()
	await main.getByRole("button", { name: "Clear" }).click()
	await input(page).setInputFiles([file("huge.pem", Buffer.alloc(9_000_000, 65))])
	await expect(main.getByText(/at most 8388608 are read/).first()).toBeVisible()
})

for (const scheme of schemes) {
	test(`certificates can be read by everybody, in ${scheme}, wide and narrow`, async ({ page }) => {
		await page.emulateMedia({ colorScheme: scheme })
		const { root, leaf } = await makeChain(dns)
		const svid = await makeChain({ type: "url", value: "spiffe://acme.internal/billing" })
		const key = await keyPem(leaf.keys)
		for (const width of [1_440, 390]) {
			await page.setViewportSize({ width, height: 844 })
			const main = await open(page)
			await expectAccessible(page)
			await input(page).setInputFiles([
				file("server.pem", leaf.pem),
				file("roots.pem", root.pem),
				file("server.key", key),
			])
			await expect(main.locator("[data-role=missing]")).toBeVisible()
			await expectAccessible(page)
			await expectNoSidewaysScroll(page)
			await main.getByRole("button", { name: "Clear" }).click()
			await input(page).setInputFiles([file("svid.pem", `${svid.leaf.pem}\n${svid.issuer.pem}\n`)])
			await expect(main.getByText("SPIFFE ID", { exact: false }).first()).toBeVisible()
			await expectAccessible(page)
			await expectNoSidewaysScroll(page)
			await main.getByRole("button", { name: "Clear" }).click()
			await input(page).setInputFiles([file("store.p12", makeKeystore("right"))])
			await expect(main.getByLabel("Password")).toBeVisible()
			await expectAccessible(page)
		}
	})
}
