"use server"

import { z } from "zod"
import type { BeginTrialResult, RunTrialResult } from "#server/action-types"
import { guarded } from "#server/guarded"
import * as trials from "#server/trials"

const algorithm = z.enum(["p256", "p384", "ed25519", "rsa2048", "rsa3072", "rsa4096"])
const beginSchema = z.strictObject({ server: algorithm, client: algorithm })
const pem = z.string().max(100_000)
const finishSchema = z.strictObject({
	trialId: z.string().min(1).max(100),
	serverChain: pem,
	clientChain: pem,
	refused: z.partialRecord(z.enum(["expired", "not-yet-valid", "wrong-eku"]), pem),
	ca: pem,
	name: z.string().min(1).max(253),
})

/** Makes throw-away keys for a trial; their public halves go to the page, the private ones never leave this process. */
export async function beginTrial(request: z.input<typeof beginSchema>): Promise<BeginTrialResult> {
	return guarded(beginSchema, request, (given) => trials.beginTrial(given))
}

/** Starts a loopback server with the certificates that the page issued, checks it in every mode, and ends it. */
export async function finishTrial(request: z.input<typeof finishSchema>): Promise<RunTrialResult> {
	return guarded(finishSchema, request, (given, app) => trials.finishTrial(app, given))
}
