// What every script needs: where the project is, how to run a program, what was installed. Plain JavaScript for
// Node 20, because these scripts run before anything is installed.
import { spawn } from "node:child_process"
import { existsSync, readFileSync, statSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

/** The project's folder, absolute. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Path of a program that the project installs, e.g. `bin("node")`. */
export function bin(name) {
	return join(root, "node_modules", ".bin", name)
}

/** The environment for child processes: the project's own Node first, no telemetry. */
export function environment(extra = {}) {
	const path = `${join(root, "node_modules", ".bin")}:${process.env.PATH ?? ""}`
	return { ...process.env, PATH: path, NEXT_TELEMETRY_DISABLED: "1", ...extra }
}

/** Runs a program to its end with inherited output; resolves with its exit code, 1 when a signal ended it. */
export function run(command, args, options = {}) {
	return new Promise((resolve) => {
		const child = spawn(command, args, { cwd: root, stdio: "inherit", env: environment(), ...options })
		const forward = (signal) => child.kill(signal)
		process.on("SIGINT", forward)
		process.on("SIGTERM", forward)
		const settle = (code) => {
			process.off("SIGINT", forward)
			process.off("SIGTERM", forward)
			resolve(code)
		}
		child.once("error", (error) => {
			console.error(`error: could not run ${command}: ${error.message}`)
			settle(1)
		})
		child.once("exit", (code) => settle(code ?? 1))
	})
}

/** Stops with exit code 2 and a word on what to do. */
export function stop(error, hint) {
	console.error(`error: ${error}`)
	if (hint !== undefined) console.error(`hint: ${hint}`)
	process.exit(2)
}

/** Installs the locked dependencies unless they already are. */
export async function ensureInstalled() {
	const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)
	if (major < 20 || (major === 20 && minor < 19)) {
		stop(
			`Node ${process.versions.node} is too old`,
			"install Node 20.19 or newer; the project then uses its own Node 24",
		)
	}
	if (isInstalled()) return
	console.error("Installing dependencies (npm ci) …")
	const code = await run("npm", ["ci", "--no-fund", "--no-audit", "--loglevel=error"])
	if (code !== 0)
		stop(
			"npm ci failed",
			"see its message above; where it speaks of gyp, the ready-made binary of better-sqlite3 could not be loaded from github.com, and building it takes a C++ compiler, Python and Node's headers",
		)
	if (!existsSync(bin("node"))) stop("npm ci left no Node 24 behind", "remove node_modules and start again")
}

function isInstalled() {
	const marker = join(root, "node_modules", ".package-lock.json")
	if (!existsSync(marker) || !existsSync(bin("node"))) return false
	if (statSync(marker).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs) return true
	return sameLock(marker)
}

/** A checkout touches the lockfile without changing it; then the versions decide. */
function sameLock(marker) {
	const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages
	const present = JSON.parse(readFileSync(marker, "utf8")).packages
	return Object.entries(wanted).every(
		([path, entry]) => path === "" || entry.optional === true || present[path]?.version === entry.version,
	)
}
