import { randomBytes } from "node:crypto"
import { constants } from "node:fs"
import { access, link as hardLink, mkdir, open, readdir, stat, unlink } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import { err, ok, type Result } from "#base/result"
import type { OutputFile } from "../formats/output-file.ts"
import { whileLocked } from "./folder-lock.ts"
import { type LinkFile, type Placed, placeFile, takeBack } from "./place-file.ts"
import { alreadyThere, codeOf, explain, noFolder, stayedLocked, type WriteProblem } from "./write-problem.ts"

/** How to write. */
export interface WriteOptions {
	/** Take the place of files of the same name. */
	readonly force?: boolean
	/** Puts the bytes into an opened file; a test puts a disk that fills up in its place. */
	readonly put?: (file: FileToFill, bytes: Uint8Array) => Promise<unknown>
	/** Gives a file a second name; a test puts a file system without hard links in its place. */
	readonly link?: LinkFile
}

/** What `put` may do with the file. */
export interface FileToFill {
	writeFile(bytes: Uint8Array): Promise<unknown>
}

/**
 * Writes all files into a folder, or none: each under a name of its own first, flushed to disk, and only when all are
 * complete under their own names, so that nobody ever sees half a file. Files with a private key get mode 0600, others
 * 0644; a folder that does not exist is made with 0700. Without `force` a file that exists is left alone and everything
 * is refused. Of several that write the same files at once, one's files stay, and all of them. Resolves with the paths, in the order of the files; never rejects.
 */
export async function writeFiles(
	folder: string,
	files: readonly OutputFile[],
	{ force = false, put = fill, link = hardLink }: WriteOptions = {},
): Promise<Result<readonly string[], WriteProblem>> {
	const odd = files.find(({ name }) => !/^[A-Za-z0-9_][A-Za-z0-9._-]{0,200}$/.test(name))
	if (odd !== undefined)
		return err({
			kind: "name",
			text: `${JSON.stringify(odd.name)} is no file name.`,
			hint: "Use letters, digits, dots, dashes and underscores.",
		})
	const twice = files.find(({ name }, at) => files.findIndex((other) => isSameFile(other.name, name)) !== at)
	if (twice !== undefined)
		return err({
			kind: "name",
			text: `Two files would be called ${twice.name}; nothing was written.`,
			hint: "Choose another name for them.",
		})
	const made = await makeFolder(folder)
	if (!made.ok) return made
	try {
		const written = await whileLocked(folder, () => placeAll(folder, files, { force, put, link }))
		return written === undefined ? err(stayedLocked(folder)) : written.done
	} catch (cause) {
		return err(explain(cause, folder))
	}
}

/** Some file systems take both for the same. */
function isSameFile(one: string, other: string): boolean {
	return one.toLowerCase() === other.toLowerCase()
}

async function placeAll(
	folder: string,
	files: readonly OutputFile[],
	{ force, put, link }: Required<WriteOptions>,
): Promise<Result<readonly string[], WriteProblem>> {
	const paths = files.map(({ name }) => join(folder, name))
	if (!force) {
		const present = await existing(paths)
		if (present.length > 0) return err(alreadyThere(present))
	}
	await sweep(folder, files)
	const mark = randomBytes(6).toString("hex")
	const temporary = files.map(({ name }) => join(folder, `.${name}.${mark}.new`))
	const placed: Placed[] = []
	try {
		for (const [index, file] of files.entries()) await writeNew(temporary[index] ?? "", file, put)
		for (const [index, path] of paths.entries())
			placed.push(
				await placeFile(temporary[index] ?? "", path, force ? `${path}.${mark}.old` : undefined, link),
			)
		await flushFolder(folder)
	} catch (cause) {
		for (const each of placed.toReversed()) await takeBack(each)
		throw cause
	} finally {
		for (const path of temporary) await unlink(path).catch(() => undefined)
	}
	for (const { former } of placed) if (former !== undefined) await unlink(former).catch(() => undefined)
	return ok(paths)
}

/** Takes away what a writer of the same files left that was killed: a key may be in it. The lock is ours. */
async function sweep(folder: string, files: readonly OutputFile[]): Promise<void> {
	for (const name of await readdir(folder))
		if (files.some((file) => isLeftOf(file.name, name)))
			await unlink(join(folder, name)).catch(() => undefined)
}

function isLeftOf(wanted: string, name: string): boolean {
	const parts = /^(.+)\.[0-9a-f]{12}\.(new|old)$/.exec(name)
	return parts !== null && parts[1] === (parts[2] === "new" ? `.${wanted}` : wanted)
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
