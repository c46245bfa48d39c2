import { ok, type Result } from "#base/result"
import { type EarlierRun, type IncidentNote, incidentFileName, renderIncident } from "#report/incident"
import { getOpenEndpoint } from "#store/endpoints"
import { getNote, listNotes } from "#store/notes"
import { listRuns, type RunRow } from "#store/runs"
import type { StoreFailure } from "#store/store-failure"
import type { OperationContext } from "./context.ts"
import { getRun, type JudgedRun } from "./get-run.ts"

const dayMs = 24 * 60 * 60 * 1_000
/** Earlier runs that a document names. */
const earlierMax = 50
/** Earlier runs that are read whole, for what was asked in them. */
const wholeMax = 10

/** One incident as a document. */
export interface ExportedIncident {
	readonly markdown: string
	readonly fileName: string
}

/** Writes a stored run down as an incident, with the runs of the 24 hours before it and the team's notes. */
export async function exportIncident(
	context: OperationContext,
	input: { readonly runId: string },
): Promise<Result<ExportedIncident | undefined, StoreFailure>> {
	const judged = await getRun(context, { id: input.runId })
	if (!judged.ok || judged.value === undefined) return judged.ok ? ok(undefined) : judged
	const run = judged.value
	const [earlier, about] = await Promise.all([earlierRuns(context, run), aboutRun(context, run)])
	if (!earlier.ok) return earlier
	if (!about.ok) return about
	const { endpoint, notes } = about.value
	const named = endpoint === undefined ? {} : { endpoint }
	const { report } = run
	const markdown = renderIncident({
		...{ report, runId: run.id, notes, madeAt: new Date(context.clock.now()).toISOString() },
		...named,
		...earlier.value,
	})
	return ok({ markdown, fileName: incidentFileName({ report, ...named }) })
}

async function earlierRuns(
	context: OperationContext,
	run: JudgedRun,
): Promise<Result<{ earlier: readonly EarlierRun[]; earlierLeftOut: number }, StoreFailure>> {
	const { endpointId } = run
	const listed = await listRuns(context.store, {
		limit: 1_000,
		...(endpointId === undefined ? {} : { endpointId }),
	})
	if (!listed.ok) return listed
	const at = Date.parse(run.startedAt)
	const rows = listed.value.filter((row) => {
		const before = at - Date.parse(row.startedAt)
		return row.id !== run.id && isSame(row, run) && before >= 0 && before <= dayMs
	})
	const earlier: EarlierRun[] = []
	for (const [index, row] of rows.slice(0, earlierMax).entries()) {
		const whole = index < wholeMax ? await getRun(context, { id: row.id }) : ok(undefined)
		if (!whole.ok) return whole
		const { startedAt, summary } = row
		const verdict = whole.value?.report.verdict
		earlier.push({
			startedAt,
			verdict: verdict?.kind ?? summary.verdict,
			sentence: verdict?.sentence ?? summary.sentence,
			...(whole.value === undefined ? {} : { beyond: whole.value.report }),
		})
	}
	return ok({ earlier, earlierLeftOut: rows.length - earlier.length })
}

function isSame(row: RunRow, run: JudgedRun): boolean {
	return row.endpointId === run.endpointId && (run.endpointId !== undefined || row.target === run.target)
}

async function aboutRun(
	context: OperationContext,
	run: JudgedRun,
): Promise<Result<{ endpoint: string | undefined; notes: readonly IncidentNote[] }, StoreFailure>> {
	const { store } = context
	const found = new Set(run.report.findings.map((finding) => finding.rule))
	const rules = await listNotes(store, "rule")
	if (!rules.ok) return rules
	const ofRules = rules.value
		.filter((note) => found.has(note.subject.id))
		.map((note) => ({ ...note, about: note.subject.id }))
	if (run.endpointId === undefined) return ok({ endpoint: undefined, notes: ofRules })
	const endpoint = await getOpenEndpoint(store, run.endpointId)
	if (!endpoint.ok) return endpoint
	const note = await getNote(store, { kind: "endpoint", id: run.endpointId })
	if (!note.ok) return note
	const ofEndpoint =
		note.value === undefined || note.value.text === "" ? [] : [{ ...note.value, about: "the endpoint" }]
	return ok({ endpoint: endpoint.value?.name, notes: [...ofEndpoint, ...ofRules] })
}
