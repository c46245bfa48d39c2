import { gzipSync } from "node:zlib"
import { expect, test } from "vitest"
import { concatBytes } from "#base/bytes"
import { compressionOf } from "./compression.ts"
import { largeCapture } from "./large-capture.fixture.ts"
import { unpackCapture } from "./unpack-capture.ts"

function streamOf(bytes: Uint8Array, step: number): ReadableStream<Uint8Array> {
	let at = 0
	return new ReadableStream({
		pull: (controller) => {
			if (at >= bytes.length) {
				controller.close()
				return
			}
			controller.enqueue(bytes.slice(at, at + step))
			at += step
		},
	})
}

async function unpack(bytes: Uint8Array, { step = 50_000, lengthMax = 1e9 } = {}) {
	const problems: string[] = []
	const chunks: Uint8Array[] = []
	const options = { lengthMax, onProblem: (text: string) => problems.push(text) }
	for await (const chunk of unpackCapture(streamOf(bytes, step), options)) chunks.push(chunk)
	return { problems, bytes: concatBytes(chunks) }
}

const plain = concatBytes([...largeCapture({ abreast: 3, connections: 3, recordsEach: 12 })])
const packed = new Uint8Array(gzipSync(plain))
const isSame = (bytes: Uint8Array, wanted: Uint8Array) => Buffer.compare(bytes, wanted) === 0

test("a file that is not compressed passes as it is", async () => {
	for (const step of [1_000, 5, plain.length]) {
		const { bytes, problems } = await unpack(plain.subarray(0, 20_000), { step })
		expect([isSame(bytes, plain.subarray(0, 20_000)), problems]).toEqual([true, []])
	}
	expect(await unpack(new Uint8Array(0))).toEqual({ problems: [], bytes: new Uint8Array(0) })
})

test("a file that is compressed by gzip is unpacked, however it is pushed", async () => {
	for (const step of [7_777, 100_000, packed.length]) {
		const { bytes, problems } = await unpack(packed, { step })
		expect([isSame(bytes, plain), problems]).toEqual([true, []])
	}
})

test("a compressed file that is cut yields what came before, and says so", async () => {
	const { bytes, problems } = await unpack(packed.subarray(0, packed.length - 9_000))
	expect(bytes.length).toBeGreaterThan(plain.length / 2)
	expect(isSame(bytes, plain.subarray(0, bytes.length))).toBe(true)
	expect(problems).toEqual([expect.stringMatching(/^truncated or corrupted: gzip stops after \d+ bytes/)])
})

test("a compressed file that is damaged yields what came before, and says so", async () => {
	const damaged = packed.slice()
	damaged.fill(0xff, packed.length - 5_000)
	const { bytes, problems } = await unpack(damaged)
	expect(bytes.length).toBeGreaterThan(plain.length / 2)
	expect(problems).toHaveLength(1)
})

test("a file that unpacks to more than is read ends by name", async () => {
	const bomb = new Uint8Array(gzipSync(new Uint8Array(20_000_000)))
	const { bytes, problems } = await unpack(bomb, { lengthMax: 1_000_000 })
	expect(bytes.length).toBeLessThan(2_000_000)
	expect(problems).toEqual(["too-large: the file unpacks to more than 1000000 bytes; the rest is not read"])
})

test("a caller that stops early lets the file go", async () => {
	let isCancelled = false
	const file = new ReadableStream<Uint8Array>({
		pull: (controller) => controller.enqueue(new Uint8Array(10)),
		cancel: () => {
			isCancelled = true
		},
	})
	for await (const _ of unpackCapture(file, { onProblem: () => undefined })) break
	expect(isCancelled).toBe(true)
})

test.each([
	["gzip", "1f8b08"],
	["zstd", "28b52ffd"],
	["xz", "fd377a585a"],
	["bzip2", "425a6839"],
	["lz4", "04224d18"],
	["zip", "504b0304"],
	[undefined, "d4c3b2a1"],
	[undefined, ""],
])("%s is known by its first bytes", (name, bytes) => {
	expect(compressionOf(new Uint8Array(Buffer.from(bytes, "hex")))).toBe(name)
})
