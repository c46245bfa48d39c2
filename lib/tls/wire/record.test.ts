import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { concatBytes } from "#base/bytes"
import { ascii, hex, record } from "./bytes.fixture.ts"
import { RecordSplitter, recordLengthMax, type TlsRecord } from "./record.ts"

function split(chunks: readonly Uint8Array[]) {
	const splitter = new RecordSplitter()
	const records: TlsRecord[] = []
	for (const chunk of chunks) splitter.push(chunk, (found) => records.push(found))
	return { splitter, records }
}

const stream = concatBytes([
	record(22, ascii("first")),
	record(20, Uint8Array.of(1)),
	record(23, new Uint8Array(0)),
	record(21, Uint8Array.of(2, 40), 0x0301),
])

test("cuts a stream into records wherever the chunks end", () => {
	const whole = split([stream]).records
	expect(whole.map(({ type, version, payload }) => [type, version, payload.length])).toEqual([
		[22, 0x0303, 5],
		[20, 0x0303, 1],
		[23, 0x0303, 0],
		[21, 0x0301, 2],
	])
	fc.assert(
		fc.property(fc.array(fc.nat(stream.length), { maxLength: 12 }), (cuts) => {
			const ends = [0, ...cuts.sort((a, b) => a - b), stream.length]
			const chunks = ends.slice(1).map((end, index) => stream.subarray(ends[index], end))
			expect(split(chunks).records).toEqual(whole)
		}),
	)
})

test("keeps a record that has not ended to itself, and counts its bytes", () => {
	for (let end = 1; end < 10; end += 1) {
		const { splitter, records } = split([stream.subarray(0, end)])
		expect(records).toEqual([])
		expect(splitter.pending).toBe(end)
	}
})

describe("stops for good", () => {
	test.each([
		["plain HTTP", ascii("HTTP/1.1 400 Bad Request"), 0x48],
		["an HTTP/2 SETTINGS frame", hex("000006040000000000000500004000"), 0],
		["SSH", ascii("SSH-2.0-OpenSSH_9.2"), 0x53],
		["a version that TLS never had", hex("16 05 00 00 01 00"), 0x16],
	])("at %s", (_what, bytes, firstByte) => {
		const { splitter, records } = split([bytes, stream])
		expect(splitter.stop).toEqual({ kind: "not-a-record", firstByte })
		expect(records).toEqual([])
	})

	test("at a record larger than TLS allows, before any of it is kept", () => {
		const { splitter } = split([hex("16 03 03 48 01"), new Uint8Array(0x4801)])
		expect(splitter.stop).toEqual({ kind: "too-large", type: 22, length: recordLengthMax + 1 })
		expect(split([hex("16 03 03 48 00")]).splitter.stop).toBeUndefined()
	})
})
