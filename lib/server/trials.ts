import "server-only"
import { Secret } from "#base/secret"
import { newId } from "#operations/new-id"
import { runTrial, type TrialInput } from "#operations/run-trial"
import { type KeyAlgorithm, makeKeyPair } from "#pki/key-pair"
import type { BeginTrialResult, RunTrialResult } from "./action-types.ts"
import type { App } from "./app.ts"
import { refuse } from "./guarded.ts"
import { WaitingTickets } from "./waiting-tickets.ts"

/** Keys of a trial that waits for its certificates. They are in memory alone. */
interface PendingTrial {
	readonly server: CryptoKeyPair
	readonly client: CryptoKeyPair
}

/** Longest trial, milliseconds. */
const limitMs = 60_000

declare global {
	/** One for the process: Next gives each action a copy of this module. */
	var countersignTrials: WaitingTickets<PendingTrial> | undefined
}

function pendingTrials(): WaitingTickets<PendingTrial> {
	globalThis.countersignTrials ??= new WaitingTickets({ waitMs: 120_000, max: 20 })
	return globalThis.countersignTrials
}

/** Makes keys for a trial and gives their public halves, for which the page then issues certificates. */
export async function beginTrial(algorithms: {
	readonly server: KeyAlgorithm
	readonly client: KeyAlgorithm
}): Promise<BeginTrialResult> {
	const [server, client] = await Promise.all([makeKeyPair(algorithms.server), makeKeyPair(algorithms.client)])
	const trialId = pendingTrials().put({ server, client })
	return { kind: "begun", trialId, serverKey: await spkiOf(server), clientKey: await spkiOf(client) }
}

/** Runs a trial with the certificates that were issued for its keys; the keys are forgotten whatever comes of it. */
export async function finishTrial(
	app: App,
	given: {
		readonly trialId: string
		readonly serverChain: string
		readonly clientChain: string
		readonly refused: NonNullable<TrialInput["refused"]>
		readonly ca: string
		readonly name: string
	},
): Promise<RunTrialResult> {
	const trial = pendingTrials().take(given.trialId)
	if (trial === undefined) return refuse("gone", "This trial waited too long. Try it again.")
	const outcome = await runTrial(app.context, {
		runId: newId(app.context.clock),
		server: { chainPem: given.serverChain, keyPem: await exportKeyPem(trial.server.privateKey) },
		client: { chainPem: given.clientChain, keyPem: await exportKeyPem(trial.client.privateKey) },
		refused: given.refused,
		caPem: given.ca,
		name: given.name,
		signal: AbortSignal.timeout(limitMs),
	})
	if (!outcome.ok) return { kind: "not-started", text: outcome.error }
	const { runId, isStored, report } = outcome.value
	return { kind: "tried", report, ...(isStored ? { runId } : {}) }
}

async function spkiOf({ publicKey }: CryptoKeyPair): Promise<string> {
	return Buffer.from(await crypto.subtle.exportKey("spki", publicKey)).toString("base64")
}

async function exportKeyPem(key: CryptoKey): Promise<Secret<string>> {
	const der = Buffer.from(await crypto.subtle.exportKey("pkcs8", key)).toString("base64")
	return new Secret(
		`-----BEGIN PRIVATE KEY-----\n${der.replace(/.{64}(?=.)/g, "$&\n")}\n-----END PRIVATE KEY-----\n`,
	)
}
