/** Why nothing was written, and what to do about it. */
export interface WriteProblem {
	readonly kind: "exists" | "name" | "folder" | "write"
	readonly text: string
	readonly hint: string
}

/** A folder that is none, or that cannot be made or written to. */
export function noFolder(folder: string, code: string): WriteProblem {
	const isFile = code === "EEXIST" || code === "ENOTDIR"
	return {
		kind: "folder",
		text: isFile ? `${folder} is no folder.` : `The folder ${folder} cannot be written to (${code}).`,
		hint: "Name a folder that you may write to.",
	}
}

/** Files that stand there, without leave to replace them. */
export function alreadyThere(paths: readonly string[]): WriteProblem {
	const [first = "", ...others] = paths
	const more = others.length === 0 ? "" : ` and ${others.length} more`
	return {
		kind: "exists",
		text: `${first}${more} ${others.length === 0 ? "exists" : "exist"} already; nothing was written.`,
		hint: "Name another folder, or write --force to replace them.",
	}
}

/** What the system said while files were written. */
export function explain(cause: unknown, folder: string): WriteProblem {
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

/** A folder in which others never cease to write. */
export function stayedLocked(folder: string): WriteProblem {
	return {
		kind: "write",
		text: `Another process writes into ${folder} all the time; nothing was written.`,
		hint: "Try again when it has ended, or name another folder.",
	}
}

/** The code of a system error. */
export function codeOf(cause: unknown): string {
	const code: unknown = cause instanceof Error ? Reflect.get(cause, "code") : undefined
	return typeof code === "string" ? code : "unknown reason"
}
