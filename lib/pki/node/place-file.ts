import { type link, lstat, open, rename, unlink } from "node:fs/promises"
import { codeOf } from "./write-problem.ts"

/** Gives a file a second name, as `link` of the system does. */
export type LinkFile = typeof link

/** A file that has its own name now. */
export interface Placed {
	readonly path: string
	/** A second name of the file that stood there before. */
	readonly former?: string
}

/**
 * Gives a complete file its own name, and what stood there before the name `former`. Without `former` nothing may stand
 * there: a hard link, unlike a rename, fails when the name was taken meanwhile, and where the file system has none, as FAT,
 * a new empty file takes the name first. Rejects with the system's error; what stood there has its name then.
 */
export async function placeFile(
	from: string,
	path: string,
	former: string | undefined,
	link: LinkFile,
): Promise<Placed> {
	if (former === undefined) {
		const isLinked = await linked(link, from, path)
		if (isLinked) return { path }
		await (await open(path, "wx")).close()
		return renameOver(from, { path })
	}
	const hasFormer = await isNamed(path)
	if (hasFormer && !(await linked(link, path, former))) await rename(path, former)
	return renameOver(from, hasFormer ? { path, former } : { path })
}

async function renameOver(from: string, placed: Placed): Promise<Placed> {
	try {
		await rename(from, placed.path)
		return placed
	} catch (cause) {
		await takeBack(placed)
		throw cause
	}
}

/** A link that leads nowhere has the name too. */
function isNamed(path: string): Promise<boolean> {
	return lstat(path).then(
		() => true,
		(cause: unknown) => {
			if (codeOf(cause) === "ENOENT") return false
			throw cause
		},
	)
}

/** False where the file system knows no hard links. */
async function linked(link: LinkFile, from: string, to: string): Promise<boolean> {
	try {
		await link(from, to)
		return true
	} catch (cause) {
		if (!linklessCodes.includes(codeOf(cause))) throw cause
		return false
	}
}

const linklessCodes: readonly string[] = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]

/** Undoes `placeFile`: what stood there before has its name again. Never rejects. */
export async function takeBack({ path, former }: Placed): Promise<void> {
	await (former === undefined ? unlink(path) : rename(former, path)).catch(() => undefined)
}
