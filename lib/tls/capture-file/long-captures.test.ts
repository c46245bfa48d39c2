import { describe, expect, test } from "vitest"
import { concatBytes } from "#base/bytes"
import { nodePrimitives } from "../node/primitives.ts"
import { largeCaptureKeyLog as keyLog, largeCapture } from "./large-capture.fixture.ts"
import { openCaptureReader } from "./open-capture-reader.ts"
import { ipv4, pcapHeader, pcapPacket, read, type Segment } from "./packets.fixture.ts"

const syn: Segment = { from: "client", sequence: 0, flags: 2 }

describe("long files", () => {
	test("60 MB of connections one after the other and abreast leave no memory behind", () => {
		let connections = 0
		let opened = 0
		const reader = openCaptureReader({
			primitives: nodePrimitives,
			keyLog: [],
			onConnection: () => {
				connections += 1
			},
		})
		const used = () => process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers
		const before = used()
		let highest = before
		for (const chunk of largeCapture({ abreast: 40, connections: 400, recordsEach: 9 })) {
			opened += chunk.length
			reader.push(chunk)
			highest = Math.max(highest, used())
		}
		expect(reader.end()).toMatchObject({ ok: true, value: { connections: 400, problems: [] } })
		expect(connections).toBe(400)
		expect(opened).toBeGreaterThan(55e6)
		// Garbage that is not yet collected counts too, so this is far above what is held.
		expect((highest - before) / 1e6).toBeLessThan(120)
	})

	test("a long connection is handed on whole while its transcript stays short", () => {
		let received = 0
		const reader = openCaptureReader({
			primitives: nodePrimitives,
			keyLog,
			openSink: () => ({
				push: (_t, from, bytes) => {
					if (from === "server") received += bytes.length
				},
			}),
			onConnection: ({ transcript }) => {
				expect(transcript.entries.length).toBeLessThan(300)
				expect(transcript.records.server).toBe(602)
				expect(transcript.applicationData.server).toHaveLength(16_384)
			},
		})
		for (const chunk of largeCapture({ abreast: 1, connections: 1, recordsEach: 600 })) reader.push(chunk)
		reader.end()
		expect(received).toBe(600 * 16_000)
	})

	test("packets without order of time still have times that are not negative", () => {
		const packets = [ipv4(syn), ipv4({ from: "client", sequence: 1, data: "a" })]
		const file = concatBytes([
			pcapHeader(101),
			...packets.map((packet, index) => pcapPacket(1 - index, packet)),
		])
		expect(read(file).connections[0]?.durationMs).toBe(0)
	})
})
