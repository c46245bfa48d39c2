// `npm test`: everything. Installs, checks, runs the unit tests, builds, runs the browser tests, and ends with one
// line that counts them.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { ensureBrowser } from "./browser.mjs"
import { ensureBuilt } from "./build.mjs"
import { bin, ensureInstalled, environment, root, run } from "./project.mjs"

const results = join(root, ".tmp", "results")
const total = { passed: 0, failed: 0, skipped: 0 }

await ensureInstalled()
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
await step("lockfile", bin("node"), ["scripts/lockfile.mjs", "--check"])
await step("lint and format", bin("biome"), ["ci", "."])
await step("types of routes", bin("node"), ["node_modules/next/dist/bin/next", "typegen"])
await step("types", bin("tsc"), ["--noEmit"])
await step("dead code", bin("knip"), [])
await suite(
	"unit tests",
	bin("vitest"),
	["run", "--reporter=default", "--reporter=json", `--outputFile.json=${join(results, "unit.json")}`],
	{},
	countVitest,
)
await ensureBuilt()
const browser = await ensureBrowser()
if (browser === undefined) total.failed += 1
else
	await suite(
		"browser tests",
		bin("playwright"),
		["test"],
		{ PW_CHROMIUM: browser, PW_RESULTS: join(results, "browser.json") },
		countPlaywright,
	)

console.log(
	`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}`,
)
process.exitCode = total.failed > 0 ? 1 : 0

/** A check that has no tests of its own counts as one. */
async function step(name, command, args) {
	console.log(`\n── ${name}`)
	const code = await run(command, args)
	if (code === 0) total.passed += 1
	else {
		total.failed += 1
		console.log(`${name} failed`)
	}
}

async function suite(name, command, args, extra, count) {
	console.log(`\n── ${name}`)
	const code = await run(command, args, { env: environment(extra) })
	const counted = count()
	total.passed += counted.passed
	total.failed += counted.failed
	total.skipped += counted.skipped
	// A runner that fails without a failed test (a crash, no tests at all) must not look green.
	if (code !== 0 && counted.failed === 0) total.failed += 1
	if (counted.passed + counted.failed === 0) total.failed += 1
}

function countVitest() {
	const report = read("unit.json")
	if (report === undefined) return { passed: 0, failed: 0, skipped: 0 }
	return {
		passed: report.numPassedTests,
		failed: report.numFailedTests,
		skipped: report.numPendingTests + report.numTodoTests,
	}
}

function countPlaywright() {
	const report = read("browser.json")
	if (report === undefined) return { passed: 0, failed: 0, skipped: 0 }
	return {
		passed: report.stats.expected,
		failed: report.stats.unexpected + report.stats.flaky,
		skipped: report.stats.skipped,
	}
}

function read(name) {
	const path = join(results, name)
	return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined
}
