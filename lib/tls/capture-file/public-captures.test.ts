import { gunzipSync } from "node:zlib"
import { describe, expect, test } from "vitest"
import type { Side } from "../capture.ts"
import { splitKeyLog } from "../keylog.ts"
import { type Flow, hasSuite, readSuiteFile, readSuiteJson } from "../node/suites.fixture.ts"
import { type ReadOptions, read, reassemble } from "./packets.fixture.ts"

interface Stream {
	readonly tcp: readonly Flow[]
	readonly tlsPlaintext: readonly Flow[]
}

interface Dissection {
	readonly captures: readonly {
		readonly capture: string
		readonly keys: readonly string[]
		readonly streams: readonly Stream[]
		readonly frames: readonly Readonly<Record<string, readonly string[] | undefined>>[]
	}[]
}

const isPresent = hasSuite("captures")

const load = (name: string) => {
	const packed = readSuiteFile(`captures/${name}`)
	return name.endsWith(".gz") ? new Uint8Array(gunzipSync(packed)) : packed
}

const linesOf = (keys: readonly string[]) =>
	keys.flatMap((key) => splitKeyLog(new TextDecoder().decode(readSuiteFile(`captures/${key}`))))

const joined = (flows: readonly Flow[], side: Side) =>
	flows
		.filter((flow) => flow.dir === side)
		.map((flow) => flow.hex)
		.join("")

const both = (flows: readonly Flow[]) => ({
	client: joined(flows, "client"),
	server: joined(flows, "server"),
})

/** The other dissector names the sides of opened data after who spoke first, so they are compared as a set. */
const asSet = ({ client, server }: Readonly<Record<Side, string>>) =>
	[client, server].filter((each) => each !== "").sort()

describe.skipIf(!isPresent)(
	`public captures ${isPresent ? "" : "(skipped: ../shared/suites is absent)"}`,
	() => {
		const { captures } = isPresent ? readSuiteJson<Dissection>("captures/dissection.json") : { captures: [] }
		const cases = captures.map((each) => [each.capture, each] as const)

		test.each(cases)("%s: streams hold the bytes that another dissector found", (name, { streams }) => {
			expect(reassemble(load(name))).toEqual(streams.map((stream) => both(stream.tcp)))
		})

		test.each(cases)("%s: its heads, sides and lengths are those of its streams", (name, { streams }) => {
			const { connections, summary } = read(load(name))
			expect(summary.problems).toEqual([])
			expect(connections.map(({ problems }) => problems)).toEqual(streams.map(() => []))
			expect(connections.map(({ isWhole }) => isWhole)).toEqual(streams.map(() => true))
			expect(connections.map(({ bytes }) => bytes)).toEqual(
				streams.map(({ tcp }) => ({
					client: joined(tcp, "client").length / 2,
					server: joined(tcp, "server").length / 2,
				})),
			)
			expect(connections.map(({ head }) => Buffer.from(head.client).toString("hex"))).toEqual(
				streams.map(({ tcp }) => joined(tcp, "client").slice(0, 1_024)),
			)
		})

		test.each(cases)("%s: application data is what another dissector found", (name, { streams, keys }) => {
			const { connections } = read(load(name), { keyLog: linesOf(keys) })
			const wanted = streams.map(({ tcp, tlsPlaintext }) =>
				asSet(both(tlsPlaintext.length === 0 ? tcp : tlsPlaintext)),
			)
			expect(connections.map(({ sunk }) => asSet(sunk))).toEqual(wanted)
			expect(connections.map(({ transcript }) => transcript.undecryptable)).toEqual(streams.map(() => 0))
		})

		test.each(cases)(
			"%s: handshake messages are those that another dissector found",
			(name, { frames, keys }) => {
				const { connections } = read(load(name), { keyLog: linesOf(keys) })
				const found = connections.flatMap(({ transcript }) => {
					expect(transcript.problems).toEqual([])
					return transcript.entries
						.filter((entry) => entry.fields !== undefined && entry.fields.kind !== "alert")
						.map((entry) => `${entry.typeCode} ${entry.length - 4}`)
				})
				const wanted = frames.flatMap((frame) =>
					(frame["tls.handshake.type"] ?? []).map(
						(type, index) => `${type} ${frame["tls.handshake.length"]?.[index]}`,
					),
				)
				expect(found.sort()).toEqual(wanted.sort())
			},
		)

		test.each(cases)("%s: reads the same however its bytes are pushed", (name, { keys }) => {
			const file = load(name)
			const all = (options: ReadOptions) => read(file, { keyLog: linesOf(keys), ...options })
			const whole = all({})
			for (const chunkLength of [1, 7, 1_000]) expect(all({ chunkLength })).toEqual(whole)
		})

		test.each(cases)("%s: a sink changes nothing in the transcript", (name, { keys }) => {
			const transcripts = (withSink: boolean) =>
				read(load(name), { keyLog: linesOf(keys), withSink }).connections.map(({ transcript }) => transcript)
			expect(transcripts(false)).toEqual(transcripts(true))
		})

		test("a file that carries its own key log is opened by it", () => {
			const { connections, summary } = read(load("tls12-dsb.pcapng"))
			expect(summary.embeddedKeyLogLines).toBeGreaterThan(0)
			expect(connections.map(({ transcript }) => transcript.undecryptable)).toEqual([0, 0])
			expect(connections.map(({ transcript }) => transcript.negotiated.sni)).toEqual([
				"example.com",
				"example.net",
			])
		})
	},
)
