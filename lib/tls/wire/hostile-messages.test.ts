import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { concatBytes } from "#base/bytes"
import { decode } from "../decode.ts"
import { clientHello, retryRandom, serverHello, serverRandom } from "../node/flows.fixture.ts"
import { nodePrimitives } from "../node/primitives.ts"
import { captureOfFlows, type Flow, hasSuite, readSuiteJson } from "../node/suites.fixture.ts"
import { ascii, extension, handshake, hex, number, vector } from "./bytes.fixture.ts"
import { HandshakeFramer } from "./handshake.ts"
import { readHandshakeMessage } from "./handshake-message.ts"
import { handshakeName } from "./handshake-type.ts"
import type { ProtocolContext } from "./protocol-context.ts"
import { RecordSplitter, recordLengthMax } from "./record.ts"

const name = vector(2, hex("3010310e300c06035504030c0541636d6531"))
const der = vector(3, new Uint8Array(60))
const key = vector(1, new Uint8Array(65))

/** One message of every type that is taken apart, of both generations where they differ. */
const own: readonly Uint8Array[] = [
	handshake(0),
	clientHello,
	handshake(
		1,
		clientHello.subarray(4, 4 + 34 + 1 + 4 + 2),
		vector(
			2,
			extension(0, vector(2, number(0, 1), vector(2, ascii("example.com")))),
			extension(10, vector(2, hex("001d11ec"))),
			extension(13, vector(2, hex("04030804"))),
			extension(16, vector(2, vector(1, ascii("h2")), vector(1, ascii("http/1.1")))),
			extension(51, vector(2, hex("001d"), vector(2, new Uint8Array(32)))),
			extension(0xfe0d, hex("00")),
		),
	),
	serverHello(serverRandom),
	serverHello(retryRandom),
	serverHello(serverRandom, 0xc02f, 0x0303),
	handshake(4, number(7_200, 4), number(1, 4), vector(1, hex("00")), vector(2, ascii("ticket")), vector(2)),
	handshake(4, number(7_200, 4), vector(2, ascii("ticket"))),
	handshake(5),
	handshake(8, vector(2, extension(16, vector(2, vector(1, ascii("h2")))))),
	handshake(11, vector(3, der, der)),
	handshake(11, vector(1), vector(3, der, vector(2, extension(5, hex("01000000"))))),
	handshake(12, hex("03001d"), key, hex("0403"), vector(2, new Uint8Array(70))),
	handshake(13, vector(1, hex("0140")), vector(2, hex("04030804")), vector(2, name, name)),
	handshake(13, vector(1), vector(2, extension(13, vector(2, hex("0403"))), extension(47, vector(2, name)))),
	handshake(14),
	handshake(15, hex("0804"), vector(2, new Uint8Array(70))),
	handshake(16, key),
	handshake(20, new Uint8Array(32)),
	handshake(22, hex("01"), vector(3, new Uint8Array(40))),
	handshake(24, hex("01")),
]

/** Messages that real implementations sent to each other, where those vectors are at hand. */
function recorded(): Uint8Array[] {
	if (!hasSuite("go-tls-flows")) return []
	const { cases } = readSuiteJson<{ cases: { flows: readonly Flow[] }[] }>("go-tls-flows/flows.json")
	return cases.flatMap(({ flows }) =>
		decode(captureOfFlows(flows), nodePrimitives)
			.entries.filter((entry) => handshakeName(entry.typeCode) === entry.message)
			.map((entry) => hex(entry.bytes ?? "")),
	)
}

const messages = [...own, ...recorded()]
const contexts: readonly ProtocolContext[] = [
	{ isTls13: true, hasSchemes: true },
	{ isTls13: true, hasSchemes: true, draft: 20 },
	{ isTls13: false, hasSchemes: true, keyExchange: "ECDHE", authentication: "ECDSA" },
	{ isTls13: false, hasSchemes: false, keyExchange: "DHE", authentication: "anon" },
	{ isTls13: false, hasSchemes: true, keyExchange: "PSK" },
]

/** Plain data is at most this many characters for each byte of a message: names of code points are the longest. */
const growthMax = 120

function expectRead(message: Uint8Array): void {
	for (const context of contexts) {
		const read = readHandshakeMessage(message[0] ?? 0, message.subarray(4), context)
		const plain = JSON.stringify(read.ok ? read.value.fields : read.error)
		expect(plain.length).toBeLessThan(2_000 + growthMax * message.length)
	}
}

describe("no handshake message throws, and none grows beyond measure", () => {
	test("the messages to be damaged can be read as they are", () => {
		const isReadable = (message: Uint8Array) =>
			contexts.some((context) => readHandshakeMessage(message[0] ?? 0, message.subarray(4), context).ok)
		expect(messages.map(isReadable)).toEqual(messages.map(() => true))
	})

	test("cut at every byte", () => {
		for (const message of own) {
			for (let end = 0; end <= message.length; end += 1) expectRead(message.subarray(0, end))
		}
	})

	test("every byte turned to every extreme", () => {
		for (const message of own) {
			for (let at = 4; at < message.length; at += 1) {
				for (const value of [0, 1, 0x7f, 0xff]) {
					const changed = message.slice()
					changed[at] = value
					expectRead(changed)
				}
			}
		}
	})

	test("changed, cut, lengthened, and read as another type", () => {
		const change = fc.record({ at: fc.nat(), to: fc.integer({ min: 0, max: 255 }) })
		const given = fc.record({
			message: fc.constantFrom(...messages),
			changes: fc.array(change, { maxLength: 6 }),
			cut: fc.option(fc.nat()),
			behind: fc.uint8Array({ maxLength: 20 }),
			type: fc.option(fc.integer({ min: 0, max: 255 })),
		})
		fc.assert(
			fc.property(given, ({ message, changes, cut, behind, type }) => {
				const bytes = concatBytes([
					message.subarray(0, cut === null ? undefined : cut % message.length),
					behind,
				])
				for (const { at, to } of changes) if (bytes.length > 0) bytes[at % bytes.length] = to
				if (type !== null && bytes.length > 0) bytes[0] = type
				expectRead(bytes)
			}),
			{ numRuns: 3_000 },
		)
	})

	test("any bytes as any type", () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 26 }), fc.uint8Array({ maxLength: 300 }), (type, body) => {
				expectRead(concatBytes([number(type, 1), number(body.length, 3), body]))
			}),
			{ numRuns: 2_000 },
		)
	})
})

describe("however bytes are cut, the same records and messages come out", () => {
	const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 })

	/** Cuts bytes into pieces of these lengths, again and again. */
	function* pieces(bytes: Uint8Array, lengths: readonly number[]) {
		for (let at = 0, index = 0; at < bytes.length; index += 1) {
			const length = lengths[index % lengths.length] ?? 1
			yield bytes.subarray(at, at + length)
			at += length
		}
	}

	test("messages", () => {
		const framed = (bytes: Uint8Array, lengths: readonly number[]) => {
			const framer = new HandshakeFramer()
			const found: string[] = []
			for (const piece of pieces(bytes, lengths)) {
				framer.push(piece, 0, (message) =>
					found.push(message.kind === "message" ? Buffer.from(message.bytes).toString("hex") : "too-large"),
				)
			}
			return [found, framer.pending]
		}
		const stream = fc.array(fc.oneof(fc.constantFrom(...own), fc.uint8Array({ maxLength: 9 })), {
			maxLength: 6,
		})
		fc.assert(
			fc.property(stream, cuts, (parts, lengths) => {
				const bytes = concatBytes(parts)
				expect(framed(bytes, lengths)).toEqual(framed(bytes, [Math.max(1, bytes.length)]))
			}),
			{ numRuns: 300 },
		)
	})

	test("records", () => {
		const split = (bytes: Uint8Array, lengths: readonly number[]) => {
			const splitter = new RecordSplitter()
			const found: string[] = []
			for (const piece of pieces(bytes, lengths)) {
				splitter.push(piece, ({ type, payload }) => {
					expect(payload.length).toBeLessThanOrEqual(recordLengthMax)
					found.push(`${type} ${Buffer.from(payload).toString("hex")}`)
				})
			}
			return [found, splitter.stop]
		}
		const aRecord = fc
			.tuple(fc.integer({ min: 19, max: 25 }), fc.uint8Array({ maxLength: 60 }))
			.map(([type, payload]) => concatBytes([number(type, 1), hex("0303"), vector(2, payload)]))
		fc.assert(
			fc.property(fc.array(aRecord, { maxLength: 6 }), cuts, (records, lengths) => {
				const bytes = concatBytes(records)
				expect(split(bytes, lengths)).toEqual(split(bytes, [Math.max(1, bytes.length)]))
			}),
			{ numRuns: 300 },
		)
	})
})
