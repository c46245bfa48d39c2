import { mkdirSync, statSync } from "node:fs"
import { dirname, resolve } from "node:path"

/**
 * Makes a folder of mode 0700 and those above it that are missing. Throws the system's error (`EACCES`, `ENOTDIR`,
 * `ENOENT`…). Each level is tried once: where a file system refuses new folders with `ENOENT` below a folder that
 * exists, as /proc does, Node's own recursive mkdir tries for ever.
 */
export function makeFolder(path: string): void {
	const missing: string[] = []
	let folder = resolve(path)
	while (statSync(folder, { throwIfNoEntry: false }) === undefined && dirname(folder) !== folder) {
		missing.unshift(folder)
		folder = dirname(folder)
	}
	for (const each of missing) makeOne(each)
	if (!statSync(path).isDirectory())
		throw Object.assign(new Error(`${path} is no folder`), { code: "ENOTDIR" })
}

/** Another process may have made it in between. */
function makeOne(folder: string): void {
	try {
		mkdirSync(folder, { mode: 0o700 })
	} catch (cause) {
		if (!(cause instanceof Error && "code" in cause && cause.code === "EEXIST")) throw cause
	}
}
