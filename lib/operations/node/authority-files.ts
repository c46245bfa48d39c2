import { randomBytes } from "node:crypto"
import { open, readdir, readFile, rename, rm, stat, unlink } from "node:fs/promises"
import { join } from "node:path"
import { err, ok, type Result } from "#base/result"
import { Secret } from "#base/secret"
import { writeFiles } from "#pki/node/write-files"
import { makePrivateFolder } from "#store/open-sqlite"

/** The files of a kept CA, each PEM. */
export interface AuthorityFiles {
	readonly certificatePem: string
	/** Those between it and its root, and the root where it is known; may be empty. */
	readonly abovePem: string
	/** PKCS #8, encrypted when its label says so. */
	readonly keyPem: Secret<string>
}

/** A kept CA as its folder shows it, without its key. */
export interface KeptFolder {
	/** SHA-256 of the CA's certificate, lower-case hex. */
	readonly sha256: string
	readonly certificatePem: string
	readonly isEncrypted: boolean
	/** Milliseconds since 1970. */
	readonly keptAt: number
}

const names = { certificate: "ca.pem", above: "above.pem", key: "ca-key.pem" } as const
const unfinished = ".new-"
const fileBytesMax = 1_048_576

/** Keeping a CA takes far less than this; what is older was left by a process that ended. */
const unfinishedMs = 60_000

/** Kept CAs that are listed at most. */
const authoritiesMax = 1_000

/**
 * Writes a CA's files into a folder of its own below the data folder: folder 0700, files 0600, flushed to disk, and
 * complete before the folder gets its name. Fails with `exists` when that CA is kept already, and with a sentence when
 * writing fails; nothing is left then. Rejects with the system's error where the folder cannot be made.
 */
export async function writeAuthorityFiles(
	dataFolder: string,
	sha256: string,
	files: AuthorityFiles,
): Promise<Result<void, "exists" | { readonly text: string; readonly hint: string }>> {
	const all = join(dataFolder, "authorities")
	makePrivateFolder(all)
	await sweep(all)
	const temporary = join(all, `${unfinished}${randomBytes(6).toString("hex")}`)
	try {
		const written = await writeFiles(temporary, [
			privateFile(names.certificate, files.certificatePem),
			privateFile(names.above, files.abovePem),
			privateFile(names.key, files.keyPem.reveal()),
		])
		if (!written.ok) return written
		let isPlaced = await takeName(temporary, join(all, sha256))
		if (!isPlaced && (await readAuthorityFiles(dataFolder, sha256)) === undefined) {
			// What a deletion left that was cut short has no key and is in nobody's list.
			await rm(join(all, sha256), { recursive: true, force: true })
			isPlaced = await takeName(temporary, join(all, sha256))
		}
		if (!isPlaced) return err("exists")
		await flush(all)
		return ok(undefined)
	} finally {
		await rm(temporary, { recursive: true, force: true })
	}
}

/** False when something is there already: a rename never replaces a folder that is not empty. */
async function takeName(temporary: string, folder: string): Promise<boolean> {
	try {
		await rename(temporary, folder)
		return true
	} catch (cause) {
		const code: unknown = cause instanceof Error ? Reflect.get(cause, "code") : undefined
		if (code === "ENOTEMPTY" || code === "EEXIST") return false
		throw cause
	}
}

/** Every kept CA, at most 1,000. A folder that is not whole is left out; none at all when nothing was ever kept. */
export async function listAuthorityFolders(dataFolder: string): Promise<readonly KeptFolder[]> {
	const all = join(dataFolder, "authorities")
	const entries = await readdir(all).catch((cause: unknown) => {
		if (isMissing(cause)) return []
		throw cause
	})
	const found: KeptFolder[] = []
	for (const sha256 of entries.filter(isFingerprint).toSorted().slice(0, authoritiesMax)) {
		const files = await readAuthorityFiles(dataFolder, sha256)
		if (files === undefined) continue
		const { mtimeMs } = await stat(join(all, sha256, names.certificate))
		const { certificatePem, keyPem } = files
		found.push({ sha256, certificatePem, isEncrypted: isEncrypted(keyPem), keptAt: Math.round(mtimeMs) })
	}
	return found
}

/** The files of one kept CA; undefined when it is not kept. */
export async function readAuthorityFiles(
	dataFolder: string,
	sha256: string,
): Promise<AuthorityFiles | undefined> {
	if (!isFingerprint(sha256)) return undefined
	const folder = join(dataFolder, "authorities", sha256)
	try {
		const [certificatePem, abovePem, key] = await Promise.all(
			[names.certificate, names.above, names.key].map((name) => readBounded(join(folder, name))),
		)
		if (certificatePem === undefined || abovePem === undefined || key === undefined) return undefined
		return { certificatePem, abovePem, keyPem: new Secret(key) }
	} catch (cause) {
		if (isMissing(cause)) return undefined
		throw cause
	}
}

/** Takes a kept CA from the disk, its key first. Resolves with false when it was not there. */
export async function deleteAuthorityFiles(dataFolder: string, sha256: string): Promise<boolean> {
	if (!isFingerprint(sha256)) return false
	const all = join(dataFolder, "authorities")
	const folder = join(all, sha256)
	await sweep(all)
	const isThere = await unlink(join(folder, names.key)).then(
		() => true,
		(cause: unknown) => {
			if (isMissing(cause)) return false
			throw cause
		},
	)
	if (!isThere) return false
	await flush(folder)
	await rm(folder, { recursive: true, force: true })
	await flush(all)
	return true
}

/** Takes away what a process left that ended in the middle of keeping a CA: a key may be in it. */
async function sweep(all: string): Promise<void> {
	const entries = await readdir(all).catch(() => [])
	for (const name of entries.filter((each) => each.startsWith(unfinished))) {
		const path = join(all, name)
		const made = await stat(path).catch(() => undefined)
		if (made !== undefined && Date.now() - made.mtimeMs > unfinishedMs)
			await rm(path, { recursive: true, force: true })
	}
}

function privateFile(name: string, text: string) {
	return { name, bytes: new TextEncoder().encode(text), secret: true }
}

async function readBounded(path: string): Promise<string | undefined> {
	if ((await stat(path)).size > fileBytesMax) return undefined
	return readFile(path, "utf8")
}

async function flush(folder: string): Promise<void> {
	const handle = await open(folder, "r")
	try {
		await handle.sync()
	} finally {
		await handle.close()
	}
}

function isEncrypted(keyPem: Secret<string>): boolean {
	return keyPem.reveal().includes("-----BEGIN ENCRYPTED PRIVATE KEY-----")
}

/** Names a folder of ours and nothing else: no path can be made of it. */
function isFingerprint(name: string): boolean {
	return /^[0-9a-f]{64}$/.test(name)
}

function isMissing(cause: unknown): boolean {
	const code: unknown = cause instanceof Error ? Reflect.get(cause, "code") : undefined
	return code === "ENOENT" || code === "ENOTDIR"
}
