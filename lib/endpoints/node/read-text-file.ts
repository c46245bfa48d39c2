import { constants } from "node:fs"
import { open, realpath } from "node:fs/promises"
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
 * Reads a certificate, key or token file of at most 1 MiB. Directories, devices and pipes are refused without being
 * opened for long (a pipe would wait for its writer). With `roots` the real path must lie below one of them.
 */
export async function readTextFile(
	path: string,
	roots?: readonly string[],
): Promise<Result<TextFile, FileFailure>> {
	const full = resolve(path.replace(/^~(?=\/|$)/, homedir()))
	try {
		const real = await realpath(full)
		if (roots !== undefined && !(await isBelow(real, roots))) {
			return refuse(
				`${path} lies outside the folders that may be read.`,
				`Put it below ${roots.join(" or ")}, or change COUNTERSIGN_FILE_ROOTS.`,
			)
		}
		const file = await open(real, constants.O_RDONLY | constants.O_NONBLOCK)
		try {
			const facts = await file.stat()
			if (facts.isDirectory()) return refuse(`${path} is a folder.`, "Name the file in it.")
			if (!facts.isFile()) return refuse(`${path} is no regular file.`, "Name a file.")
			if (facts.size > fileBytesMax)
				return refuse(
					`${path} has ${facts.size} bytes; at most ${fileBytesMax} are read.`,
					"Name the PEM file itself, not an archive or a log.",
				)
			if (facts.size === 0)
				return refuse(`${path} is empty.`, "Write the PEM text into it, or name another file.")
			const bytes = Buffer.alloc(facts.size)
			const { bytesRead } = await file.read(bytes, 0, facts.size, 0)
			return ok({
				text: bytes.subarray(0, bytesRead).toString("utf8"),
				modifiedAt: facts.mtime.toISOString(),
				size: facts.size,
			})
		} finally {
			await file.close()
		}
	} catch (cause) {
		return explain(path, cause)
	}
}

async function isBelow(real: string, roots: readonly string[]): Promise<boolean> {
	for (const root of roots) {
		const folder = await realpath(root).catch(() => resolve(root))
		if (real === folder || real.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return true
	}
	return false
}

function explain(path: string, cause: unknown): Result<TextFile, FileFailure> {
	const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown"
	const known: Record<string, readonly [string, string]> = {
		ENOENT: [
			`${path} does not exist.`,
			"Check the path; it is read on the machine that Countersign runs on.",
		],
		ENOTDIR: [`A part of ${path} is no folder.`, "Check the path."],
		EACCES: [
			`${path} may not be read by this user.`,
			"Change its mode or owner, or run as a user who may read it.",
		],
		EPERM: [
			`${path} may not be read by this user.`,
			"Change its mode or owner, or run as a user who may read it.",
		],
		ELOOP: [`${path} is a symbolic link that leads back to itself.`, "Name the file itself."],
		ENXIO: [`${path} is no regular file.`, "Name a file."],
		ENAMETOOLONG: ["The path is too long.", "If this is PEM text, paste it with its BEGIN line."],
		ERR_INVALID_ARG_VALUE: ["The path contains a null byte.", "Check the path."],
	}
	const [text, hint] = known[code] ?? [`${path} could not be read (${code}).`, "Check the path and the disk."]
	return refuse(text, hint)
}

function refuse(text: string, hint: string): Result<never, FileFailure> {
	return err({ text, hint })
}
