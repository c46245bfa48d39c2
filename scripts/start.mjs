// `npm start`: installs and builds when needed, then serves the dashboard with the lab on loopback.
import { ensureBuilt } from "./build.mjs"
import { bin, ensureInstalled, run } from "./project.mjs"

await ensureInstalled()
await ensureBuilt()
process.exitCode = await run(bin("node"), ["dist/cli.mjs", "serve", "--lab", ...process.argv.slice(2)])
