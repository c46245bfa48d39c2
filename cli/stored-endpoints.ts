import { existsSync } from "node:fs"
import { join, resolve } from "node:path"
import type { EndpointSettings } from "#endpoints/endpoint"
import { findEndpointsNamed, loadEndpoint } from "#store/endpoints"
import { openStore } from "#store/open-store"
import { UsageError } from "./usage.ts"

type Environment = Readonly<Record<string, string | undefined>>

/** The data folder: what was given, else `COUNTERSIGN_DATA`, else `data` below the current folder. */
export function dataFolder(given: string | undefined, env: Environment): string {
	return resolve(given ?? env.COUNTERSIGN_DATA ?? "data")
}

/**
 * Settings of the stored endpoint of this name, or undefined when the word is a target or nothing is stored. Several
 * endpoints of one name are a usage error. Nothing is created: without a data folder nothing is stored.
 */
export async function findStoredEndpoint(
	word: string,
	given: string | undefined,
	env: Environment,
): Promise<EndpointSettings | undefined> {
	if (/[:/]/.test(word)) return undefined
	const folder = dataFolder(given, env)
	const url = env.DATABASE_URL
	if (url === undefined && !existsSync(join(folder, "countersign.db"))) return undefined
	const opened = await openStore(url === undefined ? { kind: "folder", folder } : { kind: "postgres", url })
	if (!opened.ok) throw new UsageError(opened.error.text, opened.error.hint)
	try {
		const named = await findEndpointsNamed(opened.value, word)
		if (!named.ok) throw new UsageError(named.error.text, named.error.hint)
		const [first, second] = named.value
		if (second !== undefined)
			throw new UsageError(`several endpoints are named ${word}`, "rename one, or name the target itself")
		if (first === undefined) return undefined
		const loaded = await loadEndpoint(opened.value, first)
		if (!loaded.ok) throw new UsageError(loaded.error.text, loaded.error.hint)
		return loaded.value?.settings
	} finally {
		await opened.value.close()
	}
}
