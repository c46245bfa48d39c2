import type { ColumnType } from "kysely"

/** Every table, as both engines have it: times are integer milliseconds since 1970, documents are JSON text. */
export interface Schema {
	readonly endpoint: EndpointTable
	readonly endpoint_secret: EndpointSecretTable
	readonly run: RunTable
	readonly run_doc: RunDocTable
	readonly certificate: CertificateTable
	readonly run_certificate: RunCertificateTable
	readonly endpoint_status: EndpointStatusTable
	readonly audit_log: AuditLogTable
	readonly note_version: NoteVersionTable
	readonly issued_certificate: IssuedCertificateTable
	readonly watched_certificate: WatchedCertificateTable
	readonly remembered_certificate: RememberedCertificateTable
}

/** Settings without secrets; `version` grows with every change. */
export interface EndpointTable {
	readonly id: string
	readonly name: string
	readonly labels: string
	readonly target: string
	readonly mode: string
	readonly settings: string
	readonly version: number
	readonly from_lab: number
	readonly created_at: number
	readonly updated_at: number
}

/** Secrets of an endpoint. Only the query that prepares a check reads this table. */
export interface EndpointSecretTable {
	readonly endpoint_id: string
	readonly key_pem: string | null
	readonly passphrase: string | null
	readonly token: string | null
}

/** One run, narrow: what lists need. */
export interface RunTable {
	readonly id: string
	readonly endpoint_id: string | null
	readonly target: string
	readonly started_at: number
	readonly duration_ms: number
	readonly stopped: number
	readonly verdict: string
	readonly server_mode: string
	readonly summary: string
}

/** Gzip of the observation without its certificates. Lists never touch it. */
export interface RunDocTable {
	readonly run_id: string
	readonly body: Bytes
}

/** Every certificate once, by the SHA-256 of its DER. */
export interface CertificateTable {
	readonly sha256: string
	readonly pem: string
	readonly subject: string
	readonly issuer: string
	readonly not_after: number
	readonly first_seen_at: number
}

/** Which runs hold which certificate. */
export interface RunCertificateTable {
	readonly run_id: string
	readonly sha256: string
}

/** The newest finished run of each endpoint; the overview reads this table and `endpoint` alone. */
export interface EndpointStatusTable {
	readonly endpoint_id: string
	readonly run_id: string
	readonly started_at: number
	readonly verdict: string
	readonly server_mode: string
	readonly summary: string
}

/** Append only. Each row carries the hash of the one before it. */
export interface AuditLogTable {
	readonly seq: number
	readonly at: number
	readonly actor: string
	readonly action: string
	readonly subject: string
	readonly detail: string
	readonly previous_hash: string
	readonly hash: string
}

/** One version of a team's note on a rule or an endpoint. Rows are added, never changed. */
export interface NoteVersionTable {
	readonly subject_kind: string
	readonly subject_id: string
	readonly version: number
	readonly text: string
	readonly at: number
	readonly actor: string
}

/** One certificate that was issued from a kept CA. Rows are added, never changed. No key. */
export interface IssuedCertificateTable {
	readonly sha256: string
	readonly serial: string
	readonly subject: string
	readonly names: string
	readonly not_before: number
	readonly not_after: number
	/** SHA-256 of the CA's certificate. */
	readonly authority: string
	readonly profile: string
	readonly pem: string
	readonly issued_at: number
	readonly actor: string
}

/** Public certificates that somebody wants to see in the status. */
export interface RememberedCertificateTable {
	readonly sha256: string
	readonly pem: string
	readonly remembered_at: number
	readonly actor: string
}

/** What an endpoint's newest finished run saw: replaced with its status. */
export interface WatchedCertificateTable {
	readonly endpoint_id: string
	/** `served`, `client`, or the field that names the file. */
	readonly role: string
	readonly sha256: string
	readonly pem: string
}

/** Both drivers give a Buffer, which is a Uint8Array. */
type Bytes = ColumnType<Uint8Array, Uint8Array, Uint8Array>
