import { err, ok, type Result } from "#base/result"
import { SessionMemory } from "../decoding/session-memory.ts"
import { KeyLogIndex, splitKeyLog } from "../keylog.ts"
import type { CaptureReaderOptions, CaptureSummary } from "./captured-connection.ts"
import { compressionOf } from "./compression.ts"
import { ConnectionTable } from "./connection-table.ts"
import { FileSource } from "./file-source.ts"
import type { RawPacket } from "./packet-source.ts"
import { readTcpSegment } from "./tcp-segment.ts"

const problemsMax = 50
/** Lines of one block of secrets that are read. */
const embeddedLinesMax = 1_000_000
/** Sequence numbers that are tried, over the whole file, for records behind bytes that the capture lacks. */
const searchesMax = 500_000

/** Why a file could not be read at all. */
export interface CaptureFileFailure {
	readonly kind: "compressed" | "unknown-format"
	readonly text: string
}

/** Reads a capture file as its bytes come. */
export interface CaptureReader {
	/** Takes the next bytes of the file, in pieces of any size; they may be reused after the call. Never throws. */
	readonly push: (chunk: Uint8Array) => void
	/** True when nothing further in the file can be read, so that it need not be pushed to its end. */
	readonly isStopped: () => boolean
	/** Hands on every connection that is still open and sums up. */
	readonly end: () => Result<CaptureSummary, CaptureFileFailure>
}

/**
 * Opens a reader of one pcap or pcapng file, which must not be compressed: packets of Ethernet, Linux cooked, loopback,
 * PPP and raw IP, IPv4 and IPv6, joined to TCP connections and decoded as they come. Memory does not grow with the
 * file: only connections that are not over are held, each within bounds and at most `connectionsMax` of them.
 *
 * Secrets that the file itself carries count from where they stand, as they do where a writer adds them in time. To
 * have those count that come behind the packets they open, read the file once before by `openKeyLogSearch`.
 */
export function openCaptureReader(options: CaptureReaderOptions): CaptureReader {
	const problems: string[] = []
	const onProblem = (text: string) => {
		if (problems.length < problemsMax && !problems.includes(text)) problems.push(text)
	}
	const keyLog = new KeyLogIndex()
	for (const line of options.keyLog) keyLog.add(line)
	const { primitives, openSink, onConnection } = options
	const table = new ConnectionTable(
		{
			primitives,
			keyLog,
			openSink,
			waiting: { bytes: 0 },
			searches: { left: searchesMax },
			sessions: new SessionMemory(),
		},
		onConnection,
	)
	let packets = 0
	let embeddedKeyLogLines = 0
	const onPacket = (packet: RawPacket) => {
		packets += 1
		const segment = readTcpSegment(packet)
		if (segment === undefined) return
		if ("problem" in segment) onProblem(segment.problem)
		else table.push(segment)
	}
	const onKeyLog = (text: string) => {
		for (const line of splitKeyLog(text, embeddedLinesMax)) {
			if (line !== "") embeddedKeyLogLines += 1
			keyLog.add(line)
		}
	}
	const source = new FileSource({ onPacket, onKeyLog, onProblem })
	return {
		push: (chunk) => source.push(chunk),
		isStopped: () => source.isStopped,
		end: () => {
			const format = source.end()
			table.finish()
			if (format === undefined) return err(failureOf(source.head))
			for (const text of keyLog.problems) onProblem(text)
			const { bytes } = source
			return ok({ format, bytes, packets, connections: table.count, embeddedKeyLogLines, problems })
		},
	}
}

function failureOf(head: Uint8Array): CaptureFileFailure {
	const compression = compressionOf(head)
	if (compression !== undefined) {
		return { kind: "compressed", text: `the file is compressed by ${compression}: unpack it first` }
	}
	return { kind: "unknown-format", text: "the file is neither pcap nor pcapng" }
}
