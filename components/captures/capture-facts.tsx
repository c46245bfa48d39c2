import type { CaptureState } from "./capture-state.tsx"

/** The state of an opened file in words. */
export interface CaptureFacts {
	readonly text: string
	/** 0 to 100. */
	readonly percent: number
	/** What to do about a file that cannot be read, as sentences. */
	readonly failure?: string
}

/** Says how far a file has been read, and what was found in it. */
export function captureFacts({ size, status, rows }: CaptureState, keyLogs: number): CaptureFacts {
	const judged = rows.filter((row) => row.isJudged).length
	const connections = `${counted(rows.length, "connection")}${rows.length === judged ? "" : `, ${judged} of them TLS or HTTP/2`}`
	const keys = keyLogs === 0 ? "" : `, ${counted(keyLogs, "key log")}`
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
			return { percent: 100, text }
		}
		case "stopped":
			return { percent: 0, text: `stopped by you · ${connections}${keys}` }
		case "failed":
			return { percent: 0, text: `${sizeText(size)}${keys}`, failure: failureText(status.text) }
	}
}

function failureText(text: string): string {
	const advice = /compressed by/.test(text)
		? "Only gzip is unpacked here."
		: /neither pcap/.test(text)
			? "Give a capture as tcpdump, dumpcap or Wireshark write it."
			: "Open it again; if that does not help, decode it with countersign decode."
	return `This file cannot be read: ${text}. ${advice}`
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
