"use server"

import { z } from "zod"
import type { WorkloadResult } from "#server/action-types"
import { guarded } from "#server/guarded"
import * as workload from "#server/workload"

const nothing = z.strictObject({})
const startSchema = z.strictObject({
	trustDomain: z.string().max(300),
	identities: z.array(z.string().max(2_100)).max(60),
	ttl: z.string().max(20),
	socketMode: z.enum(["0600", "0660", "0666"]),
	federated: z
		.array(z.strictObject({ trustDomain: z.string().max(300), bundle: z.string().max(400_000) }))
		.max(20),
})
const changeSchema = z.strictObject({
	rotate: z.boolean().optional(),
	renewAuthority: z.boolean().optional(),
	failure: z
		.enum([
			"none",
			"permission-denied",
			"unavailable",
			"invalid-argument",
			"unimplemented",
			"internal",
			"resource-exhausted",
			"deadline-exceeded",
		])
		.optional(),
})

/** What the dashboard's own Workload API hands out now. No key is in the answer. */
export async function workloadStatus(): Promise<WorkloadResult> {
	return guarded(nothing, {}, async () => ({ kind: "status", status: await workload.workloadStatus() }))
}

/** Starts it, in place of the one that runs. */
export async function startWorkload(request: z.input<typeof startSchema>): Promise<WorkloadResult> {
	return guarded(startSchema, request, (given, app) => workload.startWorkload(app, given))
}

/** Rotates now, publishes a new authority, or makes it fail on purpose. */
export async function changeWorkload(request: z.input<typeof changeSchema>): Promise<WorkloadResult> {
	return guarded(changeSchema, request, async ({ rotate, renewAuthority, failure }) => ({
		kind: "status",
		status: await workload.changeWorkload({
			...(rotate === undefined ? {} : { rotate }),
			...(renewAuthority === undefined ? {} : { renewAuthority }),
			...(failure === undefined ? {} : { failure }),
		}),
	}))
}

/** Ends it. */
export async function stopWorkload(): Promise<WorkloadResult> {
	return guarded(nothing, {}, async () => ({ kind: "status", status: await workload.stopWorkload() }))
}
