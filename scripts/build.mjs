// Builds the dashboard and the command line into dist/, and nothing when nothing changed since the last build.
import { createHash } from "node:crypto"
import {
	cpSync,
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	realpathSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs"
import { join, relative } from "node:path"
import { fileURLToPath } from "node:url"
import { bin, ensureInstalled, root, run, stop } from "./project.mjs"

const sources = ["app", "components", "lib", "cli", "lab", "proto", "public"]
const files = [
	"package.json",
	"package-lock.json",
	"next.config.ts",
	"postcss.config.mjs",
	"proxy.ts",
	"instrumentation.ts",
	"tsconfig.json",
]
const stampFile = join(root, "dist", "build-stamp")

/** True when what is built was built from the sources as they are now. */
export function isBuiltFromSources() {
	return existsSync(stampFile) && readFileSync(stampFile, "utf8") === stampOfSources()
}

/** Builds when the sources differ from those of the last build. */
export async function ensureBuilt() {
	if (isBuiltFromSources()) return
	const stamp = stampOfSources()
	console.error("Building (half a minute the first time) …")
	rmSync(join(root, "dist"), { recursive: true, force: true })
	await step("next build", bin("node"), ["node_modules/next/dist/bin/next", "build"])
	await step("esbuild", bin("esbuild"), cliBundle())
	assemble()
	writeFileSync(stampFile, stamp)
}

async function step(name, command, args) {
	const quiet = process.env.CI === undefined && process.env.COUNTERSIGN_BUILD_LOG === undefined
	const code = await run(command, args, { stdio: ["ignore", quiet ? "ignore" : 2, 2] })
	if (code !== 0)
		stop(`${name} failed`, "run it again with COUNTERSIGN_BUILD_LOG=1 to see everything it says")
}

function cliBundle() {
	return [
		"cli/main.ts",
		"--bundle",
		"--minify-syntax",
		"--platform=node",
		"--target=node22",
		"--format=esm",
		"--external:better-sqlite3",
		"--external:pg-native",
		"--legal-comments=none",
		"--log-level=warning",
		"--banner:js=import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
		"--outfile=dist/cli.mjs",
	]
}

/**
 * Puts the standalone server beside the command line. Packing loses symbolic links, and Next makes some for packages
 * that it does not bundle, so each is replaced by what it points to.
 */
function assemble() {
	const web = join(root, "dist", "web")
	const standalone = join(root, ".next", "standalone")
	mkdirSync(web, { recursive: true })
	cpSync(standalone, web, { recursive: true, dereference: true })
	for (const path of walk(standalone)) {
		if (!lstatSync(path).isSymbolicLink()) continue
		const copy = join(web, relative(standalone, path))
		rmSync(copy, { recursive: true, force: true })
		cpSync(realpathSync(path), copy, { recursive: true, dereference: true })
	}
	cpSync(join(root, ".next", "static"), join(web, ".next", "static"), { recursive: true })
	if (existsSync(join(root, "public"))) cpSync(join(root, "public"), join(web, "public"), { recursive: true })
	for (const path of walk(web)) {
		if (lstatSync(path).isSymbolicLink())
			stop(`${relative(root, path)} is a symbolic link`, "packing would lose it")
	}
}

/** Sizes and contents of everything the build reads. */
function stampOfSources() {
	const hash = createHash("sha256")
	const all = [
		...sources.flatMap((folder) => [...walk(join(root, folder))]),
		...files.map((file) => join(root, file)),
	]
	for (const path of all.sort()) {
		if (!existsSync(path) || path.endsWith(".test.ts") || path.endsWith(".test.tsx")) continue
		hash.update(relative(root, path)).update("\0").update(readFileSync(path)).update("\0")
	}
	return hash.digest("hex")
}

function* walk(folder) {
	if (!existsSync(folder)) return
	for (const name of readdirSync(folder)) {
		const path = join(folder, name)
		if (lstatSync(path).isSymbolicLink() || !statSync(path).isDirectory()) yield path
		else yield* walk(path)
	}
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	await ensureInstalled()
	await ensureBuilt()
}
