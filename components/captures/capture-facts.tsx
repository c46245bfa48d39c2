import { type CaptureState, rowsRead } from "./capture-state.tsx"
import type { KeyLogMatch } from "./key-log-match.tsx"

/** The state of an opened file in words. */
export interface CaptureFacts {
	readonly text: string
	/** 0 to 100. */
	readonly percent: number
	/** What to do about a file that cannot be read, as sentences. */
	readonly failure?: string
	/** What to do about a key log that does not belong to the file, as sentences. */
	readonly mismatch?: string
}

/** Says how far a file has been read, and what was found in it. */
export function captureFacts(state: CaptureState, keyLogs: number): CaptureFacts {
	const { size, status } = state
	const rows = rowsRead(state)
	const judged = rows.filter((row) => row.isJudged).length
	const connections = `${counted(rows.length, "connection")}${rows.length === judged ? "" : `, ${judged} of them TLS or HTTP/2`}`
	const keys = keyLogs === 0 ? "" : `, ${counted(keyLogs, "key log")}${foundText(state)}`
	switch (status.kind) {
		case "reading": {
			const percent = size === 0 ? 0 : Math.min(100, Math.floor((100 * status.bytes) / size))
			return {
				percent,
				text: `reading ${sizeText(status.bytes)} of ${sizeText(size)} · ${connections}${keys}`,
			}
		}
		case "read": {
			const { format, packets, embeddedKeyLogLines } = status.summary
			const embedded =
				embeddedKeyLogLines === 0 ? "" : `, ${counted(embeddedKeyLogLines, "key log line")} in the file`
			const text = `${format}, ${sizeText(size)} · ${counted(packets, "packet")} · ${connections}${keys}${embedded}`
			const mismatch = status.match === undefined ? undefined : mismatchText(status.match)
			return { percent: 100, text, ...(mismatch === undefined ? {} : { mismatch }) }
		}
		case "stopped":
			return { percent: 0, text: `stopped by you · ${connections}${keys}` }
		case "failed":
			return { percent: 0, text: `${sizeText(size)}${keys}`, failure: failureText(status.text) }
	}
}

/** What to do about a failure, by what its text says. */
const advices: readonly (readonly [about: RegExp, advice: string])[] = [
	[/compressed by/, "Only gzip is unpacked here."],
	[/neither pcap/, "Give a capture as tcpdump, dumpcap or Wireshark write it."],
	[/is empty/, "tcpdump writes packets when it ends: end it by Ctrl C, then copy the file."],
]

function failureText(text: string): string {
	const advice = advices.find(([about]) => about.test(text))?.[1]
	return `This file cannot be read: ${text}. ${advice ?? "Open it again; if that does not help, decode it with countersign decode."}`
}

/** A key log usually holds more connections than a capture; that none is in it is worth a word. */
function mismatchText({ sessions, found }: KeyLogMatch): string | undefined {
	if (found > 0) return undefined
	if (sessions === 0)
		return "The key log holds no secret: each of its lines should be a label, a client random and a secret."
	const held =
		sessions === 1
			? "one connection, which is not in this capture"
			: `${sessions.toLocaleString("en")} connections, and none of them is in this capture`
	return `The key log holds secrets of ${held}. Add the one that the client or the server of these connections wrote.`
}

function foundText({ status }: CaptureState): string {
	if (status.kind !== "read" || status.match === undefined || status.match.found === 0) return ""
	return ` with the secrets of ${status.match.found.toLocaleString("en")} of them`
}

function counted(count: number, noun: string): string {
	return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`
}

/** Bytes in one short figure, decimal as file managers show them. */
export function sizeText(bytes: number): string {
	if (bytes < 1_000) return `${bytes} B`
	if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} kB`
	if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`
	return `${(bytes / 1_000_000_000).toFixed(2)} GB`
}
