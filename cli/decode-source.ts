import type { CaptureFileFailure } from "#tls/capture-file/open-capture-reader"
import { unpackCapture } from "#tls/capture-file/unpack-capture"
import { findEmbeddedKeyLog, openCaptureFile } from "./decode-input.ts"
import type { DecodeSource } from "./decode-options.ts"
import { showBytes } from "./decode-progress.ts"
import type { CliIo } from "./io.ts"
import { UsageError } from "./usage.ts"

/** A capture that is being read. */
export interface CaptureInput {
	readonly name: string
	readonly chunks: AsyncIterable<Uint8Array>
	readonly keyLog: readonly string[]
	readonly problems: readonly string[]
	/** Takes the progress away. */
	readonly finish: () => void
}

/** Opens a file or standard input; a file is searched for secrets first. */
export async function openInput(
	source: Exclude<DecodeSource, { kind: "hex" }>,
	keyLog: readonly string[],
	io: CliIo,
	quiet: boolean,
): Promise<CaptureInput> {
	if (source.kind === "stdin") {
		const problems: string[] = []
		const chunks = unpackCapture(io.bytes(), { onProblem: (text) => problems.push(text) })
		return { name: "standard input", chunks, keyLog, problems, finish: () => undefined }
	}
	const file = await openCaptureFile(source.path)
	const embedded = await findEmbeddedKeyLog(file)
	const progress = showBytes(io, quiet, file.length)
	return {
		name: source.path,
		chunks: file.chunks(progress.show),
		keyLog: [...keyLog, ...embedded],
		problems: file.problems,
		finish: progress.clear,
	}
}

/** Why a file is none that can be decoded, as a usage error. */
export function unreadable(name: string, { kind, text }: CaptureFileFailure): UsageError {
	const hint =
		kind === "compressed"
			? "unpack it first; gzip alone is read as it is"
			: "give a capture as tcpdump, dumpcap or Wireshark write it; a key log goes to --keylog"
	return new UsageError(`cannot decode ${name}: ${text}`, hint)
}
