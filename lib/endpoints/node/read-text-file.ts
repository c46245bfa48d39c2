import { constants, type Stats } from "node:fs"
import { open, realpath, stat } from "node:fs/promises"
import { homedir } from "node:os"
import { resolve, sep } from "node:path"
import { err, ok, type Result } from "#base/result"

/** A small text file and when it was last changed. */
export interface TextFile {
	readonly text: string
	/** ISO 8601. */
	readonly modifiedAt: string
	/** Bytes. */
	readonly size: number
}

/** Why a file was not read: a sentence with the path, and what to do. */
export interface FileFailure {
	readonly text: string
	readonly hint: string
}

/** Files above this size are refused before a byte is read. */
export const fileBytesMax = 1024 * 1024

/**
 * Reads a certificate, key or token file of at most 1 MiB. Folders, devices and pipes are refused without being opened,
 * so none of them can make it wait. With `roots` the path, and what it leads to, must lie below one of them; nothing is
 * said about files elsewhere, not even whether they exist. `~` is the home of the user who runs the program. The key of
 * a CA that is kept in a workspace is never read: as a token it would be sent to whatever target somebody types.
 */
export async function readTextFile(
	path: string,
	roots?: readonly string[],
): Promise<Result<TextFile, FileFailure>> {
	const full = resolve(path.replace(/^~(?=\/|$)/, homedir()))
	try {
		if (roots !== undefined && !(await isBelow(full, roots))) return refuse(outside(path, roots))
		const real = await realpath(full)
		if (roots !== undefined && !(await isBelow(real, roots))) return refuse(outside(path, roots))
		if (keptKey.test(real)) return refuse(kept(path))
		const problem = unfit(path, await stat(real))
		return problem === undefined ? await readRegular(path, real) : refuse(problem)
	} catch (cause) {
		return refuse(explain(path, cause))
	}
}

/** Opened without blocking and looked at again, because the path may lead elsewhere by now. */
async function readRegular(path: string, real: string): Promise<Result<TextFile, FileFailure>> {
	const file = await open(real, constants.O_RDONLY | constants.O_NONBLOCK)
	try {
		const facts = await file.stat()
		const problem = unfit(path, facts)
		if (problem !== undefined) return refuse(problem)
		const bytes = Buffer.alloc(facts.size)
		const { bytesRead } = await file.read(bytes, 0, facts.size, 0)
		const text = bytes.subarray(0, bytesRead).toString("utf8")
		return ok({ text, modifiedAt: facts.mtime.toISOString(), size: facts.size })
	} finally {
		await file.close()
	}
}

function unfit(path: string, facts: Stats): FileFailure | undefined {
	if (facts.isDirectory()) return { text: `${path} is a folder.`, hint: "Name the file in it." }
	if (!facts.isFile())
		return { text: `${path} is no regular file.`, hint: "Name a file that holds PEM text." }
	if (facts.size === 0) {
		return { text: `${path} is empty.`, hint: "Write the PEM text into it, or name another file." }
	}
	if (facts.size <= fileBytesMax) return undefined
	const text = `${path} has ${facts.size} bytes; at most ${fileBytesMax} are read.`
	return { text, hint: "Name the PEM file itself, not an archive or a log." }
}

async function isBelow(path: string, roots: readonly string[]): Promise<boolean> {
	for (const root of roots) {
		const folders = [resolve(root), await realpath(root).catch(() => resolve(root))]
		if (folders.some((folder) => path.startsWith(folder.endsWith(sep) ? folder : folder + sep))) return true
	}
	return false
}

function outside(path: string, roots: readonly string[]): FileFailure {
	const text = `${path} lies outside the folders that may be read.`
	return { text, hint: `Put it below ${roots.join(" or ")}, or change COUNTERSIGN_FILE_ROOTS.` }
}

/** Where the workspace keeps the key of a CA: its folder is named by a fingerprint. */
const keptKey = /[\\/]authorities[\\/][0-9a-f]{64}[\\/]ca-key\.pem$/

function kept(path: string): FileFailure {
	return {
		text: `${path} is the key of a CA that is kept in the workspace; checks never use it.`,
		hint: "Issue a certificate from that CA, and name its key.",
	}
}

function explain(path: string, cause: unknown): FileFailure {
	const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown"
	const rights = "Change its mode or owner, or run as a user who may read it."
	const known: Readonly<Record<string, FileFailure>> = {
		ENOENT: {
			text: `${path} does not exist.`,
			hint: "Check the path; it is read on the machine that Countersign runs on.",
		},
		ENOTDIR: { text: `A part of ${path} is no folder.`, hint: "Check the path." },
		EACCES: { text: `${path} may not be read by this user.`, hint: rights },
		EPERM: { text: `${path} may not be read by this user.`, hint: rights },
		ELOOP: { text: `${path} is a symbolic link that leads back to itself.`, hint: "Name the file itself." },
		ENXIO: { text: `${path} is no regular file.`, hint: "Name a file that holds PEM text." },
		ENAMETOOLONG: {
			text: "The path is too long.",
			hint: "If this is PEM text, paste it with its BEGIN line.",
		},
		ERR_INVALID_ARG_VALUE: { text: "The path contains a null byte.", hint: "Check the path." },
	}
	return known[code] ?? { text: `${path} could not be read (${code}).`, hint: "Check the path and the disk." }
}

function refuse(failure: FileFailure): Result<never, FileFailure> {
	return err(failure)
}
