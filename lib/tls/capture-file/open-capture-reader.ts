import { concatBytes } from "#base/bytes"
import { ok, type Result } from "#base/result"
import type { Side } from "../capture.ts"
import { decode } from "../decode.ts"
import type { CaptureReaderOptions, CaptureSummary } from "./captured-connection.ts"
import { type CaptureFileFailure, readCaptureFile } from "./read-capture-file.ts"

/** Reads a capture file as its bytes come. */
export interface CaptureReader {
	/** Takes the next bytes of the file, in pieces of any size. Never throws. */
	readonly push: (chunk: Uint8Array) => void
	/** Ends every connection that is still open and sums up. */
	readonly end: () => Result<CaptureSummary, CaptureFileFailure>
}

/** Opens a reader of one pcap or pcapng file. */
export function openCaptureReader(options: CaptureReaderOptions): CaptureReader {
	const chunks: Uint8Array[] = []
	return {
		push: (chunk) => {
			chunks.push(chunk.slice())
		},
		end: () => {
			const bytes = concatBytes(chunks)
			const file = readCaptureFile(bytes)
			if (!file.ok) return file
			const keyLog = [...options.keyLog, ...file.value.keyLog]
			for (const [index, stream] of file.value.streams.entries()) {
				const { client, server, capture, problems } = stream
				const ends = { client, server, index, startedAt: new Date(0).toISOString() }
				const sink = options.openSink?.(ends)
				const transcript = decode({ ...capture, keyLog }, options.primitives)
				const of = (side: Side) =>
					concatBytes(capture.chunks.filter((chunk) => chunk.from === side).map((chunk) => chunk.bytes))
				const raw = { client: of("client"), server: of("server") }
				if (transcript.notTls === undefined) {
					sink?.push(0, "client", transcript.applicationData.client)
					sink?.push(0, "server", transcript.applicationData.server)
				} else for (const chunk of capture.chunks) sink?.push(chunk.t, chunk.from, chunk.bytes)
				options.onConnection({
					...ends,
					isWhole: true,
					durationMs: capture.chunks.at(-1)?.t ?? 0,
					bytes: { client: raw.client.length, server: raw.server.length },
					marks: capture.marks,
					transcript,
					head: { client: raw.client.subarray(0, 512), server: raw.server.subarray(0, 512) },
					problems,
				})
			}
			return ok({
				format: bytes[0] === 0x0a ? "pcapng" : "pcap",
				bytes: bytes.length,
				packets: 0,
				connections: file.value.streams.length,
				embeddedKeyLogLines: file.value.keyLog.length,
				problems: file.value.problems,
			})
		},
	}
}
