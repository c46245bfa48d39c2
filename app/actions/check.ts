"use server"

import { z } from "zod"
import { getEndpoint } from "#operations/get-endpoint"
import { newId } from "#operations/new-id"
import { parseSettings } from "#operations/parse-settings"
import { recordAuthorityUse } from "#operations/record-authority-use"
import type { CheckExtras } from "#probe/node/check-request"
import type {
	ActionRefused,
	StartCheckAllResult,
	StartCheckResult,
	StopRunResult,
} from "#server/action-types"
import type { App } from "#server/app"
import { planEndpointCheck, planTargetCheck } from "#server/checks"
import { guarded, refuse } from "#server/guarded"
import { takeLentAuthority } from "#server/lent-authorities"
import type { PlannedCheck } from "#server/live-runs"
import { listEndpointRows } from "#server/queries"

const id = z.string().min(1).max(100)
/** What is asked for beyond the lanes; `ticket`: of a kept CA that was lent for this check. */
const extrasSchema = z.strictObject({ scan: z.boolean(), enforce: z.boolean(), ticket: z.uuid().optional() })
const startSchema = z.union([
	z.strictObject({ endpointId: id, extras: extrasSchema.optional() }),
	z.strictObject({ input: z.record(z.string(), z.unknown()), extras: extrasSchema.optional() }),
])
const startAllSchema = z.strictObject({ endpointIds: z.array(id).max(10_000).optional() })

/** Starts a check of a stored endpoint, or of typed settings (the flat endpoint input). Resolves at once; the rest is in `events`. */
export async function startCheck(
	request: ({ readonly endpointId: string } | { readonly input: object }) & {
		readonly extras?: z.input<typeof extrasSchema>
	},
): Promise<StartCheckResult> {
	return guarded(startSchema, request, async (given, app) => {
		const runId = newId(app.context.clock)
		if ("input" in given) {
			const parsed = await parseSettings(app.context, given.input, undefined)
			if (!parsed.ok) return { kind: "problems", problems: parsed.error }
			const { settings } = parsed.value
			const extras = await extrasOf(app, given.extras, { runId, target: settings.target })
			if ("kind" in extras) return extras
			return begin(app, planTargetCheck(app.context, runId, settings, extras), settings.target)
		}
		const endpoint = await getEndpoint(app.context, { id: given.endpointId })
		if (!endpoint.ok) return refuse("store", endpoint.error.text)
		if (endpoint.value === undefined) return refuse("gone", "This endpoint was deleted meanwhile.")
		const { target } = endpoint.value.settings
		const extras = await extrasOf(app, given.extras, { runId, target })
		if ("kind" in extras) return extras
		return begin(app, planEndpointCheck(app.context, runId, given.endpointId, extras), target)
	})
}

/** Starts checks of all stored endpoints, or of the named ones, a few at a time, in one stream. */
export async function startCheckAll(
	request: { readonly endpointIds?: readonly string[] } = {},
): Promise<StartCheckAllResult> {
	return guarded(startAllSchema, request, async ({ endpointIds }, app) => {
		const known = (await listEndpointRows()).map((row) => row.id)
		const wanted = endpointIds === undefined ? known : known.filter((each) => endpointIds.includes(each))
		if (wanted.length === 0) return refuse("gone", "There is no endpoint to check.")
		const batchId = newId(app.context.clock)
		const planned = wanted.map((each) => planEndpointCheck(app.context, newId(app.context.clock), each))
		const started = app.live.startMany(batchId, planned)
		if (!started.ok) return busy(started.error.running)
		const runs = planned.map(({ runId, endpointId = "" }) => ({ runId, endpointId }))
		return { kind: "started", batchId, runs, events: started.value.events }
	})
}

/** Stops a run, or all runs of a batch, and closes their sockets. */
export async function stopRun(runId: string): Promise<StopRunResult> {
	return guarded(id, runId, async (given, app) => ({ kind: app.live.stop(given) ? "stopped" : "gone" }))
}

/** The extras with the CA that was lent for them. Its use is in the audit log before it can issue anything. */
async function extrasOf(
	app: App,
	asked: z.output<typeof extrasSchema> | undefined,
	check: { readonly runId: string; readonly target: string },
): Promise<CheckExtras | ActionRefused> {
	const { ticket, ...rest } = asked ?? { scan: false, enforce: false }
	if (ticket === undefined) return rest
	const lent = takeLentAuthority(ticket)
	if (lent === undefined) return refuse("gone", "The CA was opened too long ago. Choose it once more.")
	const logged = await recordAuthorityUse(app.context, { ...check, authority: lent.sha256 })
	if (!logged.ok) return refuse("store", `${logged.error.text} ${logged.error.hint}`)
	return { ...rest, authority: lent.authority }
}

function begin(app: App, planned: PlannedCheck, target: string): StartCheckResult {
	const started = app.live.startOne(planned)
	if (!started.ok) return busy(started.error.running)
	return { kind: "started", runId: planned.runId, target, events: started.value.events }
}

function busy(running: number): ActionRefused {
	return refuse("busy", `${running} checks run already. Wait until one ends, or stop one.`)
}
