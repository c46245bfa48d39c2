import { existsSync } from "node:fs"
import { join } from "node:path"
import { systemClock } from "#base/clock"
import type { Result } from "#base/result"
import { openDialPolicy } from "#endpoints/dial-policy"
import type { OperationContext } from "#operations/context"
import { runCheck } from "#probe/node/run-check"
import { openStore } from "#store/open-store"
import type { CliIo } from "../io.ts"
import { UsageError } from "../usage.ts"

/**
 * Runs an operation in the workspace of a data folder, or of the database that DATABASE_URL names. A workspace that is
 * not there is a usage error unless `makes`; so is what the operation fails with.
 */
export async function inWorkspace<Value>(
	folder: string,
	io: CliIo,
	makes: boolean,
	operation: (
		context: OperationContext,
	) => Promise<Result<Value, { readonly text: string; readonly hint?: string }>>,
): Promise<Value> {
	const url = io.env.DATABASE_URL
	if (!makes && url === undefined && !existsSync(join(folder, "countersign.db")))
		throw new UsageError(`nothing is stored in ${folder}`, "name the folder of the dashboard with --data")
	const opened = await openStore(url === undefined ? { kind: "folder", folder } : { kind: "postgres", url })
	if (!opened.ok) throw new UsageError(opened.error.text, opened.error.hint)
	try {
		const outcome = await operation({
			...{ store: opened.value, dataFolder: folder, clock: systemClock, actor: "cli" },
			...{ policy: openDialPolicy, runCheck },
		})
		if (outcome.ok) return outcome.value
		throw new UsageError(outcome.error.text.replace(/\.$/, ""), outcome.error.hint ?? "nothing was changed")
	} finally {
		await opened.value.close()
	}
}
