import { expect, type Page, test } from "@playwright/test"
import { expectAccessible, expectNoSidewaysScroll, schemes, watchConsole } from "./page-checks.ts"

const trap = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ledger
spec:
  template:
    spec:
      containers:
        - name: ledger
          image: permguard/all-in-one:latest
          env:
            - name: PERMGUARD_SERVER_TLS_MODE
              value: external
            - name: PERMGUARD_SERVER_TLS_CERT_FILE
              value: /identity/svid.pem
            - name: PERMGUARD_SERVER_TLS_KEY_FILE
              value: /identity/svid_key.pem
            - name: PERMGUARD_SERVER_TLS_CA_FILE
              value: /identity/bundle.pem
          volumeMounts:
            - name: identity
              mountPath: /identity
      volumes:
        - name: identity
          csi:
            driver: csi.spiffe.io
`

const contradiction = `PERMGUARD_SERVER_TLS_MODE=spiffe
SPIFFE_ENDPOINT_SOCKET=unix:///run/spire/agent.sock
permguard config set pdp-endpoint grpcs://pdp.example:9094
permguard authz check --tls-skip-verify
DATABASE_PASSWORD=correct-horse-battery
`

test.beforeEach(async ({ page }) => {
	await page.goto("/configuration", { waitUntil: "networkidle" })
})

for (const scheme of schemes) {
	test.describe(`${scheme} scheme`, () => {
		test.use({ colorScheme: scheme })

		test("a Deployment that looks for files in the SPIFFE CSI volume is told so, with its lines", async ({
			page,
		}) => {
			const log = watchConsole(page)
			await paste(page, trap)
			const main = page.getByRole("main")
			await expect(
				main.getByRole("heading", { name: /cannot work\. The SPIFFE CSI volume never holds/ }),
			).toBeVisible()
			const card = main.getByRole("article").filter({ hasText: "csi-volume-without-files" })
			await expect(card.getByText("value: /identity/svid.pem")).toBeVisible()
			await card.getByRole("button", { name: "Show line 15 in the text" }).click()
			const chosen = await page.evaluate(() => window.getSelection()?.toString())
			expect(chosen).toContain("value: /identity/svid.pem")
			await expect(card.getByRole("button", { name: "Copy" }).first()).toBeVisible()
			await expectAccessible(page)
			await page.setViewportSize({ width: 360, height: 800 })
			await expectNoSidewaysScroll(page)
			expect(log.complaints()).toEqual([])
		})
	})
}

test("a server and a client that contradict each other are compared, and nothing leaves the page", async ({
	page,
}) => {
	const log = watchConsole(page)
	const bodies: string[] = []
	page.on("request", (request) => bodies.push(`${request.url()} ${request.postData() ?? ""}`))
	await paste(page, contradiction)
	const main = page.getByRole("main")
	await expect(main.getByText(/does not get this client into the SPIFFE server/).first()).toBeVisible()
	await expect(main.getByRole("region", { name: "What was understood" })).toContainText("SPIFFE")
	await expect(main.getByRole("region", { name: "Findings" })).not.toContainText("correct-horse")
	expect(bodies.filter((body) => /correct-horse|pdp\.example/.test(body))).toEqual([])
	expect(page.url()).not.toContain("pdp.example")
	expect(log.complaints()).toEqual([])
})

test("every example is understood", async ({ page }) => {
	const log = watchConsole(page)
	const main = page.getByRole("main")
	const names = await main.getByRole("region", { name: "Examples" }).getByRole("button").allTextContents()
	expect(names.length).toBeGreaterThan(5)
	for (const name of names) {
		await main.getByRole("button", { name, exact: true }).click()
		await expect(main.getByRole("region", { name: "Findings" })).toBeVisible()
		await main.getByRole("button", { name: "Clear" }).click()
		await expect(main.getByRole("region", { name: "Examples" })).toBeVisible()
	}
	expect(log.complaints()).toEqual([])
})

test("text of another kind is not guessed at", async ({ page }) => {
	await paste(page, "Dear all, the server is down again.")
	const main = page.getByRole("main")
	await expect(main.getByRole("heading", { name: /No settings were recognised/ })).toBeVisible()
	await expect(main.getByText("What can be read here")).toBeVisible()
	await expectAccessible(page)
})

async function paste(page: Page, text: string): Promise<void> {
	await page.getByRole("textbox", { name: "Settings" }).fill(text)
}
