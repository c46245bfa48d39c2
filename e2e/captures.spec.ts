import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, type Page, test } from "@playwright/test"
import { callRecorded, pcapOf, startRecorder } from "../lib/probe/node/recorded-capture.fixture.ts"
import { expectAccessible, expectNoSidewaysScroll, schemes, watchConsole } from "./page-checks.ts"

/** Records calls to the lab's servers as a packet sniffer would, with the key log of their client. */
async function recordIncident() {
	const keyLogs: string[] = []
	const connections = []
	for (const id of ["client-cert-required", "tls-private-ca"]) {
		const { port, ca } = await labServer(id)
		const recorder = await startRecorder({ host: "127.0.0.1", port })
		keyLogs.push(await callRecorded({ port: recorder.port, servername: "localhost", tls: { ca } }))
		await recorder.close()
		connections.push(...recorder.connections)
	}
	return {
		capture: {
			name: "incident.pcap",
			mimeType: "application/octet-stream",
			buffer: Buffer.from(pcapOf(connections)),
		},
		keyLog: { name: "keys.log", mimeType: "text/plain", buffer: Buffer.from(keyLogs.join("")) },
	}
}

async function labServer(id: string) {
	const manifest = JSON.parse(await readFile(join(process.env.E2E_DATA ?? "", "lab", "lab.json"), "utf8"))
	const scenario = manifest.find((each: { id: string }) => each.id === id)
	const { target, ca } = scenario.settings
	return { port: Number(String(target).split(":").at(-1)), ca: await readFile(ca, "utf8") }
}

/** Everything that the page sends while it is used: nothing of a capture may be in it. */
function watchUploads(page: Page): () => readonly string[] {
	const uploads: string[] = []
	page.on("request", (request) => {
		const bytes = request.postDataBuffer()?.length ?? 0
		if (bytes > 1_000) uploads.push(`${request.method()} ${request.url()}: ${bytes} bytes`)
	})
	return () => uploads
}

const input = (page: Page) => page.getByLabel("Capture and key log files")

test("a capture with its key log is decoded in the page, and nothing of it is sent anywhere", async ({
	page,
}) => {
	const log = watchConsole(page)
	const uploads = watchUploads(page)
	const { capture, keyLog } = await recordIncident()
	await page.goto("/captures", { waitUntil: "networkidle" })
	const main = page.getByRole("main")
	await expect(main.getByText(/never leaves this browser/)).toBeVisible()
	await input(page).setInputFiles([capture, keyLog])

	await expect(
		main.getByText("This server requires a client certificate. The client sent none."),
	).toBeVisible()
	await expect(main.getByText("CertificateRequest").first()).toBeVisible()
	await expect(main.getByText("certificate_required").first()).toBeVisible()
	await main.getByRole("tab", { name: "Chain" }).click()
	await expect(main.getByText(/Lab Root CA/).first()).toBeVisible()

	await main.getByRole("button", { name: /#1/ }).click()
	await expect(main.getByRole("article", { name: "Connection 1" })).toBeVisible()
	await main.getByRole("tab", { name: /Calls/ }).click()
	await expect(main.getByText("/grpc.health.v1.Health/Check").first()).toBeVisible()
	expect(uploads()).toEqual([])
	expect(log.complaints()).toEqual([])
})

test("a key log that is dropped later opens what was sealed", async ({ page }) => {
	const { capture, keyLog } = await recordIncident()
	await page.goto("/captures", { waitUntil: "networkidle" })
	const main = page.getByRole("main")
	await input(page).setInputFiles([capture])
	await expect(main.getByText(/held an empty Certificate/).first()).toBeVisible()
	await input(page).setInputFiles([keyLog])
	await expect(main.getByText("The client sent none.")).toBeVisible()
})

test("a file that is no capture gets a clear answer", async ({ page }) => {
	await page.goto("/captures", { waitUntil: "networkidle" })
	await input(page).setInputFiles([
		{ name: "notes.pcap", mimeType: "text/plain", buffer: Buffer.from("just some notes") },
	])
	await expect(page.getByRole("main").getByRole("alert")).toContainText("neither pcap nor pcapng")
})

for (const scheme of schemes) {
	test(`captures can be read by everybody, in ${scheme}, wide and narrow`, async ({ page }) => {
		await page.emulateMedia({ colorScheme: scheme })
		const { capture, keyLog } = await recordIncident()
		for (const width of [1_440, 390]) {
			await page.setViewportSize({ width, height: 844 })
			await page.goto("/captures", { waitUntil: "networkidle" })
			await expectAccessible(page)
			await input(page).setInputFiles([capture, keyLog])
			const main = page.getByRole("main")
			await expect(main.getByRole("tab", { name: "Handshake" })).toBeVisible()
			await expectAccessible(page)
			await main.getByRole("tab", { name: /Calls/ }).click()
			await main.locator("summary").last().click()
			await expectAccessible(page)
			await expectNoSidewaysScroll(page)
		}
	})
}
