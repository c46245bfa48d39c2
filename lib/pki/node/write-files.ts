import { randomBytes } from "node:crypto"
import { constants } from "node:fs"
import { access, link, mkdir, open, rename, stat, unlink } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import { err, ok, type Result } from "#base/result"
import type { OutputFile } from "../formats/output-file.ts"

/** Why nothing was written, and what to do about it. */
export interface WriteProblem {
	readonly kind: "exists" | "name" | "folder" | "write"
	readonly text: string
	readonly hint: string
}

/** How to write. */
export interface WriteOptions {
	/** Take the place of files of the same name. */
	readonly force?: boolean
	/** Puts the bytes into an opened file; a test puts a disk that fills up in its place. */
	readonly put?: (file: FileToFill, bytes: Uint8Array) => Promise<unknown>
}

/** What `put` may do with the file. */
export interface FileToFill {
	writeFile(bytes: Uint8Array): Promise<unknown>
}

interface Placed {
	readonly path: string
	/** A second name of the file that stood there before. */
	readonly former?: string
}

/**
 * Writes all files into a folder, or none: each under a name of its own first, flushed to disk, and only when all are
 * complete under their own names, so that nobody ever sees half a file. Files with a private key get mode 0600, others
 * 0644; a folder that does not exist is made with 0700. Without `force` a file that exists is left alone and everything
 * is refused. Resolves with the paths, in the order of the files; never rejects.
 */
export async function writeFiles(
	folder: string,
	files: readonly OutputFile[],
	{ force = false, put = fill }: WriteOptions = {},
): Promise<Result<readonly string[], WriteProblem>> {
	const odd = files.find(({ name }) => !/^[A-Za-z0-9_][A-Za-z0-9._-]{0,200}$/.test(name))
	if (odd !== undefined)
		return err({
			kind: "name",
			text: `${JSON.stringify(odd.name)} is no file name.`,
			hint: "Use letters, digits, dots, dashes and underscores.",
		})
	const made = await makeFolder(folder)
	if (!made.ok) return made
	const paths = files.map(({ name }) => join(folder, name))
	if (!force) {
		const present = await existing(paths)
		if (present.length > 0) return err(alreadyThere(present))
	}
	const mark = randomBytes(6).toString("hex")
	const temporary = files.map(({ name }) => join(folder, `.${name}.${mark}.new`))
	const placed: Placed[] = []
	try {
		for (const [index, file] of files.entries()) await writeNew(temporary[index] ?? "", file, put)
		for (const [index, path] of paths.entries())
			placed.push(await place(temporary[index] ?? "", path, force, mark))
		await flushFolder(folder)
	} catch (cause) {
		for (const each of placed.toReversed()) await takeBack(each)
		return err(explain(cause, folder))
	} finally {
		for (const path of temporary) await unlink(path).catch(() => undefined)
	}
	for (const { former } of placed) if (former !== undefined) await unlink(former).catch(() => undefined)
	return ok(paths)
}

function fill(file: FileToFill, bytes: Uint8Array): Promise<unknown> {
	return file.writeFile(bytes)
}

/** `wx` refuses a link that somebody put there; the mode is set before the first byte is written. */
async function writeNew(
	path: string,
	file: OutputFile,
	put: NonNullable<WriteOptions["put"]>,
): Promise<void> {
	const handle = await open(path, "wx", file.secret ? 0o600 : 0o644)
	try {
		await handle.chmod(file.secret ? 0o600 : 0o644)
		await put(handle, file.bytes)
		await handle.sync()
	} finally {
		await handle.close()
	}
}

/** Without force a hard link puts the file there: unlike a rename it fails when the name was taken meanwhile. */
async function place(from: string, path: string, force: boolean, mark: string): Promise<Placed> {
	if (!force) {
		await link(from, path)
		return { path }
	}
	const former = `${path}.${mark}.old`
	const hasFormer = await link(path, former).then(
		() => true,
		(cause: unknown) => {
			if (codeOf(cause) === "ENOENT") return false
			throw cause
		},
	)
	await rename(from, path)
	return hasFormer ? { path, former } : { path }
}

async function takeBack({ path, former }: Placed): Promise<void> {
	await (former === undefined ? unlink(path) : rename(former, path)).catch(() => undefined)
}

async function flushFolder(folder: string): Promise<void> {
	const handle = await open(folder, constants.O_RDONLY)
	try {
		await handle.sync()
	} finally {
		await handle.close()
	}
}

async function makeFolder(folder: string): Promise<Result<void, WriteProblem>> {
	try {
		await makeFolders(resolve(folder))
		if (!(await stat(folder)).isDirectory()) return err(noFolder(folder, "ENOTDIR"))
		await access(folder, constants.W_OK | constants.X_OK)
		return ok(undefined)
	} catch (cause) {
		return err(noFolder(folder, codeOf(cause)))
	}
}

/**
 * Makes a folder and those above it, one by one. Node's own recursive mkdir never ends where the system answers ENOENT
 * below a folder that is there, as /proc does.
 */
async function makeFolders(folder: string): Promise<void> {
	const missing: string[] = []
	for (let path = folder; !(await isThere(path)); path = dirname(path)) missing.unshift(path)
	for (const path of missing)
		await mkdir(path, { mode: 0o700 }).catch((cause: unknown) => {
			if (codeOf(cause) !== "EEXIST") throw cause
		})
}

function isThere(path: string): Promise<boolean> {
	return stat(path).then(
		() => true,
		() => path === dirname(path),
	)
}

function noFolder(folder: string, code: string): WriteProblem {
	const isFile = code === "EEXIST" || code === "ENOTDIR"
	return {
		kind: "folder",
		text: isFile ? `${folder} is no folder.` : `The folder ${folder} cannot be written to (${code}).`,
		hint: "Name a folder that you may write to.",
	}
}

async function existing(paths: readonly string[]): Promise<readonly string[]> {
	const present = await Promise.all(
		paths.map((path) =>
			access(path).then(
				() => [path],
				() => [],
			),
		),
	)
	return present.flat()
}

function alreadyThere(paths: readonly string[]): WriteProblem {
	const [first = "", ...others] = paths
	const more = others.length === 0 ? "" : ` and ${others.length} more`
	return {
		kind: "exists",
		text: `${first}${more} ${others.length === 0 ? "exists" : "exist"} already; nothing was written.`,
		hint: "Name another folder, or write --force to replace them.",
	}
}

function explain(cause: unknown, folder: string): WriteProblem {
	const code = codeOf(cause)
	if (code === "EEXIST")
		return {
			kind: "exists",
			text: `A file appeared in ${folder} meanwhile; nothing was written.`,
			hint: "Try again, or name another folder.",
		}
	const full = code === "ENOSPC" || code === "EDQUOT"
	return {
		kind: "write",
		text: full
			? `There is no room left for files in ${folder}; nothing was written.`
			: `Writing into ${folder} failed (${code}); nothing was written.`,
		hint: full ? "Make room, or name a folder on another disk." : "Name another folder.",
	}
}

function codeOf(cause: unknown): string {
	const code: unknown = cause instanceof Error ? Reflect.get(cause, "code") : undefined
	return typeof code === "string" ? code : "unknown reason"
}
