// Completes package-lock.json with the optional packages of other systems. A registry mirror that lacks those
// binaries makes npm write a lockfile without them, and then `npm ci` refuses it and other systems get no binary.
// `--check` changes nothing and fails when an entry is missing.
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "./project.mjs"

const path = join(root, "package-lock.json")
const lock = JSON.parse(readFileSync(path, "utf8"))
const systems = [
	"aix",
	"android",
	"darwin",
	"freebsd",
	"linux",
	"netbsd",
	"openbsd",
	"openharmony",
	"sunos",
	"win32",
]
const processors = [
	"arm64",
	"arm",
	"ia32",
	"loong64",
	"mips64el",
	"ppc64",
	"riscv64",
	"s390x",
	"x64",
	"wasm32",
]
const added = []

for (const [place, entry] of Object.entries(lock.packages)) {
	for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
		if (!/^\d+\.\d+\.\d+/.test(version) || isPresent(place, name)) continue
		added.push(name)
		lock.packages[`node_modules/${name}`] = optionalEntry(name, version, entry)
	}
}
for (const [place, entry] of Object.entries(lock.packages)) {
	// Download addresses belong to one machine's registry; the version and its hash are enough.
	if (entry.resolved !== undefined) {
		delete entry.resolved
		added.push(`${place} (address removed)`)
	}
}
if (process.argv.includes("--check")) {
	if (added.length > 0)
		console.error(`error: the lockfile lacks or carries too much: ${added.slice(0, 8).join(", ")}`)
	if (added.length > 0) console.error("hint: run `node scripts/lockfile.mjs` and commit package-lock.json")
	process.exitCode = added.length > 0 ? 1 : 0
} else {
	lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
	writeFileSync(path, `${JSON.stringify(lock, undefined, 2)}\n`)
	console.log(`${added.length} entries mended`)
}

function isPresent(place, name) {
	let folder = place
	for (;;) {
		if (lock.packages[`${folder === "" ? "" : `${folder}/`}node_modules/${name}`] !== undefined) return true
		if (folder === "") return false
		folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))
		if (!folder.startsWith("node_modules")) folder = ""
	}
}

function optionalEntry(name, version, parent) {
	const words = name.toLowerCase().split(/[^a-z0-9]+/)
	const os = systems.find((each) => words.includes(each))
	const cpu = processors.find((each) => words.includes(each))
	const libc = words.includes("musl")
		? "musl"
		: words.includes("gnu") || words.includes("gnueabihf")
			? "glibc"
			: undefined
	return {
		version,
		optional: true,
		...(parent.dev === true ? { dev: true } : {}),
		...(os === undefined ? {} : { os: [os] }),
		...(cpu === undefined ? {} : { cpu: [cpu] }),
		...(libc === undefined ? {} : { libc: [libc] }),
	}
}
