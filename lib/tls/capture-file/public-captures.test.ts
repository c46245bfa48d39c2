import { gunzipSync } from "node:zlib"
import { describe, expect, test } from "vitest"
import { toHex } from "#base/bytes"
import type { Side } from "../capture.ts"
import { decode } from "../decode.ts"
import { splitKeyLog } from "../keylog.ts"
import { nodePrimitives } from "../node/primitives.ts"
import { type Flow, hasSuite, readSuiteFile, readSuiteJson } from "../node/suites.fixture.ts"
import { bytesOf, read } from "./packets.fixture.ts"

interface Dissection {
	readonly captures: readonly {
		readonly capture: string
		readonly keys: readonly string[]
		readonly streams: readonly { readonly tcp: readonly Flow[]; readonly tlsPlaintext: readonly Flow[] }[]
		readonly frames: readonly Readonly<Record<string, readonly string[] | undefined>>[]
	}[]
}

const isPresent = hasSuite("captures")

describe.skipIf(!isPresent)(
	`public captures ${isPresent ? "" : "(skipped: ../shared/suites is absent)"}`,
	() => {
		const { captures } = isPresent ? readSuiteJson<Dissection>("captures/dissection.json") : { captures: [] }
		const cases = captures.map((each) => [each.capture, each] as const)

		const load = (name: string) => {
			const packed = readSuiteFile(`captures/${name}`)
			return read(name.endsWith(".gz") ? new Uint8Array(gunzipSync(packed)) : packed)
		}

		test.each(cases)("%s: streams hold the bytes that another dissector found", (name, { streams }) => {
			const file = load(name)
			expect(file.problems).toEqual([])
			const wanted = (side: Side) =>
				streams.map((stream) =>
					stream.tcp
						.filter((flow) => flow.dir === side)
						.map((flow) => flow.hex)
						.join(""),
				)
			expect(file.streams.map((stream) => bytesOf(stream, "client"))).toEqual(wanted("client"))
			expect(file.streams.map((stream) => bytesOf(stream, "server"))).toEqual(wanted("server"))
		})

		test.each(cases)(
			"%s: application data opens to what another dissector found",
			(name, { streams, keys }) => {
				const file = load(name)
				const lines = keys.flatMap((key) =>
					splitKeyLog(new TextDecoder().decode(readSuiteFile(`captures/${key}`))),
				)
				const plaintexts = file.streams.map((stream) => {
					const { applicationData } = decode({ ...stream.capture, keyLog: lines }, nodePrimitives)
					return [toHex(applicationData.client), toHex(applicationData.server)]
						.filter((each) => each !== "")
						.sort()
				})
				// The other dissector names the directions of one capture the other way round, so both are compared as a set.
				expect(plaintexts).toEqual(
					streams.map(({ tlsPlaintext }) => {
						const joined = (side: Side) =>
							tlsPlaintext
								.filter((flow) => flow.dir === side)
								.map((flow) => flow.hex)
								.join("")
						return [joined("client"), joined("server")].filter((each) => each !== "").sort()
					}),
				)
			},
		)

		test.each(cases)(
			"%s: handshake messages are those that another dissector found",
			(name, { frames, keys }) => {
				const file = load(name)
				const lines = keys.flatMap((key) =>
					splitKeyLog(new TextDecoder().decode(readSuiteFile(`captures/${key}`))),
				)
				const found = file.streams.flatMap((stream) => {
					const transcript = decode({ ...stream.capture, keyLog: lines }, nodePrimitives)
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

		test("a file that carries its own key log is opened by it", () => {
			const file = load("tls12-dsb.pcapng")
			const transcripts = file.streams.map((stream) =>
				decode({ ...stream.capture, keyLog: file.keyLog }, nodePrimitives),
			)
			expect(transcripts.map((transcript) => transcript.undecryptable)).toEqual([0, 0])
			expect(transcripts.map((transcript) => transcript.negotiated.sni)).toEqual([
				"example.com",
				"example.net",
			])
		})
	},
)
