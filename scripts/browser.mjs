// Finds a Chromium for the browser tests, or installs one where that is asked for, and starts a command with
// PW_CHROMIUM set to it: node scripts/browser.mjs -- playwright test
// With --find it prints the path of one that is there, installs nothing, and starts nothing.
import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import { delimiter, join } from "node:path"
import { fileURLToPath } from "node:url"
import { environment, root, run } from "./project.mjs"

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"]
const places = [
	"/usr/bin/chromium",
	"/usr/bin/chromium-browser",
	"/usr/bin/google-chrome",
	"/snap/bin/chromium",
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	"/Applications/Chromium.app/Contents/MacOS/Chromium",
]

/** Path of a browser that answers `--version`, or undefined with the reason printed. */
export async function ensureBrowser() {
	const forced = process.env.PW_CHROMIUM
	if (forced !== undefined) {
		if (answers(forced)) return forced
		return fail(`PW_CHROMIUM names ${forced}, which does not answer --version`)
	}
	const found = find()
	if (found !== undefined) return found
	if (process.env.CI !== undefined || process.env.BROWSER_INSTALL === "1") await installFromPackages()
	const installed = find()
	if (installed !== undefined) return installed
	console.error("Installing a browser for the tests (playwright install chromium) …")
	await run("npx", ["playwright", "install", "chromium"])
	return find() ?? fail("no Chromium was found")
}

function find() {
	const own = playwrightBrowser()
	const onPath = (process.env.PATH ?? "")
		.split(delimiter)
		.flatMap((folder) => names.map((name) => join(folder, name)))
	return [...(own === undefined ? [] : [own]), ...onPath, ...places].find(
		(path) => existsSync(path) && answers(path),
	)
}

function playwrightBrowser() {
	try {
		return createRequire(join(root, "package.json"))("playwright-core").chromium.executablePath()
	} catch (error) {
		console.error(`playwright names no browser of its own: ${error.message}`)
		return undefined
	}
}

function answers(path) {
	const asked = spawnSync(path, ["--version"], { timeout: 20_000, encoding: "utf8" })
	return asked.status === 0 && /\d+\.\d+/.test(asked.stdout)
}

async function installFromPackages() {
	if (process.getuid?.() !== 0 || spawnSync("apt-get", ["--version"]).status !== 0) return
	console.error("Installing chromium (apt-get) …")
	const options = ["-o", "DPkg::Lock::Timeout=180", "-o", "Acquire::Retries=3", "-qq"]
	const quiet = { stdio: ["ignore", "ignore", 2], env: environment({ DEBIAN_FRONTEND: "noninteractive" }) }
	await run("apt-get", [...options, "update"], quiet)
	await run("apt-get", [...options, "install", "-y", "--no-install-recommends", "chromium"], quiet)
}

function fail(reason) {
	console.error(`error: ${reason}`)
	console.error("hint: install Chromium or set PW_CHROMIUM to the path of one, then run the tests again")
	return undefined
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	if (process.argv[2] === "--find") {
		console.log(process.env.PW_CHROMIUM ?? find() ?? "")
		process.exit()
	}
	const browser = await ensureBrowser()
	if (browser === undefined) process.exit(3)
	const [command = "playwright", ...args] = process.argv.slice(process.argv.indexOf("--") + 1)
	process.exitCode = await run(command, args, { env: environment({ PW_CHROMIUM: browser }) })
}
