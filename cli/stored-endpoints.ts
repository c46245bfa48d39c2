import { existsSync } from "node:fs"
import { join, resolve } from "node:path"
import type { EndpointSettings } from "#endpoints/endpoint"

/** The data folder: what was given, else `COUNTERSIGN_DATA`, else `data` below the current folder. */
export function dataFolder(given: string | undefined, env: Readonly<Record<string, string | undefined>>): string {
	return resolve(given ?? env.COUNTERSIGN_DATA ?? "data")
}
