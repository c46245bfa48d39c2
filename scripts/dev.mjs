// `npm run dev`: the lab and Next's development server on loopback, both ended together.
import { spawn } from "node:child_process"
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { bin, ensureInstalled, environment, root, run } from "./project.mjs"

await ensureInstalled()
const data = process.env.COUNTERSIGN_DATA ?? join(root, "data")
mkdirSync(join(data, "lab"), { recursive: true, mode: 0o700 })
const lab = spawn(
	bin("node"),
	["cli/main.ts", "lab", "--directory", join(data, "lab"), "--base-port", "50200"],
	{
		cwd: root,
		stdio: ["ignore", "inherit", "inherit"],
		env: environment(),
	},
)
const env = environment({ COUNTERSIGN_DATA: data, COUNTERSIGN_LAB: join(data, "lab", "lab.json") })
const port = process.env.PORT ?? "3000"
process.exitCode = await run(
	bin("node"),
	["node_modules/next/dist/bin/next", "dev", "-H", "127.0.0.1", "-p", port],
	{ env },
)
lab.kill("SIGTERM")
