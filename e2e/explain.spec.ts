import { readFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { expect, type Page, test } from "@playwright/test"
import { watchConsole } from "./page-checks.ts"

async function paste(page: Page, text: string) {
	await page.goto("/explain", { waitUntil: "networkidle" })
	const main = page.getByRole("main")
	await main.getByRole("textbox", { name: "Error text" }).fill(text)
	return main
}

test("paste an error, check the endpoint that it names, read what both together mean", async ({ page }) => {
	const log = watchConsole(page)
	const address = await labAddress("missing-intermediate")
	const main = await paste(
		page,
		`Get "https://${address}/v1": tls: failed to verify certificate: x509: certificate signed by unknown authority`,
	)
	const answer = main.getByRole("region", { name: "Answer" })
	await expect(answer).toContainText("an authority that the client does not trust")
	await expect(main.locator("mark").first()).toContainText("signed by unknown authority")
	await answer.getByRole("button", { name: `Check grpcs://${address}` }).click()
	await expect(answer.getByRole("heading")).toContainText(
		"The check decides: The server does not send its intermediate certificate",
	)
	const causes = main.getByRole("region", { name: "Text and check" })
	await expect(causes.getByRole("listitem").first()).toContainText("Confirmed")
	await expect(causes.getByRole("listitem").first().getByRole("link")).toHaveAttribute(
		"href",
		"/runbook/missing-intermediate",
	)
	await answer.getByRole("link", { name: /Everything that the check saw/ }).click()
	await page.waitForURL(/\/runs\//)
	expect(log.complaints()).toEqual([])
})

test("an endpoint that works sends the reader to the client that printed the text", async ({ page }) => {
	const address = await labAddress("tls-private-ca")
	const main = await paste(page, `dial tcp ${address}: x509: certificate signed by unknown authority`)
	await main.getByRole("button", { name: `Check ${address}` }).click()
	await expect(main.getByRole("region", { name: "Answer" }).getByRole("heading")).toContainText(
		"look at the trust file of the client",
	)
})

test("an ambiguous text says between what, and which check decides", async ({ page }) => {
	const main = await paste(page, "rpc error: authentication handshake failed: EOF")
	const answer = main.getByRole("region", { name: "Answer" })
	await expect(answer.getByRole("heading")).toContainText("does not decide between")
	await expect(answer).toContainText("countersign check TARGET")
})

test("an unknown text is called unknown, with what would tell", async ({ page }) => {
	const main = await paste(page, "frobnicator: the gears are stuck (io.grpc.Frob)")
	await expect(main.getByRole("heading", { name: /^Unknown/ })).toBeVisible()
	const tells = main.getByRole("region", { name: "What would tell" })
	await expect(tells).toContainText("javax.net.debug")
	await expect(tells).toContainText("countersign check")
})

test("a text that is no matter of security is called that, first", async ({ page }) => {
	const main = await paste(page, "rpc error: code = NotFound desc = zone 273165098782 not found")
	await expect(main.getByRole("region", { name: "Answer" }).getByRole("heading")).toContainText(
		"no problem of transport security",
	)
})

/** Host and port of a server of the lab. */
async function labAddress(id: string): Promise<string> {
	const folder = process.env.E2E_DATA ?? `${tmpdir()}/countersign-e2e`
	const entries: readonly { readonly id: string; readonly target: string }[] = JSON.parse(
		await readFile(`${folder}/lab/lab.json`, "utf8"),
	)
	const entry = entries.find((each) => each.id === id)
	if (entry === undefined) throw new Error(`the lab runs no ${id}`)
	return entry.target.replace(/^grpcs?:\/\//, "")
}
