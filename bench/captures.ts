import { type LargeCapture, largeCapture, largeCaptureKeyLog } from "#tls/capture-file/large-capture.fixture"
import { openCaptureReader } from "#tls/capture-file/open-capture-reader"
import type { CryptoPrimitives } from "#tls/crypto-primitives"
import { nodePrimitives } from "#tls/node/primitives"
import { portablePrimitives } from "#tls/portable-primitives"
import { median } from "./rounds.ts"

const rounds = 5
const mixes: readonly (readonly [what: string, mix: LargeCapture])[] = [
	["8 large transfers abreast", { abreast: 8, connections: 8, recordsEach: 500 }],
	["2,000 short connections, 100 abreast", { abreast: 100, connections: 2_000, recordsEach: 2 }],
	["300 connections, small segments", { abreast: 300, connections: 300, recordsEach: 6, segmentLength: 100 }],
]
const withKeys = { keyLog: largeCaptureKeyLog, openSink: () => ({ push: () => undefined }) }

/** Decodes generated captures from memory on one core, without keys and with them, and prints megabytes a second. */
export function benchCaptures(): void {
	console.log(`\nDecoding a capture, one core, median of ${rounds}, MB of file a second\n`)
	console.log("capture                                   MB   no keys   with keys   with keys as in a page")
	for (const [what, mix] of mixes) {
		const chunks = [...largeCapture(mix)]
		const megabytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0) / 1e6
		const speeds = [
			speedOf(chunks, megabytes, nodePrimitives, { keyLog: [] }),
			speedOf(chunks, megabytes, nodePrimitives, withKeys),
			speedOf(chunks, megabytes, portablePrimitives, withKeys),
		]
		const [plain = 0, keyed = 0, page = 0] = speeds
		console.log(
			`${what.padEnd(38)} ${megabytes.toFixed(0).padStart(5)} ${plain.toFixed(0).padStart(9)} ${keyed.toFixed(0).padStart(11)} ${page.toFixed(0).padStart(24)}`,
		)
	}
}

function speedOf(
	chunks: readonly Uint8Array[],
	megabytes: number,
	primitives: CryptoPrimitives,
	keys: Pick<Parameters<typeof openCaptureReader>[0], "keyLog" | "openSink">,
): number {
	const run = () => {
		const begun = performance.now()
		const reader = openCaptureReader({ primitives, ...keys, onConnection: () => undefined })
		for (const chunk of chunks) reader.push(chunk)
		reader.end()
		return (megabytes * 1_000) / (performance.now() - begun)
	}
	run()
	return median(Array.from({ length: rounds }, run))
}
