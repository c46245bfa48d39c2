// `npm run -s countersign -- …`: the command line of this checkout, built when needed.
import { existsSync } from "node:fs"
import { join } from "node:path"
import { ensureBuilt, isBuiltFromSources } from "./build.mjs"
import { bin, ensureInstalled, root, run } from "./project.mjs"

const built = join(root, "dist", "cli.mjs")
if (!existsSync(built)) {
	await ensureInstalled()
	await ensureBuilt()
} else if (!isBuiltFromSources()) {
	console.error(
		"note: this was built from other sources than those of the checkout; npm run build makes it anew",
	)
}
process.exitCode = await run(bin("node"), [built, ...process.argv.slice(2)], {
	cwd: process.env.INIT_CWD ?? process.cwd(),
})
