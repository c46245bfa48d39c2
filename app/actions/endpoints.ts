"use server"

import { revalidatePath } from "next/cache"
import { z } from "zod"
import { deleteEndpoint as deleteStored } from "#operations/delete-endpoint"
import { saveEndpoint as saveStored } from "#operations/save-endpoint"
import type { DeleteEndpointResult, SaveEndpointResult } from "#server/action-types"
import { guarded, refuse } from "#server/guarded"

const id = z.string().min(1).max(100)
const saveSchema = z.strictObject({
	input: z.record(z.string(), z.unknown()),
	existing: z.strictObject({ id, version: z.number().int().positive() }).optional(),
})

/** Adds an endpoint, or changes the version of one that the person saw. `input` is the flat endpoint input. */
export async function saveEndpoint(request: {
	readonly input: object
	readonly existing?: { readonly id: string; readonly version: number }
}): Promise<SaveEndpointResult> {
	return guarded(saveSchema, request, async ({ input, existing }, app): Promise<SaveEndpointResult> => {
		const saved = await saveStored(app.context, { input, ...(existing === undefined ? {} : { existing }) })
		if (saved.ok) {
			revalidatePath("/", "layout")
			return { kind: "saved", id: saved.value.id }
		}
		switch (saved.error.kind) {
			case "problems":
				return saved.error
			case "stale":
			case "gone":
				return { kind: "conflict", gone: saved.error.kind === "gone" }
			default:
				return refuse("store", `${saved.error.text} ${saved.error.hint}`)
		}
	})
}

/** Deletes an endpoint with its secrets and runs. One that is gone already counts as deleted. */
export async function deleteEndpoint(request: { readonly id: string }): Promise<DeleteEndpointResult> {
	return guarded(z.strictObject({ id }), request, async (given, app): Promise<DeleteEndpointResult> => {
		const deleted = await deleteStored(app.context, given)
		if (!deleted.ok && deleted.error.kind !== "gone") return refuse("store", deleted.error.text)
		revalidatePath("/", "layout")
		return { kind: "deleted" }
	})
}
