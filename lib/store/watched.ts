import type { Transaction } from "kysely"
import type { Result } from "#base/result"
import type { AttemptObservation, RunObservation } from "#probe/observation"
import type { CertificateDescription } from "#x509/description"
import { readOpenSettings } from "./open-settings.ts"
import type { Schema } from "./schema.ts"
import type { Store } from "./store.ts"
import { attemptStore, type StoreFailure } from "./store-failure.ts"

/** What an endpoint has to do with a certificate; see `CertificateUse`. */
export type WatchedRole = "served" | "chain" | "client" | "ca"

/** A certificate of an endpoint: what its newest finished run saw, or what its settings hold. */
export interface WatchedCertificate {
	readonly endpointId: string
	readonly endpointName: string
	readonly isFromLab: boolean
	readonly role: WatchedRole
	readonly pem: string
}

/** A CA file larger than this is a collection of public roots, a dozen or more: nobody here can renew them. */
const collectionBytesMin = 20_000

/** Certificates that one endpoint is watched with at most. */
const watchedMax = 50

/**
 * Replaces what an endpoint is watched with by what a run saw, unless a newer run gave the endpoint its status. Inside
 * the run's transaction, after its status.
 */
export async function putWatched(
	transaction: Transaction<Schema>,
	endpointId: string,
	runId: string,
	run: RunObservation,
): Promise<void> {
	const status = await transaction
		.selectFrom("endpoint_status")
		.select("run_id")
		.where("endpoint_id", "=", endpointId)
		.executeTakeFirst()
	if (status?.run_id !== runId) return
	await transaction.deleteFrom("watched_certificate").where("endpoint_id", "=", endpointId).execute()
	const rows = seenIn(run).map(([role, { sha256, pem }]) => ({ endpoint_id: endpointId, role, sha256, pem }))
	if (rows.length > 0) await transaction.insertInto("watched_certificate").values(rows).execute()
}

/** The certificates of every endpoint, in the order of their names: of newest runs, and pasted into settings. */
export function listWatched(store: Store): Promise<Result<readonly WatchedCertificate[], StoreFailure>> {
	return attemptStore(store.place, async () => {
		const seen = await store.db
			.selectFrom("watched_certificate")
			.innerJoin("endpoint", "endpoint.id", "watched_certificate.endpoint_id")
			.select(["endpoint.id", "endpoint.name", "endpoint.from_lab", "role", "pem"])
			.orderBy("endpoint.name")
			.orderBy("endpoint.id")
			.execute()
		const pasted = await store.db
			.selectFrom("endpoint")
			.select(["id", "name", "from_lab", "settings"])
			.where("settings", "like", '%"pasted"%')
			.orderBy("name")
			.orderBy("id")
			.execute()
		return [
			...seen.map((row) => ({ ...endpointOf(row), role: roleOf(row.role), pem: row.pem })),
			...pasted.flatMap(({ settings, ...row }) =>
				pastedIn(settings).map((each) => ({ ...endpointOf(row), ...each })),
			),
		]
	})
}

function seenIn(run: RunObservation): readonly (readonly [WatchedRole, CertificateDescription])[] {
	const found = new Map<string, readonly [WatchedRole, CertificateDescription]>()
	const add = (role: WatchedRole, certificate: CertificateDescription) => {
		if (found.size < watchedMax) found.set(`${role} ${certificate.sha256}`, [role, certificate])
	}
	for (const attempt of run.attempts) {
		for (const [index, link] of (attempt.chain ?? []).entries())
			if (link.kind === "certificate") add(index === 0 ? "served" : "chain", link.description)
		if (isOurs(attempt) && attempt.own.certificate !== undefined) add("client", attempt.own.certificate)
	}
	for (const { field, leaf, size = 0 } of run.files) {
		if (leaf === undefined || (field === "ca" && size > collectionBytesMin)) continue
		add(field === "ca" ? "ca" : "client", leaf)
	}
	return [...found.values()]
}

/** Identities that are made up for one attempt are nobody's to renew. */
function isOurs({ own }: AttemptObservation): boolean {
	return own.source === "files" || own.source === "pasted" || own.source === "workload-api"
}

function pastedIn(settings: string): readonly { readonly role: WatchedRole; readonly pem: string }[] {
	const { ca, certificate } = readOpenSettings(settings)
	return [
		...(ca?.kind === "pasted" && ca.pem.length <= collectionBytesMin
			? [{ role: "ca" as const, pem: ca.pem }]
			: []),
		...(certificate?.kind === "pasted" ? [{ role: "client" as const, pem: certificate.pem }] : []),
	]
}

function endpointOf(row: { readonly id: string; readonly name: string; readonly from_lab: number }) {
	return { endpointId: row.id, endpointName: row.name, isFromLab: row.from_lab === 1 }
}

function roleOf(text: string): WatchedRole {
	return text === "served" || text === "chain" || text === "ca" ? text : "client"
}
