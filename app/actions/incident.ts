"use server"

import { z } from "zod"
import { exportIncident as exportStored } from "#operations/export-incident"
import type { ExportIncidentResult } from "#server/action-types"
import { guarded, refuse } from "#server/guarded"

const schema = z.strictObject({ runId: z.string().min(1).max(100) })

/** Writes a stored run down as one document in Markdown. */
export async function exportIncident(request: z.input<typeof schema>): Promise<ExportIncidentResult> {
	return guarded(schema, request, async (given, app): Promise<ExportIncidentResult> => {
		const exported = await exportStored(app.context, given)
		if (!exported.ok) return refuse("store", `${exported.error.text} ${exported.error.hint}`)
		if (exported.value === undefined) return refuse("gone", "This run was deleted meanwhile.")
		return { kind: "exported", ...exported.value }
	})
}
