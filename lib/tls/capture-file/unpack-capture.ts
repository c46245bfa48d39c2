import { concatBytes } from "#base/bytes"
import { compressionOf } from "./compression.ts"

/** Bytes of a file that are unpacked: a compressed file of any size may claim to hold more than there is time for. */
export const unpackedLengthMax = 16 * 1024 ** 3

const headLength = 6
/** Compressed bytes that are unpacked at once, so that what they hold is read before an error behind them counts. */
const pieceLength = 16 * 1024

/** What can be said about a file that was unpacked. */
export interface UnpackOptions {
	/** Told once at most: why the file was not unpacked to its end. What came before has been yielded. */
	readonly onProblem: (text: string) => void
	/** Default `unpackedLengthMax`. */
	readonly lengthMax?: number
}

/**
 * The bytes of a capture file, unpacked where it is compressed by gzip and as they are otherwise, by the platform's own
 * `DecompressionStream`. Stream by stream: nothing but the chunk at hand is held. Errors of `file` itself are thrown.
 */
export async function* unpackCapture(
	file: ReadableStream<Uint8Array>,
	{ onProblem, lengthMax = unpackedLengthMax }: UnpackOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
	const source = file.getReader()
	try {
		const head = await readHead(source)
		if (compressionOf(head) !== "gzip") {
			if (head.length > 0) yield head
			yield* chunksOf(source)
			return
		}
		yield* gunzip(head, source, onProblem, lengthMax)
	} finally {
		await source.cancel()
	}
}

type Source = ReadableStreamDefaultReader<Uint8Array>

async function* chunksOf(source: Source): AsyncGenerator<Uint8Array, void, undefined> {
	for (let read = await source.read(); !read.done; read = await source.read()) yield read.value
}

async function readHead(source: Source): Promise<Uint8Array> {
	let head: Uint8Array = new Uint8Array(0)
	while (head.length < headLength) {
		const read = await source.read()
		if (read.done) break
		head = concatBytes([head, read.value])
	}
	return head
}

async function* gunzip(
	head: Uint8Array,
	source: Source,
	onProblem: (text: string) => void,
	lengthMax: number,
): AsyncGenerator<Uint8Array, void, undefined> {
	const unpacked = packedStream(head, source).pipeThrough(new DecompressionStream("gzip")).getReader()
	let length = 0
	try {
		for (let read = await unpacked.read(); !read.done; read = await unpacked.read()) {
			length += read.value.length
			yield read.value
			if (length <= lengthMax) continue
			onProblem(`too-large: the file unpacks to more than ${lengthMax} bytes; the rest is not read`)
			return
		}
	} catch (cause) {
		const why = cause instanceof Error ? cause.message : String(cause)
		onProblem(`truncated or corrupted: gzip stops after ${length} bytes that it yields (${why})`)
	} finally {
		await unpacked.cancel().catch(() => undefined)
	}
}

/** The compressed bytes again, in small pieces, each asked for when the one before it has been unpacked. */
function packedStream(head: Uint8Array, source: Source): ReadableStream<BufferSource> {
	let rest: Uint8Array = head
	return new ReadableStream<BufferSource>({
		pull: async (controller) => {
			while (rest.length === 0) {
				const read = await source.read()
				if (read.done) {
					controller.close()
					return
				}
				rest = read.value
			}
			controller.enqueue(new Uint8Array(rest.subarray(0, pieceLength)))
			rest = rest.subarray(pieceLength)
		},
	})
}
