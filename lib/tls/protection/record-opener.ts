import type { TlsRecord } from "../wire/record.ts"

/** What a protected record held. */
export interface OpenedRecord {
	/** Content type; under TLS 1.3 the one that was hidden inside. */
	readonly type: number
	readonly content: Uint8Array
}

/** Opens the protected records of one direction, in order. */
export interface RecordOpener {
	/**
	 * Undefined when no key fits; the sequence number then stays where it is. `ahead`: how many records are missing
	 * before this one; 0 by default.
	 */
	readonly open: (record: TlsRecord, ahead?: number) => OpenedRecord | undefined
	/** Passes over a record without opening it, so that later ones still open. */
	readonly skip: (record: TlsRecord) => void
}
