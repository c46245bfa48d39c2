import "server-only"
import { err, ok, type Result } from "#base/result"
import type { FieldProblem } from "#pki/field-problem"
import { parseLifetime } from "#pki/lifetime"
import { type RunningWorkloadApi, startWorkloadApi } from "#pki/node/workload-api-server"
import { socketPathIn } from "#pki/node/workload-socket"
import { readFederatedBundle } from "#pki/workload/federated-bundle"
import { readWorkloadForm, type WorkloadConfig } from "#pki/workload/workload-config"
import type { WorkloadFailure } from "#pki/workload/workload-failures"
import type { WorkloadStatus } from "#pki/workload/workload-status"
import type { WorkloadResult } from "./action-types.ts"
import type { App } from "./app.ts"
import { refuse } from "./guarded.ts"

interface Running {
	readonly api: RunningWorkloadApi
	readonly federated: readonly string[]
}

declare global {
	/** One for the process: Next gives each action a copy of this module. */
	var countersignWorkload: Promise<Running | undefined> | undefined
}

/** What the page asks for. */
export interface WorkloadWish {
	readonly trustDomain: string
	/** As the command line takes them, but for `socket=`, which is a name here: its place is the dashboard's choice. */
	readonly identities: readonly string[]
	readonly ttl: string
	readonly socketMode: "0600" | "0660" | "0666"
	readonly federated: readonly { readonly trustDomain: string; readonly bundle: string }[]
}

/** What runs now. */
export async function workloadStatus(): Promise<WorkloadStatus> {
	const running = await globalThis.countersignWorkload
	return running === undefined ? { kind: "stopped" } : statusOf(running)
}

/** Starts the Workload API in place of the one that runs. Where its sockets are is the dashboard's own choice. */
export async function startWorkload(app: App, wish: WorkloadWish): Promise<WorkloadResult> {
	const config = await readWish(app.configuration.dataFolder, wish)
	if (!config.ok) return { kind: "problems", problems: config.error }
	const before = globalThis.countersignWorkload
	// The one before is taken away and the new one put in its place at once, so that two who press Start never run two.
	const started = (async () => {
		await (await before)?.api.close()
		return startWorkloadApi(config.value)
	})()
	const federated = [...config.value.federated.keys()]
	globalThis.countersignWorkload = started.then(
		(api) => (api.ok ? { api: api.value, federated } : undefined),
		() => undefined,
	)
	const api = await started
	return api.ok
		? { kind: "status", status: statusOf({ api: api.value, federated }) }
		: refuse("store", api.error)
}

/** Ends it; its keys are gone with it. */
export async function stopWorkload(): Promise<WorkloadStatus> {
	const before = globalThis.countersignWorkload
	globalThis.countersignWorkload = undefined
	await (await before)?.api.close()
	return { kind: "stopped" }
}

/** Rotates now, publishes a new authority, or ends every call with an error on purpose. */
export async function changeWorkload(change: {
	readonly rotate?: boolean
	readonly renewAuthority?: boolean
	readonly failure?: WorkloadFailure | "none"
}): Promise<WorkloadStatus> {
	const running = await globalThis.countersignWorkload
	if (running === undefined) return { kind: "stopped" }
	const { api } = running
	if (change.renewAuthority === true) await api.renewAuthority()
	if (change.rotate === true) await api.rotateNow()
	if (change.failure !== undefined) api.fail(change.failure === "none" ? undefined : change.failure)
	return statusOf(running)
}

/** DER of what it gives now: every SVID's leaf, and the authorities of the trust domain. */
export async function workloadCertificates(): Promise<readonly Uint8Array[]> {
	const running = await globalThis.countersignWorkload
	if (running === undefined) return []
	const { svids, authorities } = running.api.current()
	return [...svids.flatMap(({ sent }) => sent.chain.slice(0, 1)), ...authorities.map(({ der }) => der)]
}

async function readWish(
	folder: string,
	{ trustDomain, identities, ttl, socketMode, federated }: WorkloadWish,
): Promise<Result<WorkloadConfig, readonly FieldProblem[]>> {
	const life = parseLifetime(ttl)
	const placed = identities.map((typed) => placeSocket(folder, typed))
	const form = readWorkloadForm({
		trustDomain,
		identities: placed.flatMap((each) => (each.ok ? [each.value] : [])),
		ttlMs: life.ok ? life.value : 3_600_000,
		socket: `unix://${socketPathIn(folder)}`,
		socketMode: Number.parseInt(socketMode, 8),
	})
	const bundles = await Promise.all(
		federated.map((each) =>
			readFederatedBundle(
				each.trustDomain,
				new TextEncoder().encode(each.bundle),
				form.ok ? form.value.trustDomain : undefined,
			),
		),
	)
	const about = (field: string, read: Result<unknown, string>): readonly FieldProblem[] =>
		read.ok ? [] : [{ field, text: read.error }]
	const misplaced = placed.flatMap((each) => about("identities", each))
	const ofForm = form.ok ? [] : form.error
	const problems = [
		...about("ttl", life),
		...misplaced,
		...ofForm.filter(({ field }) => field !== "identities" || misplaced.length === 0),
		...bundles.flatMap((each) => about("federated", each)),
	]
	if (!form.ok || problems.length > 0) return err(problems)
	const given = bundles.flatMap((each) => (each.ok ? [each.value] : []))
	return ok({
		...form.value,
		federated: new Map(given.map((each) => [each.trustDomain, each])),
	})
}

/** Puts the dashboard's own place for the name of a socket. */
function placeSocket(folder: string, typed: string): Result<string, string> {
	const parts = typed.split(";").map((part) => part.trim())
	const wrong = parts.find((part) => part.startsWith("socket=") && !/^socket=[a-z0-9-]{1,40}$/.test(part))
	if (wrong !== undefined)
		return err(
			`${JSON.stringify(wrong)} is no name of a socket: small letters, digits and dashes. Its place is the dashboard's own.`,
		)
	const place = (name: string) => `socket=unix://${socketPathIn(folder, name)}`
	return ok(
		parts.map((part) => (part.startsWith("socket=") ? place(part.slice("socket=".length)) : part)).join(";"),
	)
}

function statusOf({ api, federated }: Running): WorkloadStatus {
	const { rotation, svids, rotatesAt, authorities } = api.current()
	const isShared = svids.some(({ identity }) => identity.socket === undefined)
	const [shared] = api.addresses
	return {
		kind: "running",
		...(isShared && shared !== undefined ? { address: shared } : {}),
		rotation,
		rotatesAt: new Date(rotatesAt).toISOString(),
		failure: api.failure() ?? "none",
		bundlePem: authorities.map(({ pem }) => `${pem.trimEnd()}\n`).join(""),
		authorities: authorities.map(({ number, state, signedUntil }) => ({
			...{ number, state },
			...(signedUntil === 0 ? {} : { signedUntil: new Date(signedUntil).toISOString() }),
		})),
		federated,
		svids: svids.map(({ identity, serial, notBefore, notAfter }) => ({
			spiffeId: identity.spiffeId,
			...(identity.hint === undefined ? {} : { hint: identity.hint }),
			...(identity.socket === undefined ? {} : { address: identity.socket }),
			serial,
			notBefore: notBefore.toISOString(),
			notAfter: notAfter.toISOString(),
		})),
	}
}
