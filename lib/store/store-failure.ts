import { describeFailure } from "#base/failure-facts"
import { err, ok, type Result } from "#base/result"

/** Why data could not be read or written. Plain data, for people. */
export interface StoreFailure {
	readonly kind: "damaged" | "read-only" | "full" | "newer" | "in-use" | "busy" | "unreachable"
	/** What happened, a sentence that names the place. */
	readonly text: string
	/** What to do. */
	readonly hint: string
}

/**
 * Runs `work` and turns what a database or a file system says about its own state into a value. Anything else that
 * is thrown is a bug and passes through.
 */
export async function attemptStore<Value>(
	place: string,
	work: () => Promise<Value>,
): Promise<Result<Value, StoreFailure>> {
	try {
		return ok(await work())
	} catch (cause) {
		const failure = recogniseStoreFailure(place, cause)
		if (failure === undefined) throw cause
		return err(failure)
	}
}

/** The failure that a thrown value of a driver or of the file system means; undefined when it means none. */
export function recogniseStoreFailure(place: string, thrown: unknown): StoreFailure | undefined {
	const facts = describeFailure(thrown)
	for (let at: typeof facts | undefined = facts; at !== undefined; at = at.cause) {
		const kind = kindOf(at.code ?? "")
		if (kind !== undefined) return describeStoreFailure(kind, place, at.message)
	}
	return undefined
}

/** The words for a kind of failure at a place. `said` is what the driver said. */
export function describeStoreFailure(kind: StoreFailure["kind"], place: string, said: string): StoreFailure {
	const [text, hint] = words[kind](place, said)
	return { kind, text, hint }
}

const words = {
	damaged: (place, said) => [
		`The database ${place} is damaged: ${said}. Nothing was overwritten.`,
		"Keep a copy of the file, then restore a backup or name another folder with --data.",
	],
	"read-only": (place, said) => [
		`The data at ${place} cannot be written: ${said}.`,
		"Give the account that runs Countersign the right to write there, or name another folder with --data.",
	],
	full: (place) => [
		`There is no space left for the data at ${place}. What was confirmed before is kept.`,
		"Make room on that disk, then try again.",
	],
	newer: (place, said) => [
		`The data at ${place} was written by a newer Countersign (${said}). Nothing was changed.`,
		"Start the newer version, or name another folder with --data.",
	],
	"in-use": (place, said) => [
		`Another dashboard uses the data at ${place}${said === "" ? "" : ` (${said})`}.`,
		"Open the dashboard that runs already, stop it, or name another folder with --data.",
	],
	busy: (place) => [
		`The database ${place} was busy for too long.`,
		"Another program holds it; try again, or stop that program.",
	],
	unreachable: (place, said) => [
		`The database ${place} cannot be reached: ${said}.`,
		"Check DATABASE_URL, and that the server runs and lets this account in.",
	],
} as const satisfies Record<StoreFailure["kind"], (place: string, said: string) => readonly [string, string]>

function kindOf(code: string): StoreFailure["kind"] | undefined {
	const exact = kindsByCode[code]
	if (exact !== undefined) return exact
	return kindsByPrefix.find(([prefix]) => code.startsWith(prefix))?.[1]
}

/** SQLite result codes, errno names, and PostgreSQL SQLSTATEs (PostgreSQL manual, appendix A). */
const kindsByCode: Readonly<Record<string, StoreFailure["kind"]>> = {
	EACCES: "read-only",
	EPERM: "read-only",
	EROFS: "read-only",
	ENOENT: "read-only",
	ENOTDIR: "read-only",
	ENAMETOOLONG: "read-only",
	ELOOP: "read-only",
	EEXIST: "read-only",
	ENOSPC: "full",
	EDQUOT: "full",
	SQLITE_FULL: "full",
	SQLITE_NOTADB: "damaged",
	ECONNREFUSED: "unreachable",
	ECONNRESET: "unreachable",
	ENOTFOUND: "unreachable",
	EAI_AGAIN: "unreachable",
	ETIMEDOUT: "unreachable",
	EPIPE: "unreachable",
	"3D000": "unreachable",
	"53100": "full",
	"25006": "read-only",
	"42501": "read-only",
	"57P01": "unreachable",
	"57P03": "unreachable",
	"53300": "busy",
	"55P03": "busy",
	XX001: "damaged",
	XX002: "damaged",
}

const kindsByPrefix = [
	["SQLITE_CORRUPT", "damaged"],
	["SQLITE_READONLY", "read-only"],
	["SQLITE_CANTOPEN", "read-only"],
	["SQLITE_PERM", "read-only"],
	["SQLITE_IOERR", "read-only"],
	["SQLITE_BUSY", "busy"],
	["08", "unreachable"],
	["28", "unreachable"],
] as const satisfies readonly (readonly [string, StoreFailure["kind"]])[]
