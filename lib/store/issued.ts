import type { Result } from "#base/result"
import type { Change } from "./change.ts"
import { logWork } from "./logged-work.ts"
import type { IssuedCertificateTable } from "./schema.ts"
import type { Store } from "./store.ts"
import { attemptStore, type StoreFailure } from "./store-failure.ts"

/** A certificate that was issued from a kept CA. No key: that stayed where the request was made. */
export interface IssuedCertificate {
	/** Of the DER, lower-case hex. */
	readonly sha256: string
	/** Lower-case hex. */
	readonly serial: string
	readonly subject: string
	/** DNS names, IP addresses, URIs, mail addresses. */
	readonly names: readonly string[]
	/** ISO 8601. */
	readonly notBefore: string
	readonly notAfter: string
	/** SHA-256 of the CA's certificate. */
	readonly authority: string
	readonly profile: string
	readonly pem: string
	/** ISO 8601. */
	readonly issuedAt: string
	readonly actor: string
}

/** What is recorded of an issue. */
export type NewIssued = Omit<IssuedCertificate, "issuedAt" | "actor">

/** Certificates that one list holds at most. */
const issuedListMax = 5_000

/** Records an issue and writes it to the audit log, in one transaction. */
export function recordIssued(
	store: Store,
	issued: NewIssued,
	change: Change,
): Promise<Result<void, StoreFailure>> {
	const { sha256, serial, subject, authority, profile, pem } = issued
	const entry = {
		...change,
		action: "certificate-issued",
		subject: sha256,
		detail: { authority, serial, subject, profile, names: issued.names.join(", ").slice(0, 1_000) },
	} as const
	return logWork(store, entry, async (transaction) => {
		await transaction
			.insertInto("issued_certificate")
			.values({
				...{ sha256, serial, subject, authority, profile, pem },
				names: JSON.stringify(issued.names),
				not_before: Date.parse(issued.notBefore),
				not_after: Date.parse(issued.notAfter),
				issued_at: change.at,
				actor: change.actor,
			})
			.execute()
	})
}

/**
 * What was issued, at most 5,000: what has not ended at `validAt` (milliseconds since 1970) first, as nobody renews what
 * has, and the newest before the older; of one CA when its SHA-256 is given.
 */
export function listIssued(
	store: Store,
	authority?: string,
	validAt = 0,
): Promise<Result<readonly IssuedCertificate[], StoreFailure>> {
	return attemptStore(store.place, async () => {
		const all = store.db.selectFrom("issued_certificate").selectAll()
		const chosen = authority === undefined ? all : all.where("authority", "=", authority)
		const rows = await chosen
			.orderBy((row) => row.case().when("not_after", ">", validAt).then(row.lit(0)).else(row.lit(1)).end())
			.orderBy("issued_at", "desc")
			.orderBy("sha256")
			.limit(issuedListMax)
			.execute()
		return rows.map(issuedOf)
	})
}

function issuedOf(row: IssuedCertificateTable): IssuedCertificate {
	const { sha256, serial, subject, authority, profile, pem, actor } = row
	return {
		...{ sha256, serial, subject, authority, profile, pem, actor },
		names: readNames(row.names),
		notBefore: new Date(row.not_before).toISOString(),
		notAfter: new Date(row.not_after).toISOString(),
		issuedAt: new Date(row.issued_at).toISOString(),
	}
}

function readNames(json: string): readonly string[] {
	const value: unknown = JSON.parse(json)
	return Array.isArray(value) ? value.filter((each) => typeof each === "string") : []
}
