import "server-only"
import { systemClock } from "#base/clock"
import type { Result } from "#base/result"
import { parseDialPolicy } from "#endpoints/parse-dial-policy"
import type { OperationContext } from "#operations/context"
import { seedLab } from "#operations/seed-lab"
import { runCheck } from "#probe/node/run-check"
import { openStore } from "#store/open-store"
import type { Store } from "#store/store"
import {
	type Configuration,
	type ConfigurationProblem,
	fileRootsOf,
	readConfiguration,
} from "./configuration.ts"
import { type LiveRuns, openLiveRuns } from "./live-runs.ts"

/** Everything a page or an action works with. */
export interface App {
	readonly configuration: Configuration
	readonly context: OperationContext
	readonly live: LiveRuns
}

/** The dashboard cannot work: its settings or its data are in the way. The message is for people. */
export class NotReady extends Error {
	readonly hint: string
	constructor(problem: ConfigurationProblem) {
		super(problem.text)
		this.name = "NotReady"
		this.hint = problem.hint
	}
}

/**
 * The opened application, the same one for every caller in this process; opened at the first call. Throws `NotReady`,
 * and tries again at the next call.
 */
export async function getApp(): Promise<App> {
	const configuration = getConfiguration()
	const kept = keptInProcess()
	kept.store ??= open(configuration).catch((cause: unknown) => {
		delete kept.store
		throw cause
	})
	kept.live ??= openLiveRuns()
	return { configuration, context: contextOf(await kept.store, configuration), live: kept.live }
}

/** What the environment says. Throws `NotReady` when the dashboard must not start with it. */
export function getConfiguration(): Configuration {
	return orNotReady(readConfiguration(process.env, process.cwd()))
}

function contextOf(store: Store, configuration: Configuration): OperationContext {
	const policy = parseDialPolicy(process.env)
	if (!policy.ok) throw new NotReady({ text: `${policy.error}.`, hint: "Correct that variable." })
	const fileRoots = fileRootsOf(configuration, policy.value.fileRoots)
	const narrowed = { ...policy.value, ...(fileRoots === undefined ? {} : { fileRoots }) }
	const { dataFolder } = configuration
	return { store, dataFolder, clock: systemClock, policy: narrowed, actor: "dashboard", runCheck }
}

async function open(configuration: Configuration): Promise<Store> {
	const { databaseUrl, dataFolder, labManifest, host, port } = configuration
	const store = orNotReady(
		await openStore(
			databaseUrl === undefined
				? { kind: "folder", folder: dataFolder, owner: `process ${process.pid}, http://${host}:${port}` }
				: { kind: "postgres", url: databaseUrl.reveal() },
		),
	)
	if (labManifest !== undefined) await seed(store, labManifest, configuration)
	return store
}

/** A lab that cannot be read is said on the log; the dashboard goes on without it. */
async function seed(store: Store, manifestPath: string, configuration: Configuration): Promise<void> {
	const seeded = await seedLab(contextOf(store, configuration), { manifestPath })
	const problems = seeded.ok ? seeded.value.refused : [seeded.error]
	for (const problem of problems) console.error(`warning: ${problem}`)
}

function orNotReady<Value>(result: Result<Value, ConfigurationProblem>): Value {
	if (!result.ok) throw new NotReady(result.error)
	return result.value
}

interface KeptInProcess {
	store?: Promise<Store>
	live?: LiveRuns
}

declare global {
	/** Next gives instrumentation, pages and every edit in development a copy of this module: what must be one is here. */
	var countersignKept: KeptInProcess | undefined
}

function keptInProcess(): KeptInProcess {
	globalThis.countersignKept ??= {}
	return globalThis.countersignKept
}
