import type { CapturedRun } from "#report/captured-run"
import { readCapture } from "#report/read-capture"
import { readFlows } from "#report/read-flows"
import type { CaptureSummary } from "#tls/capture-file/captured-connection"
import { nodePrimitives } from "#tls/node/primitives"
import { readHexFile, readKeyLogFiles } from "../decode-input.ts"
import { DecodeJsonWriter } from "../decode-json.ts"
import { decodeLines } from "../decode-lines.ts"
import { type DecodeOptions, type DecodeSource, decodeHelp, parseDecodeOptions } from "../decode-options.ts"
import { openInput, unreadable } from "../decode-source.ts"
import { DecodeTally } from "../decode-tally.ts"
import { DecodeTextWriter } from "../decode-text.ts"
import { exitCodes } from "../exit-code.ts"
import type { CliIo } from "../io.ts"
import { renderHelp, UsageError } from "../usage.ts"

/** `countersign decode`: what a capture holds, judged as a live check would be. Returns the exit code. */
export async function decode(words: readonly string[], io: CliIo): Promise<number> {
	const options = parseDecodeOptions(words)
	if (options.help) {
		io.out(renderHelp(decodeHelp))
		return exitCodes.healthy
	}
	if (options.source === undefined) return decodeLines(options, io)
	const tally = new DecodeTally(options.failOn)
	const found = await decodeOne(options.source, options, io, tally)
	if (!found)
		throw new UsageError(
			`the capture has no connection ${options.connection}`,
			"leave --connection out to see their numbers",
		)
	return tally.code
}

interface Writer {
	readonly add: (captured: CapturedRun) => void
	readonly finish: (summary: CaptureSummary | undefined, problems: readonly string[]) => boolean
}

function openWriter({ json, connection }: DecodeOptions, io: CliIo): Writer {
	if (!json) return new DecodeTextWriter(io, connection)
	const writer = new DecodeJsonWriter(io.out)
	let hasFound = false
	return {
		add: (captured) => {
			if (connection !== undefined && captured.index !== connection) return
			hasFound = true
			writer.add(captured)
		},
		finish: (summary, problems) => {
			const { problems: _, ...rest } = summary ?? { problems: [] }
			writer.finish({ ...(summary === undefined ? {} : { capture: rest }), problems })
			return connection === undefined || hasFound
		},
	}
}

async function decodeOne(
	source: DecodeSource,
	options: DecodeOptions,
	io: CliIo,
	tally: DecodeTally,
): Promise<boolean> {
	const keyLog = await readKeyLogFiles(options.keylogs)
	if (source.kind === "hex") {
		const [client, server] = [await readHexFile(source.client), await readHexFile(source.server)]
		const captured = await readFlows({ client, server }, keyLog, nodePrimitives)
		const writer = openWriter(options, io)
		tally.add(captured)
		writer.add(captured)
		return writer.finish(undefined, [])
	}
	const input = await openInput(source, keyLog, io, options.quiet)
	let writer: Writer | undefined
	const readings = readCapture(input.chunks, { primitives: nodePrimitives, keyLog: input.keyLog })
	let step = await readings.next()
	while (step.done !== true) {
		if (io.signal.aborted) throw new UsageError("stopped before the file was read", "run it again")
		writer ??= openWriter(options, io)
		tally.add(step.value)
		writer.add(step.value)
		step = await readings.next()
	}
	input.finish()
	if (!step.value.ok) throw unreadable(input.name, step.value.error)
	writer ??= openWriter(options, io)
	return writer.finish(step.value.value, [...step.value.value.problems, ...input.problems])
}
