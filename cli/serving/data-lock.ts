import { open, readFile, rm } from "node:fs/promises"
import { join } from "node:path"
import { UsageError } from "../usage.ts"

/** A held lock. */
export interface DataLock {
	readonly release: () => Promise<void>
}

/**
 * Makes sure that one dashboard serves a data folder. The lock is a file with the holder's process id; a lock whose
 * holder is gone is taken over. A held lock or a folder that cannot be written is a usage error that says what to do.
 */
export async function lockDataFolder(folder: string): Promise<DataLock> {
	const path = join(folder, "serve.lock")
	for (let attempt = 0; attempt < 2; attempt += 1) {
		const taken = await take(path)
		if (taken) return { release: () => release(path) }
		const holder = Number((await readFile(path, "utf8").catch(() => "")).trim())
		if (isAlive(holder)) {
			throw new UsageError(
				`another dashboard (process ${holder}) already serves ${folder}`,
				"use that one, end it, or name another folder with --data",
			)
		}
		await rm(path, { force: true })
	}
	throw new UsageError(`${path} cannot be taken`, "another start is under way; try again")
}

async function take(path: string): Promise<boolean> {
	try {
		const file = await open(path, "wx", 0o600)
		await file.writeFile(String(process.pid))
		await file.close()
		return true
	} catch (cause) {
		const code = cause instanceof Error && "code" in cause ? cause.code : undefined
		if (code === "EEXIST") return false
		const reason = cause instanceof Error ? cause.message : String(cause)
		throw new UsageError(
			`the data folder cannot be written: ${reason}`,
			"make it writable, or name another with --data",
		)
	}
}

async function release(path: string): Promise<void> {
	const holder = await readFile(path, "utf8").catch(() => "")
	if (holder.trim() === String(process.pid)) await rm(path, { force: true })
}

/** A process that we may not signal exists as well. */
function isAlive(pid: number): boolean {
	if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
	try {
		process.kill(pid, 0)
		return true
	} catch (cause) {
		return cause instanceof Error && "code" in cause && cause.code === "EPERM"
	}
}
