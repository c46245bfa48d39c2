import { millisecondWords } from "#components/ui/duration"
import type { Ending, Phase } from "#probe/observation"
import type { Side } from "#tls/capture"
import type { TranscriptEntry } from "#tls/transcript"
import { alertOf, messageSummary } from "./message-summary.tsx"
import { type TimeGap, timeScale } from "./time-scale.tsx"

/** One message, ready to be drawn. */
export interface LadderRow {
	/** Index in the transcript: what evidence and addresses refer to. */
	readonly entry: number
	readonly from: Side
	readonly name: string
	readonly size: string
	/** One line of what matters in it. */
	readonly summary: string
	/** It travelled encrypted and our key log opened it. */
	readonly isEncrypted: boolean
	readonly alert?: { readonly isFatal: boolean; readonly sender: string; readonly isLate: boolean }
	/** Why it could not be read. */
	readonly problem?: string
	/** When, since the connection was begun. */
	readonly time: string
	readonly gap: TimeGap
	/** What happened just before this message: `handshake done`. */
	readonly mark?: string
	readonly bytes: string
	readonly length: number
}

/** The whole ladder. */
export interface LadderView {
	readonly rows: readonly LadderRow[]
	/** Messages beyond what is drawn. */
	readonly hidden: number
	/** `1 ms is 9.5 px`, so that heights can be read as time; absent when all came at once. */
	readonly scale?: string
	/** How it ended: `The server closed the connection at 12.3 ms.` */
	readonly ending?: string
	/** True in a capture: the client is somebody else. */
	readonly isCaptured?: boolean
}

/** What a ladder is drawn from: a finished attempt, or one that still runs. */
export interface LadderSource {
	readonly transcript: readonly TranscriptEntry[]
	readonly phases: readonly Phase[]
	readonly ending?: Ending
	/** True in a capture: the client is somebody else. */
	readonly isCaptured?: boolean
}

/** Messages drawn at first; the rest on demand. */
export const rowsAtFirst = 150

/** Draws up the ladder: order, gaps to scale, one line for each message. */
export function ladderView(source: LadderSource, rowsMax = rowsAtFirst): LadderView {
	const shown = source.transcript.slice(0, rowsMax)
	const { gaps, pxPerMs } = timeScale(shown.map((entry) => entry.t))
	const doneAt = handshakeDoneMs(source.phases)
	const rows = shown.map((entry, index): LadderRow => {
		const before = shown[index - 1]
		const crosses = doneAt !== undefined && entry.t >= doneAt && (before === undefined || before.t < doneAt)
		const alert = alertFacts(entry, doneAt, source.isCaptured === true)
		return {
			entry: index,
			from: entry.from,
			name: entry.message,
			size: sizeWords(entry.length),
			summary: messageSummary(entry),
			isEncrypted: entry.encrypted,
			time: millisecondWords(entry.t),
			gap: gaps[index] ?? { ms: 0, px: 0, isBreak: false },
			bytes: entry.bytes ?? "",
			length: entry.length,
			...(alert === undefined ? {} : { alert }),
			// A record without a key says so in its summary.
			...(entry.problem === undefined || entry.message === "Encrypted" ? {} : { problem: entry.problem }),
			...(crosses ? { mark: `handshake done for the client at ${millisecondWords(doneAt)}` } : {}),
		}
	})
	return {
		rows,
		hidden: source.transcript.length - rows.length,
		...(pxPerMs === 0 ? {} : { scale: scaleWords(pxPerMs) }),
		...(source.ending === undefined
			? {}
			: { ending: endingWords(source.ending, source.isCaptured === true) }),
		...(source.isCaptured === true ? { isCaptured: true } : {}),
	}
}

/** Bytes in one short figure. */
export function sizeWords(bytes: number): string {
	if (bytes < 1_024) return `${bytes} B`
	if (bytes < 1_048_576) return `${(bytes / 1_024).toFixed(1)} KiB`
	return `${(bytes / 1_048_576).toFixed(1)} MiB`
}

function handshakeDoneMs(phases: readonly Phase[]): number | undefined {
	const tls = phases.find((phase) => phase.name === "tls")
	return tls?.ok ? tls.startMs + tls.ms : undefined
}

function alertFacts(
	entry: TranscriptEntry,
	doneAt: number | undefined,
	isCaptured: boolean,
): LadderRow["alert"] {
	if (entry.message !== "Alert") return undefined
	const alert = alertOf(entry)
	const isFarewell = alert?.description === "close_notify" || alert?.description === "user_canceled"
	return {
		isFatal: !isFarewell && alert?.level !== "warning",
		sender: entry.from === "client" ? `sent by ${isCaptured ? "" : "us, "}the client` : "sent by the server",
		isLate: doneAt !== undefined && entry.t > doneAt && !isFarewell,
	}
}

function scaleWords(pxPerMs: number): string {
	const px = pxPerMs >= 10 ? Math.round(pxPerMs) : Math.round(pxPerMs * 10) / 10
	return px >= 1 ? `1 ms is ${px} px` : `10 ms is ${Math.round(pxPerMs * 100) / 10} px`
}

function endingWords(ending: Ending, isCaptured: boolean): string {
	const at = millisecondWords(ending.t)
	const silently = ending.closeNotify ? "after close_notify" : "without close_notify"
	switch (ending.kind) {
		case "fin":
			return `The server closed the connection at ${at}, ${silently}.`
		case "reset":
			return `The server reset the connection at ${at}.`
		case "client":
			return `${isCaptured ? "The client" : "We"} closed the connection at ${at}.`
		case "open":
			return `The connection was still open when ${isCaptured ? "the capture ended" : "we looked"}.`
	}
}
