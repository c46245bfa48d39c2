import { execFileSync, spawnSync } from "node:child_process"
import { createPrivateKey, createPublicKey } from "node:crypto"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { credentials, makeGenericClientConstructor, Server, ServerCredentials } from "@grpc/grpc-js"
import { expect, type Page, type Request, test } from "@playwright/test"
import { unzipSync } from "fflate"
import { faults } from "../lib/pki/faults.ts"
import { issueCertificate } from "../lib/pki/issue.ts"
import { createRequest } from "../lib/pki/request.ts"
import { expectAccessible, expectNoSidewaysScroll, schemes, watchConsole } from "./page-checks.ts"

let folder: string
test.beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), "workshop-e2e-"))
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Everything that the page sends, to be searched for keys afterwards. */
function watchRequests(page: Page): () => string {
	const sent: string[] = []
	page.on("request", (request: Request) => {
		sent.push(
			request.url(),
			JSON.stringify(request.headers()),
			request.postDataBuffer()?.toString("latin1") ?? "",
		)
	})
	return () => sent.join("\n")
}

async function openWorkshop(page: Page, view = ""): Promise<void> {
	await page.goto(`/workshop${view}`, { waitUntil: "networkidle" })
}

/** Makes the kit and brings its files. */
async function makeKit(page: Page): Promise<Readonly<Record<string, Uint8Array>>> {
	await page.getByRole("button", { name: "Make the certificates" }).click()
	const download = page.waitForEvent("download")
	await page.getByRole("button", { name: "Download the zip" }).click()
	const saved = await (await download).path()
	const files = unzipSync(new Uint8Array(readFileSync(saved)))
	return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name.replace(/^.*\//, ""), bytes]))
}

test("three clicks give a zip whose files pass openssl and a mutual handshake, and no key was in any request", async ({
	page,
}) => {
	const log = watchConsole(page)
	const sent = watchRequests(page)
	await openWorkshop(page)
	const files = await makeKit(page)
	expect(Object.keys(files).toSorted()).toEqual([
		"README.md",
		"ca-key.pem",
		"ca.pem",
		"client-key.pem",
		"client.pem",
		"server-key.pem",
		"server.pem",
	])
	for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes)

	const hasOpenssl = spawnSync("openssl", ["version"]).status === 0
	test.info().annotations.push({
		type: "openssl",
		description: hasOpenssl ? "used" : "skipped: openssl is not installed",
	})
	if (hasOpenssl) {
		const verified = execFileSync(
			"openssl",
			["verify", "-x509_strict", "-CAfile", "ca.pem", "server.pem", "client.pem"],
			{ cwd: folder, encoding: "utf8" },
		)
		expect(verified.match(/: OK/g)).toHaveLength(2)
	}
	expect(await callOverMutualTls()).toBe("pong")

	await page.getByRole("button", { name: "Try it", exact: true }).click()
	await expect(page.getByText(/All \d+ that must be refused were refused\./)).toBeVisible({ timeout: 30_000 })
	// Expired, not yet valid and for another purpose, by the CA that was made here: nothing but the fault can be the reason.
	await expect(page.getByText(/by the CA that was given/)).toHaveCount(3)
	await expect(page.getByRole("list", { name: "Every mode" }).getByText("accepted")).toHaveCount(1)

	const all = sent()
	expect(all).not.toContain("PRIVATE KEY")
	for (const name of ["ca-key.pem", "server-key.pem", "client-key.pem"]) {
		const der = createPrivateKey(Buffer.from(files[name] ?? [])).export({ type: "pkcs8", format: "der" })
		const secret = createPrivateKey(Buffer.from(files[name] ?? [])).export({ format: "jwk" }).d ?? ""
		for (const form of [
			der.toString("base64").slice(20),
			der.toString("hex").slice(40),
			der.toString("latin1").slice(30),
			secret,
		])
			expect(all.includes(form)).toBe(false)
	}
	expect(log.complaints()).toEqual([])
})

/** A server and a client with the files of the zip; what the server answered. */
async function callOverMutualTls(): Promise<string> {
	const read = (name: string) => readFileSync(join(folder, name))
	const pass = (value: Buffer) => value
	const method = {
		...{ path: "/test.Ping/Ping", requestStream: false, responseStream: false },
		...{
			requestSerialize: pass,
			requestDeserialize: pass,
			responseSerialize: pass,
			responseDeserialize: pass,
		},
	}
	const server = new Server()
	server.addService(
		{ Ping: method },
		{ Ping: (_: unknown, done: (cause: null, value: Buffer) => void) => done(null, Buffer.from("pong")) },
	)
	const pairs = [{ cert_chain: read("server.pem"), private_key: read("server-key.pem") }]
	const port = await new Promise<number>((resolve, reject) =>
		server.bindAsync(
			"127.0.0.1:0",
			ServerCredentials.createSsl(read("ca.pem"), pairs, true),
			(cause, bound) => (cause === null ? resolve(bound) : reject(cause)),
		),
	)
	const secure = credentials.createSsl(read("ca.pem"), read("client-key.pem"), read("client.pem"))
	const Client = makeGenericClientConstructor({ Ping: method }, "Ping")
	const client = new Client(`localhost:${port}`, secure)
	try {
		return await new Promise<string>((resolve, reject) =>
			client.makeUnaryRequest(
				"/test.Ping/Ping",
				pass,
				pass,
				Buffer.from("ping"),
				(cause: Error | null, value?: Buffer) =>
					cause === null ? resolve(value?.toString() ?? "") : reject(cause),
			),
		)
	} finally {
		client.close()
		server.forceShutdown()
	}
}

test("a CA with an encrypted key is taken up, and signs a request for what it may", async ({ page }) => {
	const log = watchConsole(page)
	const sent = watchRequests(page)
	const ca = await issueCertificate({
		...{ subject: "CN=Team CA", ca: { pathLength: null } },
		notAfter: new Date(Date.now() + 365 * 86_400_000),
	})
	const key = createPrivateKey(ca.privateKeyPem.reveal()).export({
		type: "pkcs8",
		format: "pem",
		cipher: "aes-256-cbc",
		passphrase: "open sesame",
	})
	writeFileSync(join(folder, "team.pem"), ca.pem)
	writeFileSync(join(folder, "team-key.pem"), key)
	const request = await createRequest({
		profile: "server",
		names: ["api.example.org", "10.0.0.7"],
		keyAlgorithm: "p256",
		lifetime: "90d",
	})
	if (!request.ok) throw new Error("no request")
	writeFileSync(join(folder, "api.csr"), request.value.pem)

	await openWorkshop(page, "?do=request")
	await page.getByRole("button", { name: "Take up a CA" }).click()
	await page
		.getByLabel(/Certificate and key of the CA/)
		.setInputFiles([join(folder, "team.pem"), join(folder, "team-key.pem")])
	await page.getByLabel(/Passphrase/).fill("wrong")
	await page.getByRole("button", { name: "Take it up" }).click()
	await expect(page.getByText(/could not be decrypted: the password is wrong/)).toBeVisible()
	await page
		.getByLabel(/Passphrase/)
		.first()
		.fill("open sesame")
	await page.getByRole("button", { name: "Take it up" }).click()
	await expect(page.getByText("CN=Team CA").first()).toBeVisible()

	await page.getByLabel("Certificate request (PEM or DER)").setInputFiles(join(folder, "api.csr"))
	await expect(page.getByText("It will be granted")).toBeVisible()
	await page.getByRole("button", { name: "Sign it" }).click()
	const issued = page.getByRole("region", { name: "Issued" })
	await expect(issued.getByText(/api\.example\.org, 10\.0\.0\.7/)).toBeVisible()
	await expectAccessible(page)
	const download = page.waitForEvent("download")
	await issued.getByRole("button", { name: "Download it" }).click()
	const zip = unzipSync(new Uint8Array(readFileSync(await (await download).path())))
	const chain = new TextDecoder().decode(zip["certificate/certificate.pem"])
	expect(chain).toContain("BEGIN CERTIFICATE")
	expect(sent()).not.toContain("PRIVATE KEY")
	expect(sent()).not.toContain("open sesame")
	expect(log.complaints()).toEqual([])
})

test("a request is made in the page, saved with its encrypted key, and signed by a CA that came later", async ({
	page,
}) => {
	const log = watchConsole(page)
	const sent = watchRequests(page)
	await openWorkshop(page, "?do=ask")
	await page.getByLabel("Names").fill("api.example.org, not a name!")
	await page.getByRole("button", { name: "Make the request" }).click()
	await expect(page.getByLabel("Names")).toHaveAttribute("aria-invalid", "true")
	await page.getByLabel("Names").fill("api.example.org, 10.0.0.7")
	await page.getByRole("button", { name: "Make the request" }).click()
	const made = page.getByRole("region", { name: "The request" })
	await expect(made.getByText("CN=api.example.org, api.example.org, 10.0.0.7")).toBeVisible()
	await expectAccessible(page)
	await made.getByLabel(/Passphrase/).fill("open sesame")
	const download = page.waitForEvent("download")
	await made.getByRole("button", { name: "Download request and key" }).click()
	const zip = unzipSync(new Uint8Array(readFileSync(await (await download).path())))
	writeFileSync(join(folder, "asked.csr"), zip["request/request.csr"] ?? new Uint8Array())
	const request = ["req", "-in", join(folder, "asked.csr"), "-noout", "-verify", "-pubkey"]
	const asked = execFileSync("openssl", request, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })
	const pem = Buffer.from(zip["request/request-key.pem"] ?? new Uint8Array())
	expect(pem.toString()).toContain("ENCRYPTED PRIVATE KEY")
	const key = createPublicKey(createPrivateKey({ key: pem, passphrase: "open sesame" }))
	expect(asked.trim()).toContain(key.export({ type: "spki", format: "pem" }).toString().trim())

	await made.getByRole("button", { name: "Sign it in this page" }).click()
	await expect(page.getByText(/waits for the CA that is to sign it/)).toBeVisible()
	await page.getByRole("tab", { name: "Mutual TLS" }).click()
	await makeKit(page)
	await page.getByRole("tab", { name: "Sign a request" }).click()
	await expect(page.getByText("It will be granted")).toBeVisible()
	await page.getByRole("button", { name: "Sign it" }).click()
	const issued = page.getByRole("region", { name: "Issued" })
	await expect(issued.getByText(/api\.example\.org, 10\.0\.0\.7/)).toBeVisible()
	expect(sent()).not.toContain("PRIVATE KEY")
	expect(sent()).not.toContain("open sesame")
	expect(log.complaints()).toEqual([])
})

test("a certificate that is wrong on purpose is caught by our own inspection, for the reason on its label", async ({
	page,
}) => {
	const log = watchConsole(page)
	await openWorkshop(page)
	await makeKit(page)
	await page.getByRole("tab", { name: "By choice" }).click()
	await page.getByRole("combobox", { name: "Wrong on purpose" }).click()
	await page.getByRole("option", { name: "Expired" }).click()
	await expect(page.getByText("Every peer has to refuse it.")).toBeVisible()
	await page.getByRole("button", { name: "Issue it" }).click()
	const issued = page.getByRole("region", { name: "Issued" })
	await expect(issued.getByText("certificate-expired")).toBeVisible()

	await page.getByRole("tab", { name: "Sign a request" }).click()
	await expect(issued).toHaveCount(0)
	await page.getByRole("tab", { name: "By choice" }).click()
	await expect(page.getByRole("combobox", { name: "Wrong on purpose" })).toContainText("Expired")
	await expect(issued.getByText("certificate-expired")).toBeVisible()

	const download = page.waitForEvent("download")
	await issued.getByRole("button", { name: "Download it" }).click()
	const zip = unzipSync(new Uint8Array(readFileSync(await (await download).path())))
	const pem = join(folder, "expired.pem")
	writeFileSync(pem, zip["certificate/certificate.pem"] ?? new Uint8Array())
	await page.goto("/certificates", { waitUntil: "networkidle" })
	await page.locator("input[type=file]").first().setInputFiles(pem)
	await expect(page.getByText("certificate-expired").first()).toBeVisible()
	expect(log.complaints()).toEqual([])
})

test("everything that is wrong on purpose says what a check will call it, and is never called sound", async ({
	page,
}) => {
	const log = watchConsole(page)
	await openWorkshop(page)
	await makeKit(page)
	await page.getByRole("tab", { name: "By choice" }).click()
	const issued = page.getByRole("region", { name: "Issued" })
	for (const { label, rule, profiles } of faults) {
		if (!profiles.includes("server")) {
			await page.getByRole("combobox", { name: "What it is for" }).click()
			await page.getByRole("option", { name: "X.509-SVID" }).click()
			await page.getByLabel("SPIFFE ID").fill("spiffe://dev.local/ns/default/sa/router")
		}
		await page.getByRole("combobox", { name: "Wrong on purpose" }).click()
		await page.getByRole("option", { name: label, exact: true }).click()
		await page.getByRole("button", { name: "Issue it" }).click()
		await expect(issued.getByText(`Wrong on purpose: ${label}.`)).toBeVisible()
		const said = issued.getByText(/Where it is used, a check says/)
		await expect(said.getByRole("link", { name: rule.server })).toBeVisible()
		await expect(issued.getByText("keeps every rule", { exact: true })).toHaveCount(0)
	}
	await expectAccessible(page)
	expect(log.complaints()).toEqual([])
})

test("the page asks before it is left while a key in it was not saved, and not afterwards", async ({
	page,
}) => {
	await openWorkshop(page)
	const asksToStay = () =>
		page.evaluate(() => !window.dispatchEvent(new Event("beforeunload", { cancelable: true })))
	await page.getByRole("button", { name: "Make the certificates" }).click()
	await expect(page.getByRole("button", { name: "Download the zip" })).toBeVisible()
	expect(await asksToStay()).toBe(true)
	const download = page.waitForEvent("download")
	await page.getByRole("button", { name: "Download the zip" }).click()
	await download
	await expect.poll(asksToStay).toBe(false)

	await page.getByRole("tab", { name: "By choice" }).click()
	await page.getByRole("button", { name: "Issue it" }).click()
	const issued = page.getByRole("region", { name: "Issued" })
	await expect(issued).toBeVisible()
	expect(await asksToStay()).toBe(true)
	const leaf = page.waitForEvent("download")
	await issued.getByRole("button", { name: "Download it" }).click()
	await leaf
	await expect.poll(asksToStay).toBe(false)
})

test("bad input gets an answer at the field, and nothing typed is lost", async ({ page }) => {
	await openWorkshop(page)
	const names = page.getByLabel("Names of the server")
	await names.fill("localhost:443")
	await expect(page.getByText(/has a port\. A certificate names the host alone/)).toBeVisible()
	await page.getByLabel("Lifetime").fill("90 days")
	await page.getByRole("button", { name: "Make the certificates" }).click()
	await expect(page.getByText(/"90 days" is no lifetime/)).toBeVisible()
	await expect(names).toHaveValue("localhost:443")
	await page.getByRole("tab", { name: "By choice" }).click()
	await page.getByLabel("Names").fill("a_b")
	await expect(page.getByText(/underscore/)).toBeVisible()
})

const further = ["By choice", "Make a request", "Sign a request", "Renew, cross-sign"]

for (const scheme of schemes) {
	test(`the workshop can be read by everybody, in ${scheme}, wide and narrow`, async ({ page }) => {
		await page.emulateMedia({ colorScheme: scheme })
		await openWorkshop(page)
		await makeKit(page)
		for (const tab of ["Mutual TLS in three clicks", ...further]) {
			await page.getByRole("tab", { name: tab }).click()
			for (const width of [1440, 390, 360]) {
				await page.setViewportSize({ width, height: 900 })
				await expectNoSidewaysScroll(page)
				await expectAccessible(page)
			}
			await page.setViewportSize({ width: 1280, height: 900 })
		}
	})
}
