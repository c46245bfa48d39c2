import type { CapturedRun } from "#report/captured-run"
import { decodeDocument } from "#report/decode-document"
import { readCapture } from "#report/read-capture"
import { readFlows } from "#report/read-flows"
import { splitKeyLog } from "#tls/keylog"
import { nodePrimitives } from "#tls/node/primitives"
import { findEmbeddedKeyLog, openCaptureFile, parseHex, readKeyLogFiles } from "./decode-input.ts"
import type { DecodeOptions } from "./decode-options.ts"
import { unreadable } from "./decode-source.ts"
import { DecodeTally } from "./decode-tally.ts"
import type { CliIo } from "./io.ts"
import { answerLines } from "./json-lines.ts"
import { UsageError } from "./usage.ts"

/** One request object a line: hex of both sides, or the path of a capture. One answer a line, `id` echoed. */
export async function decodeLines(options: DecodeOptions, io: CliIo): Promise<number> {
	const tally = new DecodeTally(options.failOn)
	const common = await readKeyLogFiles(options.keylogs)
	await answerLines(io, async (request) => {
		try {
			const own = typeof request.keylog === "string" ? splitKeyLog(request.keylog) : []
			const keyLog = [...common, ...own]
			const connections = await answerOne(request, keyLog)
			for (const captured of connections) tally.add(captured)
			return { connections: connections.map(decodeDocument) }
		} catch (cause) {
			if (!(cause instanceof UsageError)) throw cause
			return { error: cause.message, hint: cause.hint }
		}
	})
	return tally.code
}

async function answerOne(
	request: Readonly<Record<string, unknown>>,
	keyLog: readonly string[],
): Promise<readonly CapturedRun[]> {
	const { client, server, capture } = request
	if (typeof client === "string" && typeof server === "string") {
		const flows = { client: parseHex(client, "client"), server: parseHex(server, "server") }
		return [await readFlows(flows, keyLog, nodePrimitives)]
	}
	if (typeof capture !== "string")
		throw new UsageError(
			"neither client and server nor capture is given",
			"send hex of both sides, or a path",
		)
	const file = await openCaptureFile(capture)
	const embedded = await findEmbeddedKeyLog(file)
	const chunks = file.chunks(() => undefined)
	const readings = readCapture(chunks, { primitives: nodePrimitives, keyLog: [...keyLog, ...embedded] })
	const connections: CapturedRun[] = []
	let step = await readings.next()
	while (step.done !== true) {
		connections.push(step.value)
		step = await readings.next()
	}
	if (!step.value.ok) throw unreadable(capture, step.value.error)
	return connections.sort((a, b) => a.index - b.index)
}
