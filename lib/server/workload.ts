import "server-only"
import { parseLifetime } from "#pki/lifetime"
import { type RunningWorkloadApi, startWorkloadApi } from "#pki/node/workload-api-server"
import { socketPathIn } from "#pki/node/workload-socket"
import { readWorkloadForm } from "#pki/workload/workload-config"
import type { WorkloadFailure } from "#pki/workload/workload-failures"
import type { WorkloadResult, WorkloadStatus } from "./action-types.ts"
import type { App } from "./app.ts"
import { refuse } from "./guarded.ts"

declare global {
	/** One for the process: Next gives each action a copy of this module. */
	var countersignWorkload: Promise<RunningWorkloadApi | undefined> | undefined
}

/** What runs now. */
export async function workloadStatus(): Promise<WorkloadStatus> {
	const api = await globalThis.countersignWorkload
	return api === undefined ? { kind: "stopped" } : statusOf(api)
}

/** Starts the Workload API in place of the one that runs. The socket is the dashboard's own choice, mode 0600. */
export async function startWorkload(
	app: App,
	given: { readonly trustDomain: string; readonly identities: readonly string[]; readonly ttl: string },
): Promise<WorkloadResult> {
	const ttl = parseLifetime(given.ttl)
	const form = readWorkloadForm({
		trustDomain: given.trustDomain,
		identities: given.identities.map((each) => each.split(";", 1)[0] ?? ""),
		ttlMs: ttl.ok ? ttl.value : 3_600_000,
		socket: `unix://${socketPathIn(app.configuration.dataFolder)}`,
		socketMode: 0o600,
	})
	const problems = [...(ttl.ok ? [] : [{ field: "ttl", text: ttl.error }]), ...(form.ok ? [] : form.error)]
	if (!form.ok || problems.length > 0) return { kind: "problems", problems }
	const before = globalThis.countersignWorkload
	// The one before is taken away and the new one put in its place at once, so that two who press Start never run two.
	const started = (async () => {
		await (await before)?.close()
		return startWorkloadApi({ ...form.value, federated: new Map() })
	})()
	globalThis.countersignWorkload = started.then(
		(api) => (api.ok ? api.value : undefined),
		() => undefined,
	)
	const api = await started
	return api.ok ? { kind: "status", status: statusOf(api.value) } : refuse("store", api.error)
}

/** Ends it; its keys are gone with it. */
export async function stopWorkload(): Promise<WorkloadStatus> {
	const before = globalThis.countersignWorkload
	globalThis.countersignWorkload = undefined
	await (await before)?.close()
	return { kind: "stopped" }
}

/** Rotates now, or ends every call with an error on purpose. */
export async function changeWorkload(change: {
	readonly rotate?: boolean
	readonly failure?: WorkloadFailure | "none"
}): Promise<WorkloadStatus> {
	const api = await globalThis.countersignWorkload
	if (api === undefined) return { kind: "stopped" }
	if (change.rotate === true) await api.rotateNow()
	if (change.failure !== undefined) api.fail(change.failure === "none" ? undefined : change.failure)
	return statusOf(api)
}

function statusOf(api: RunningWorkloadApi): WorkloadStatus {
	const { rotation, svids, rotatesAt } = api.current()
	return {
		kind: "running",
		address: api.addresses[0] ?? "",
		rotation,
		rotatesAt: new Date(rotatesAt).toISOString(),
		failure: api.failure() ?? "none",
		authorityPem: api.authorityPem,
		svids: svids.map(({ identity, serial, notBefore, notAfter }) => ({
			spiffeId: identity.spiffeId,
			serial,
			notBefore: notBefore.toISOString(),
			notAfter: notAfter.toISOString(),
		})),
	}
}
