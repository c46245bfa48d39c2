import { splitKeyLog } from "../keylog.ts"
import { FileSource } from "./file-source.ts"

/** Lines that one search hands out. */
const linesMax = 1_000_000

/** Looks through a capture file for the key logs that it carries. */
export interface KeyLogSearch {
	/** Takes the next bytes of the file, in pieces of any size. Never throws. */
	readonly push: (chunk: Uint8Array) => void
	/** True when nothing further can be found, so that the file need not be pushed to its end. */
	readonly isStopped: () => boolean
	/** The lines of all key logs in the file, at most a million. Secrets: memory only. */
	readonly end: () => readonly string[]
}

/**
 * Opens a first, quick pass over a capture file that collects its Decryption Secrets Blocks and skips everything else.
 * Its lines, given to `openCaptureReader`, open connections whose secrets come behind their packets. Only pcapng files
 * carry secrets: for any other it stops at once.
 */
export function openKeyLogSearch(): KeyLogSearch {
	const lines: string[] = []
	const source = new FileSource(
		{
			onPacket: () => undefined,
			onProblem: () => undefined,
			onKeyLog: (text) => {
				for (const line of splitKeyLog(text, linesMax)) if (lines.length < linesMax) lines.push(line)
			},
		},
		true,
	)
	return { push: (chunk) => source.push(chunk), isStopped: () => source.isStopped, end: () => lines }
}
