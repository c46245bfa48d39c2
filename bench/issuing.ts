import { execFileSync } from "node:child_process"
import { join } from "node:path"
import { chromium } from "@playwright/test"
import { build } from "esbuild"
import { type IssuingRate, measureIssuing } from "./issuing-rates.ts"

const roundMs = 1_000

/** Certificates issued a second for each kind of key, in this process and in a page of Chromium where there is one. */
export async function benchIssuing(): Promise<void> {
	printRates(`Node ${process.versions.node}`, await measureIssuing(roundMs))
	const inPage = await measureInPage()
	if (typeof inPage === "string") console.log(`\nCertificates in a page: skipped, ${inPage}`)
	else printRates(`Chromium ${inPage.version}`, inPage.rates)
}

function printRates(where: string, rates: readonly IssuingRate[]): void {
	console.log(`\nCertificates a second, ${where}`)
	console.log("key        with a new key   signed only")
	for (const { key, withKey, signedOnly } of rates)
		console.log(`${key.padEnd(9)}  ${withKey.toFixed(1).padStart(14)}  ${signedOnly.toFixed(1).padStart(12)}`)
}

interface InPage {
	readonly version: string
	readonly rates: readonly IssuingRate[]
}

async function measureInPage(): Promise<InPage | string> {
	const executablePath = findBrowser()
	if (executablePath === "") return "no Chromium is here; set PW_CHROMIUM to the path of one"
	const browser = await chromium
		.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 })
		.catch((cause: unknown) => String(cause).split("\n")[0] ?? "no Chromium")
	if (typeof browser === "string") return `no Chromium starts here (${browser})`
	try {
		const page = await browser.newPage()
		// WebCrypto wants a secure context, which localhost is; nothing listens there.
		await page.route("**/*", (route) => route.fulfill({ contentType: "text/html", body: "<p>bench" }))
		await page.goto("http://localhost/")
		await page.addScriptTag({ content: await bundle() })
		const rates: readonly IssuingRate[] = await page.evaluate(`measureIssuing(${roundMs})`)
		return { version: browser.version(), rates }
	} finally {
		await browser.close()
	}
}

function findBrowser(): string {
	const script = join(import.meta.dirname, "..", "scripts", "browser.mjs")
	return execFileSync(process.execPath, [script, "--find"], { encoding: "utf8" }).trim()
}

async function bundle(): Promise<string> {
	const contents =
		'import { measureIssuing } from "./issuing-rates.ts"\nObject.assign(globalThis, { measureIssuing })'
	const { outputFiles } = await build({
		stdin: { contents, resolveDir: import.meta.dirname },
		...{ bundle: true, format: "iife", platform: "browser", write: false, logLevel: "error" },
	})
	return outputFiles[0]?.text ?? ""
}
