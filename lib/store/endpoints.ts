import type { Transaction } from "kysely"
import { err, ok, type Result } from "#base/result"
import { Secret } from "#base/secret"
import type { Endpoint, EndpointMode } from "#endpoints/endpoint"
import { appendAudit } from "./audit.ts"
import type { Change } from "./change.ts"
import { deleteNotesOf } from "./notes.ts"
import {
	joinSettings,
	type OpenSettings,
	readOpenSettings,
	type SettingSecrets,
	splitSettings,
} from "./open-settings.ts"
import type { EndpointTable, Schema } from "./schema.ts"
import type { Store } from "./store.ts"
import { attemptStore, type StoreFailure } from "./store-failure.ts"

/** A stored endpoint as it may be shown: settings without secrets. */
export interface OpenEndpoint extends Omit<Endpoint, "settings"> {
	readonly settings: OpenSettings
}

/** What lists know of an endpoint. */
export interface EndpointName {
	readonly id: string
	readonly name: string
	readonly target: string
	readonly labels: readonly string[]
	readonly mode: EndpointMode
	readonly fromLab: boolean
}

/** Why a save or deletion was refused. `stale`: another version was saved meanwhile. */
export type EndpointConflict = { readonly kind: "stale" } | { readonly kind: "gone" }

/** Every endpoint by name, without secrets. */
export function listEndpoints(store: Store): Promise<Result<readonly EndpointName[], StoreFailure>> {
	return attemptStore(store.place, async () => {
		const rows = await store.db.selectFrom("endpoint").selectAll().orderBy("name").orderBy("id").execute()
		return rows.map(nameOf)
	})
}

/** One endpoint without secrets; undefined when there is none. */
export function getOpenEndpoint(
	store: Store,
	id: string,
): Promise<Result<OpenEndpoint | undefined, StoreFailure>> {
	return attemptStore(store.place, async () => {
		const row = await store.db.selectFrom("endpoint").selectAll().where("id", "=", id).executeTakeFirst()
		return row === undefined ? undefined : endpointOf(row, readOpenSettings(row.settings))
	})
}

/** One endpoint with its secrets, for a check or for a save that keeps them. The only query that reads secrets. */
export function loadEndpoint(store: Store, id: string): Promise<Result<Endpoint | undefined, StoreFailure>> {
	return attemptStore(store.place, async () => {
		const row = await store.db
			.selectFrom("endpoint")
			.leftJoin("endpoint_secret", "endpoint_secret.endpoint_id", "endpoint.id")
			.selectAll("endpoint")
			.select(["key_pem", "passphrase", "token"])
			.where("endpoint.id", "=", id)
			.executeTakeFirst()
		if (row === undefined) return undefined
		const secrets: SettingSecrets = {
			...(row.key_pem === null ? {} : { keyPem: new Secret(row.key_pem) }),
			...(row.passphrase === null ? {} : { passphrase: new Secret(row.passphrase) }),
			...(row.token === null ? {} : { token: new Secret(row.token) }),
		}
		return endpointOf(row, joinSettings(readOpenSettings(row.settings), secrets))
	})
}

/** Finds ids by exact name; several endpoints may share one. */
export function findEndpointsNamed(
	store: Store,
	name: string,
): Promise<Result<readonly string[], StoreFailure>> {
	return attemptStore(store.place, async () => {
		const rows = await store.db
			.selectFrom("endpoint")
			.select("id")
			.where("name", "=", name)
			.orderBy("id")
			.execute()
		return rows.map((row) => row.id)
	})
}

/** What a save writes. */
export type EndpointDraft = Pick<Endpoint, "id" | "name" | "labels" | "settings" | "fromLab">

/** Adds an endpoint with version 1. */
export function addEndpoint(
	store: Store,
	draft: EndpointDraft,
	change: Change,
): Promise<Result<void, StoreFailure>> {
	return attemptStore(store.place, () =>
		store.db.transaction().execute(async (transaction) => {
			const { row, secrets } = rowOf(draft, change)
			await transaction
				.insertInto("endpoint")
				.values({ ...row, version: 1, created_at: change.at })
				.execute()
			await writeSecrets(transaction, draft.id, secrets)
			await appendAudit(transaction, store.engine, auditOf("endpoint-added", draft, change))
		}),
	)
}

/** Changes an endpoint that still has `version`; it then has the next one. */
export async function changeEndpoint(
	store: Store,
	draft: EndpointDraft,
	version: number,
	change: Change,
): Promise<Result<void, StoreFailure | EndpointConflict>> {
	const done = await attemptStore(store.place, () =>
		store.db.transaction().execute(async (transaction): Promise<Result<void, EndpointConflict>> => {
			const { row, secrets } = rowOf(draft, change)
			const updated = await transaction
				.updateTable("endpoint")
				.set({ ...row, version: version + 1 })
				.where("id", "=", draft.id)
				.where("version", "=", version)
				.executeTakeFirst()
			if (updated.numUpdatedRows === 0n) return err({ kind: await conflictKind(transaction, draft.id) })
			await writeSecrets(transaction, draft.id, secrets)
			await appendAudit(transaction, store.engine, auditOf("endpoint-changed", draft, change))
			return ok(undefined)
		}),
	)
	return done.ok ? done.value : done
}

/** Deletes an endpoint with its secrets, status and notes; false when there was none. Its runs go with `deleteRunsOf`. */
export function deleteEndpoint(
	store: Store,
	id: string,
	change: Change,
): Promise<Result<boolean, StoreFailure>> {
	return attemptStore(store.place, () =>
		store.db.transaction().execute(async (transaction) => {
			const row = await transaction
				.selectFrom("endpoint")
				.select("name")
				.where("id", "=", id)
				.executeTakeFirst()
			if (row === undefined) return false
			await transaction.deleteFrom("endpoint").where("id", "=", id).execute()
			await deleteNotesOf(transaction, id)
			await appendAudit(transaction, store.engine, {
				...change,
				action: "endpoint-deleted",
				subject: id,
				detail: { name: row.name },
			})
			return true
		}),
	)
}

function rowOf(draft: EndpointDraft, change: Change) {
	const { open, secrets } = splitSettings(draft.settings)
	const row: Omit<EndpointTable, "version" | "created_at"> = {
		id: draft.id,
		name: draft.name,
		labels: JSON.stringify(draft.labels),
		target: open.target,
		mode: open.mode,
		settings: JSON.stringify(open),
		from_lab: draft.fromLab ? 1 : 0,
		updated_at: change.at,
	}
	return { row, secrets }
}

async function writeSecrets(
	transaction: Transaction<Schema>,
	endpointId: string,
	secrets: SettingSecrets,
): Promise<void> {
	await transaction.deleteFrom("endpoint_secret").where("endpoint_id", "=", endpointId).execute()
	if (Object.keys(secrets).length === 0) return
	await transaction
		.insertInto("endpoint_secret")
		.values({
			endpoint_id: endpointId,
			key_pem: secrets.keyPem?.reveal() ?? null,
			passphrase: secrets.passphrase?.reveal() ?? null,
			token: secrets.token?.reveal() ?? null,
		})
		.execute()
}

async function conflictKind(transaction: Transaction<Schema>, id: string): Promise<EndpointConflict["kind"]> {
	const row = await transaction.selectFrom("endpoint").select("id").where("id", "=", id).executeTakeFirst()
	return row === undefined ? "gone" : "stale"
}

function auditOf(action: "endpoint-added" | "endpoint-changed", draft: EndpointDraft, change: Change) {
	return { ...change, action, subject: draft.id, detail: { name: draft.name, target: draft.settings.target } }
}

function nameOf(row: EndpointTable): EndpointName {
	const { mode } = readOpenSettings(row.settings)
	return {
		id: row.id,
		name: row.name,
		target: row.target,
		labels: readLabels(row.labels),
		mode,
		fromLab: row.from_lab === 1,
	}
}

function endpointOf<Settings>(row: EndpointTable, settings: Settings) {
	return {
		id: row.id,
		name: row.name,
		labels: readLabels(row.labels),
		settings,
		version: row.version,
		createdAt: new Date(row.created_at).toISOString(),
		updatedAt: new Date(row.updated_at).toISOString(),
		fromLab: row.from_lab === 1,
	}
}

function readLabels(json: string): readonly string[] {
	const value: unknown = JSON.parse(json)
	return Array.isArray(value) ? value.filter((each) => typeof each === "string") : []
}
