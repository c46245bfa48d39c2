import "server-only"
import { cache } from "react"
import type { Result } from "#base/result"
import { getEndpoint } from "#operations/get-endpoint"
import { getNote } from "#operations/get-note"
import { getRun } from "#operations/get-run"
import { listEndpoints } from "#operations/list-endpoints"
import { listNotes } from "#operations/list-notes"
import { listRuns } from "#operations/list-runs"
import { readLabManifest } from "#operations/node/read-lab-manifest"
import { labEndpointId } from "#operations/seed-lab"
import type { NoteSubject, TeamNote } from "#store/notes"
import type { RunSummary } from "#store/run-summary"
import type { StoreFailure } from "#store/store-failure"
import { getApp, NotReady } from "./app.ts"
import type { EndpointRowView, EndpointView, LabScenarioView, LastRunView } from "./endpoint-types.ts"
import { endpointValues } from "./endpoint-values.ts"
import type { RunRowView, RunView } from "./run-types.ts"

/** Every endpoint by name, with its newest run. Throws `NotReady` when the data cannot be read, as all queries do. */
export const listEndpointRows = cache(async (): Promise<readonly EndpointRowView[]> => {
	const { context } = await getApp()
	return need(await listEndpoints(context)).map(({ status, ...endpoint }) => ({
		...endpoint,
		...(status === undefined ? {} : { last: lastRun(status) }),
	}))
})

/** One endpoint without secrets; undefined when there is none. */
export const getEndpointView = cache(async (id: string): Promise<EndpointView | undefined> => {
	const { context } = await getApp()
	const endpoint = need(await getEndpoint(context, { id }))
	if (endpoint === undefined) return undefined
	const { settings, status, name, labels, version, createdAt, updatedAt, fromLab } = endpoint
	return {
		...{ id, name, labels, version, createdAt, updatedAt, fromLab },
		target: settings.target,
		mode: settings.mode,
		...endpointValues(endpoint),
		...(status === undefined ? {} : { last: lastRun(status) }),
	}
})

/** One stored run, judged by today's rules; undefined when there is none. */
export const getRunView = cache(async (runId: string): Promise<RunView | undefined> => {
	const { context } = await getApp()
	const stored = need(await getRun(context, { id: runId }))
	if (stored === undefined) return undefined
	const { endpointId, run, report } = stored
	const endpoint = endpointId === undefined ? undefined : need(await getEndpoint(context, { id: endpointId }))
	if (endpoint === undefined) return { runId, run, report }
	const { id, name, fromLab } = endpoint
	return { runId, endpoint: { id, name, fromLab }, run, report }
})

/** Runs, newest first, at most 100 unless told otherwise; of all endpoints and unsaved targets without an id. */
export const listRunRows = cache(async (endpointId?: string, limit = 100): Promise<readonly RunRowView[]> => {
	const { context } = await getApp()
	const query = { limit, ...(endpointId === undefined ? {} : { endpointId }) }
	return need(await listRuns(context, query)).map((row) => ({
		...lastRun({ ...row, runId: row.id }),
		...(row.endpointId === undefined ? {} : { endpointId: row.endpointId }),
		target: row.target,
		durationMs: row.durationMs,
		stopped: row.stopped,
	}))
})

/** The scenarios of the running lab; empty when none runs. */
export const listLabScenarios = cache(async (): Promise<readonly LabScenarioView[]> => {
	const { configuration } = await getApp()
	if (configuration.labManifest === undefined) return []
	const manifest = await readLabManifest(configuration.labManifest)
	if (!manifest.ok) return []
	return manifest.value.map(({ id, title, explains, target, expected }) => ({
		id,
		title,
		explains,
		target,
		endpointId: labEndpointId(id),
		...(expected === undefined ? {} : { expected }),
	}))
})

/** The newest version of the team's note on a rule or an endpoint; undefined when nobody ever wrote one. */
export const getNoteView = cache(
	async (kind: NoteSubject["kind"], id: string): Promise<TeamNote | undefined> => {
		const { context } = await getApp()
		return need(await getNote(context, { subject: { kind, id } }))
	},
)

/** The team's notes on rules, or on endpoints, as they are now. */
export const listNoteViews = cache(async (kind: NoteSubject["kind"]): Promise<readonly TeamNote[]> => {
	const { context } = await getApp()
	return need(await listNotes(context, { kind }))
})

function lastRun(status: {
	readonly runId: string
	readonly startedAt: string
	readonly summary: RunSummary
}): LastRunView {
	const { identity, tlsVersion, notBefore, notAfter, verdict, sentence, serverMode } = status.summary
	return {
		...{ runId: status.runId, startedAt: status.startedAt, verdict, sentence, serverMode },
		...(identity === undefined ? {} : { identity }),
		...(tlsVersion === undefined ? {} : { tlsVersion }),
		...(notBefore === undefined ? {} : { notBefore }),
		...(notAfter === undefined ? {} : { notAfter }),
	}
}

function need<Value>(result: Result<Value, StoreFailure>): Value {
	if (!result.ok) throw new NotReady(result.error)
	return result.value
}
