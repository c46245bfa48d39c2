import { mkdir, rmdir, stat } from "node:fs/promises"
import { join } from "node:path"
import { setTimeout as delay } from "node:timers/promises"

/** Writing a few small files takes far less than this; an older lock was left by a process that was killed. */
const staleMs = 10_000
const waitMsMax = 15_000
const lockName = ".countersign-lock"

/**
 * Does work in a folder while no other writer of ours does: two that replace the same certificate and key would
 * otherwise leave the one's certificate beside the other's key. Waits for 15 seconds at most; undefined when the folder
 * stayed locked. Rejects with the system's error where no lock can be made, and with what `work` throws.
 */
export async function whileLocked<Value>(
	folder: string,
	work: () => Promise<Value>,
): Promise<{ readonly done: Value } | undefined> {
	const lock = join(folder, lockName)
	const began = performance.now()
	while (!(await takes(lock))) {
		if (performance.now() - began > waitMsMax) return undefined
		await delay(20)
	}
	try {
		return { done: await work() }
	} finally {
		await rmdir(lock).catch(() => undefined)
	}
}

/** Whether the lock is ours now. */
async function takes(lock: string): Promise<boolean> {
	try {
		await mkdir(lock, { mode: 0o700 })
		return true
	} catch (cause) {
		const code: unknown = cause instanceof Error ? Reflect.get(cause, "code") : undefined
		if (code !== "EEXIST") throw cause
		const made = await stat(lock).catch(() => undefined)
		if (made !== undefined && Date.now() - made.mtimeMs > staleMs) await rmdir(lock).catch(() => undefined)
		return false
	}
}
