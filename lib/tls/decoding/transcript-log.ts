import type { Side } from "../capture.ts"
import type { TranscriptAlert, TranscriptEntry } from "../transcript.ts"
import type { Alert } from "../wire/alert.ts"
import { Prefix } from "./prefix.ts"

/** Entries of one transcript; what comes after is read but not listed. */
export const entriesMax = 1_000
/** Entries of one transcript for `ApplicationData` and for `Encrypted`, each. */
export const bulkEntriesMax = 200
/** Bytes of application data kept per direction. */
export const applicationDataMax = 16 * 1024

const alertsMax = 100
const problemsMax = 50
const hexLengthMax = 16 * 1024

type Bulk = "ApplicationData" | "Encrypted"

/** Collects what a transcript lists, with every bound in one place: nothing here grows with the peer's patience. */
export class TranscriptLog {
	readonly entries: TranscriptEntry[] = []
	readonly alerts: TranscriptAlert[] = []
	readonly problems: string[] = []
	undecryptable = 0
	readonly #hex: ((bytes: Uint8Array) => string) | undefined
	readonly #bulk: Record<Bulk, number> = { ApplicationData: 0, Encrypted: 0 }
	readonly #kept: Readonly<Record<Side, Prefix>> = {
		client: new Prefix(applicationDataMax),
		server: new Prefix(applicationDataMax),
	}
	readonly #detailMax: number
	#detailLength = 0

	/**
	 * `hex` undefined: entries carry no `bytes`. `detailMax`: bytes of messages that are listed with their fields and
	 * hex; those behind are listed by name.
	 */
	constructor(hex: ((bytes: Uint8Array) => string) | undefined, detailMax = Number.POSITIVE_INFINITY) {
		this.#hex = hex
		this.#detailMax = detailMax
	}

	/** Bytes of the messages that are listed with their fields and hex. */
	get detailLength(): number {
		return this.#detailLength
	}

	/** Lists an entry; `bytes` is rendered as hex up to 16 KiB. */
	add(entry: TranscriptEntry, bytes?: Uint8Array): void {
		if (!this.#hasRoom(entry)) return
		if (bytes !== undefined && !this.#hasRoomFor(bytes)) {
			const { fields: _, ...named } = entry
			this.entries.push(named)
			return
		}
		const shown = bytes === undefined ? undefined : this.#hex?.(bytes.subarray(0, hexLengthMax))
		this.entries.push(shown === undefined ? entry : { ...entry, bytes: shown })
	}

	addAlert(t: number, from: Side, alert: Alert, encrypted: boolean): void {
		if (this.alerts.length === alertsMax) return
		const { level, description, code } = alert
		this.alerts.push({ t, from, level, description, code, encrypted })
	}

	/** Notes what could not be read; the same sentence is noted once. */
	problem(text: string): void {
		if (this.problems.length < problemsMax && !this.problems.includes(text)) this.problems.push(text)
	}

	keepApplicationData(from: Side, content: Uint8Array): void {
		if (!this.#kept[from].isFull) this.#kept[from].push(content)
	}

	/** True when no more of this direction's application data is kept. */
	isApplicationFull(from: Side): boolean {
		return this.#kept[from].isFull
	}

	applicationData(from: Side): Uint8Array {
		return this.#kept[from].bytes.slice()
	}

	#hasRoomFor(bytes: Uint8Array): boolean {
		if (this.#detailLength + bytes.length > this.#detailMax) {
			this.problem(
				`too-large: more than ${this.#detailMax} bytes of messages, the rest is listed by name alone`,
			)
			return false
		}
		this.#detailLength += bytes.length
		return true
	}

	#hasRoom(entry: TranscriptEntry): boolean {
		const kind = entry.message
		if (this.entries.length >= entriesMax) {
			this.problem(`too-large: more than ${entriesMax} messages, the rest is not listed`)
			return false
		}
		if (kind !== "ApplicationData" && kind !== "Encrypted") return true
		this.#bulk[kind] += 1
		if (this.#bulk[kind] <= bulkEntriesMax) return true
		this.problem(`too-large: more than ${bulkEntriesMax} records of ${kind}, the rest is not listed`)
		return false
	}
}
