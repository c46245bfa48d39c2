import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { concatBytes } from "#base/bytes"
import type { Side } from "../capture.ts"
import { decode } from "../decode.ts"
import { nodePrimitives } from "../node/primitives.ts"
import { captureOfFlows, type Flow, hasSuite, readSuiteJson } from "../node/suites.fixture.ts"
import { hex } from "../wire/bytes.fixture.ts"
import { pcap, read, type Segment, tcpPacket } from "./packets.fixture.ts"

interface Recorded {
	readonly name: string
	readonly flows: readonly Flow[]
	readonly keyLog: readonly string[]
}

/** Flows of the independent vectors, where they are at hand. */
function recorded(): Recorded[] {
	if (!hasSuite("go-tls-flows") || !hasSuite("rfc8448")) return []
	const { cases } = readSuiteJson<{ cases: { name: string; flows: readonly Flow[] }[] }>(
		"go-tls-flows/flows.json",
	)
	const { keylog, records } = readSuiteJson<{
		readonly keylog: readonly string[]
		readonly records: readonly { readonly from_: Side; readonly record: string }[]
	}>("rfc8448/section3.json")
	const flows = records.map((each) => ({ dir: each.from_, hex: each.record }))
	return [
		{ name: "RFC 8448 section 3", flows, keyLog: keylog },
		...cases.map(({ name, flows: each }) => ({ name, flows: each, keyLog: [] })),
	]
}

const cases = recorded()
const start = { client: 0xffff_ff80, server: 0x7fff_fff0 }

/** A TCP connection that carries these flows, in segments of the given lengths in turn. */
function segmentsOf(flows: readonly Flow[], lengths: readonly number[]): Segment[] {
	const sent = { client: 1, server: 1 }
	const at = (side: Side) => (start[side] + sent[side]) >>> 0
	const segments: Segment[] = [
		{ from: "client", sequence: start.client, flags: 2 },
		{ from: "server", sequence: start.server, flags: 0x12, acknowledged: at("client") },
	]
	let turn = 0
	for (const { dir, hex: text } of flows) {
		const bytes = hex(text)
		const other = dir === "client" ? "server" : "client"
		for (let from = 0; from < bytes.length; turn += 1) {
			const part = bytes.subarray(from, from + (lengths[turn % lengths.length] ?? 1))
			segments.push({ from: dir, sequence: at(dir), acknowledged: at(other), bytes: part })
			sent[dir] += part.length
			from += part.length
		}
	}
	return segments
}

const fileOf = (segments: readonly Segment[]) =>
	pcap(
		101,
		segments.map((segment) => tcpPacket({ ...segment, bytes: segment.bytes ?? new Uint8Array(0) })),
	)

/** What must be the same whenever a message was completed. */
const untimed = (transcript: ReturnType<typeof decode>) => ({
	...transcript,
	entries: transcript.entries.map(({ t: _, ...entry }) => entry),
	alerts: transcript.alerts.map(({ t: _, ...alert }) => alert),
})

/** Entries of one side keep their order however segments are cut; those of both sides interleave by their cuts. */
const bySide = (transcript: ReturnType<typeof decode>) => {
	const { entries, ...rest } = untimed(transcript)
	const of = (side: Side) => entries.filter((entry) => entry.from === side)
	return { ...rest, client: of("client"), server: of("server") }
}

describe.skipIf(cases.length === 0)(
	`recorded flows as packets ${cases.length === 0 ? "(skipped: ../shared/suites is absent)" : ""}`,
	() => {
		test.each(cases.map((each) => [each.name, each] as const))(
			"%s: decodes as without packets, whatever the segments",
			(_name, { flows, keyLog }) => {
				const wanted = bySide(decode(captureOfFlows(flows, keyLog), nodePrimitives))
				for (const lengths of [[1], [7, 1, 300], [1_448], [65_000]]) {
					const { connections } = read(fileOf(segmentsOf(flows, lengths)), { keyLog })
					expect(connections.map(({ problems, isWhole }) => [problems, isWhole])).toEqual([[[], true]])
					expect(connections.map(({ transcript }) => bySide(transcript))).toEqual([wanted])
				}
			},
		)

		test("packets that overtake each other and come twice change nothing", () => {
			const shuffle = fc.record({
				which: fc.constantFrom(...cases),
				lengths: fc.array(fc.integer({ min: 20, max: 900 }), { minLength: 1, maxLength: 4 }),
				delays: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 40 }),
				repeats: fc.array(fc.nat(), { maxLength: 6 }),
			})
			fc.assert(
				fc.property(shuffle, ({ which, lengths, delays, repeats }) => {
					const segments = segmentsOf(which.flows, lengths)
					const late = segments.map((segment, index) => ({
						segment,
						// The first packet stays the first: without its SYN nobody could tell where the bytes begin.
						at: index < 2 ? index : index + (delays[index % delays.length] ?? 0),
					}))
					for (const at of repeats) {
						const index = at % segments.length
						const segment = segments[index]
						if (segment !== undefined) late.push({ segment, at: index + 5 })
					}
					late.sort((a, b) => a.at - b.at)
					const ordered = read(fileOf(segments), { keyLog: which.keyLog }).connections
					const mixed = read(fileOf(late.map(({ segment }) => segment)), { keyLog: which.keyLog }).connections
					expect(mixed.map(({ transcript }) => untimed(transcript))).toEqual(
						ordered.map(({ transcript }) => untimed(transcript)),
					)
					expect(mixed.map(({ sunk, bytes, problems }) => [sunk, bytes, problems])).toEqual(
						ordered.map(({ sunk, bytes, problems }) => [sunk, bytes, problems]),
					)
				}),
				{ numRuns: 200 },
			)
		})

		test("one direction alone is read as far as it goes, and is not whole", () => {
			for (const { flows, keyLog } of cases) {
				for (const side of ["client", "server"] as const) {
					const segments = segmentsOf(flows, [500]).filter(({ from }) => from === side)
					const [connection, ...others] = read(fileOf(segments), { keyLog }).connections
					expect(others).toEqual([])
					expect(connection).toMatchObject({ isWhole: false, client: { port: 40_000 } })
					const wanted = concatBytes(flows.filter(({ dir }) => dir === side).map((flow) => hex(flow.hex)))
					expect(connection?.bytes[side]).toBe(wanted.length)
					expect(connection?.transcript[side === "client" ? "clientHello" : "serverHello"]).toBeDefined()
				}
			}
		})

		test("without SYN the ClientHello still tells who the client is", () => {
			for (const { flows, keyLog } of cases) {
				const segments = segmentsOf(flows, [500]).slice(2)
				const [connection] = read(fileOf(segments), { keyLog }).connections
				expect(connection).toMatchObject({ isWhole: true, client: { port: 40_000 }, problems: [] })
			}
		})
	},
)
