import "server-only"
import type { z } from "zod"
import type { ActionRefused } from "./action-types.ts"
import { type App, getApp, NotReady } from "./app.ts"
import { assertLocalRequest } from "./request.ts"

/**
 * Runs an action: only for a page of this dashboard, only with arguments of the right shape. What is in the way of
 * the action becomes its answer; it never throws.
 */
export async function guarded<Given, Outcome>(
	schema: z.ZodType<Given>,
	request: unknown,
	act: (given: Given, app: App) => Promise<Outcome>,
): Promise<Outcome | ActionRefused> {
	try {
		const judgement = await assertLocalRequest()
		if (judgement.kind === "refused") return refuse("forbidden", judgement.text)
		const parsed = schema.safeParse(request)
		if (!parsed.success) return refuse("bad-input", "The page sent something that the server does not know.")
		return await act(parsed.data, await getApp())
	} catch (cause) {
		if (cause instanceof NotReady) return refuse("store", `${cause.message} ${cause.hint}`)
		console.error("an action ended unexpectedly", cause)
		return refuse("store", "Countersign failed unexpectedly; its log says more.")
	}
}

/** An action's answer when it did not do what was asked. */
export function refuse(reason: ActionRefused["reason"], text: string): ActionRefused {
	return { kind: "failed", reason, text }
}
