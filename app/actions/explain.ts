"use server"

import { z } from "zod"
import { explainError } from "#operations/explain-error"
import type { ExplainTextResult } from "#server/action-types"
import { guarded } from "#server/guarded"

const explainSchema = z.strictObject({
	text: z.string().max(1_000_000),
	emitter: z.enum(["client", "server", "proxy", "agent"]).optional(),
})

/** Names the likely causes of an error text, most likely first. */
export async function explainText(request: z.input<typeof explainSchema>): Promise<ExplainTextResult> {
	return guarded(explainSchema, request, async ({ text, emitter }, app) => ({
		kind: "explained",
		explanation: explainError(app.context, { text, ...(emitter === undefined ? {} : { emitter }) }),
	}))
}
