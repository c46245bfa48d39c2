import type { Result } from "#base/result"
import { ApplicationConversation } from "#grpc/application-conversation"
import type {
	CapturedConnection,
	CaptureReaderOptions,
	CaptureSummary,
} from "#tls/capture-file/captured-connection"
import { type CaptureFileFailure, openCaptureReader } from "#tls/capture-file/open-capture-reader"
import type { CapturedRun } from "./captured-run.ts"
import { judgeCaptured } from "./judge-captured.ts"

/** What reading needs beside the file. */
export interface ReadCaptureOptions extends Pick<CaptureReaderOptions, "primitives" | "keyLog"> {
	/** Told after every chunk how far the file has been read, in bytes, unpacked. */
	readonly onProgress?: (bytes: number) => void
	/** Index of the only connection that is wanted; the others are passed over. */
	readonly only?: number
}

/** The file as a whole, or why it is none that can be read. */
export type CaptureReading = Result<CaptureSummary, CaptureFileFailure>

/**
 * Reads a capture file chunk by chunk (unpacked) and yields its connections, judged, as they end: not in the order in
 * which they began. Memory holds what is open (see `openCaptureReader`) and the connections that ended in one chunk.
 * Rejects only where `chunks` does.
 */
export async function* readCapture(
	chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
	{ onProgress, only, ...options }: ReadCaptureOptions,
): AsyncGenerator<CapturedRun, CaptureReading, undefined> {
	const conversations = new Map<number, ApplicationConversation>()
	const ended: CapturedConnection[] = []
	const reader = openCaptureReader({
		...options,
		openSink: ({ index }) => {
			if (only !== undefined && index !== only) return undefined
			const conversation = new ApplicationConversation()
			conversations.set(index, conversation)
			return conversation
		},
		onConnection: (connection) => {
			if (only === undefined || connection.index === only) ended.push(connection)
		},
	})
	async function* judge() {
		for (const connection of ended.splice(0)) {
			const conversation = conversations.get(connection.index) ?? new ApplicationConversation()
			conversations.delete(connection.index)
			yield await judgeCaptured(connection, conversation.finish())
		}
	}
	let bytes = 0
	for await (const chunk of chunks) {
		if (reader.isStopped()) break
		reader.push(chunk)
		bytes += chunk.length
		onProgress?.(bytes)
		yield* judge()
	}
	const summary = reader.end()
	yield* judge()
	return summary
}
