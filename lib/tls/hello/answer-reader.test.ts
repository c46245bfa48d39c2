import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { serverFlightWith } from "#lab/servers/raw-flight"
import { nodePrimitives } from "../node/primitives.ts"
import { AnswerReader } from "./answer-reader.ts"
import type { HelloAnswer } from "./hello-answer.ts"

const bytesMax = 4_096

function readAll(chunks: readonly Uint8Array[], wants: "hello" | "flight" = "flight"): HelloAnswer {
	const reader = new AnswerReader({
		message: new Uint8Array(4),
		shares: [],
		primitives: nodePrimitives,
		wants,
		bytesMax,
	})
	for (const chunk of chunks) reader.push(chunk)
	return reader.conclude("closed")
}

const flight = serverFlightWith([Buffer.alloc(700, 0x30)])
/** The first record of the flight: its ServerHello. */
const helloRecord = flight.subarray(0, 5 + flight.readUInt16BE(3))
const alert = (level: number, code: number) => Uint8Array.of(21, 3, 3, 0, 2, level, code)
/** A HelloRetryRequest for secp384r1 (RFC 8446 section 4.1.4). */
const retry = Buffer.from(
	"1603030038" +
		"02000034" +
		"0303cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c" +
		"00130200" +
		"000c" +
		"002b00020304003300020018",
	"hex",
)

/** The same bytes cut at arbitrary places. */
function cut(bytes: Uint8Array, at: readonly number[]): Uint8Array[] {
	const places = [0, ...at.map((place) => place % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length]
	return places.slice(1).map((end, index) => bytes.subarray(places[index], end))
}

describe("an answer to a hello", () => {
	it("is read the same however it is cut into chunks", () => {
		const whole = readAll([flight])
		expect(whole).toMatchObject({
			kind: "hello",
			hello: { version: "1.2", cipherSuite: "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256" },
			flight: { isComplete: true, certificates: [{ length: 700 }] },
		})
		fc.assert(
			fc.property(fc.array(fc.nat(), { maxLength: 20 }), (at) => {
				expect(readAll(cut(flight, at))).toEqual(whole)
			}),
		)
	})

	it("names group, suite and version of a HelloRetryRequest", () => {
		expect(readAll([retry])).toMatchObject({
			kind: "retry",
			hello: { version: "1.3", group: "secp384r1", cipherSuite: "TLS_AES_256_GCM_SHA384" },
		})
	})

	it.each<[string, readonly Uint8Array[], object]>([
		["an alert", [alert(2, 40)], { kind: "alert", alert: { description: "handshake_failure" } }],
		["a warning before the ServerHello as nothing", [alert(1, 112), flight], { kind: "hello" }],
		["close_notify as the end", [alert(1, 0)], { kind: "closed" }],
		[
			"an alert after the ServerHello beside it",
			[helloRecord, alert(2, 80)],
			{ kind: "hello", flight: { alert: { code: 80 }, isComplete: false } },
		],
		["plaintext HTTP as no TLS", [Buffer.from("HTTP/1.1 400 Bad")], { kind: "not-tls" }],
		["nothing as the end", [], { kind: "closed", bytes: 0 }],
		["half a ServerHello as the end", [flight.subarray(0, 20)], { kind: "closed", bytes: 20 }],
		[
			"a flight that broke off as a ServerHello",
			[flight.subarray(0, 400)],
			{ kind: "hello", flight: { isComplete: false } },
		],
	])("takes %s", (_, chunks, expected) => {
		expect(readAll(chunks)).toMatchObject(expected)
	})

	it("stops at the ServerHello where no more is wanted", () => {
		expect(readAll([flight.subarray(0, 60)], "hello")).toMatchObject({ kind: "hello" })
	})

	it("ends after so many bytes, whatever they are", () => {
		const reader = new AnswerReader({
			message: new Uint8Array(4),
			shares: [],
			primitives: nodePrimitives,
			wants: "flight",
			bytesMax,
		})
		const record = Buffer.concat([Buffer.from([22, 3, 3, 4, 0, 13, 0, 200, 0]), Buffer.alloc(1_020)])
		let pushed = 0
		while (!reader.isDone && pushed < 10 * bytesMax) {
			reader.push(record)
			pushed += record.length
		}
		expect(pushed).toBeLessThanOrEqual(bytesMax + record.length)
	})

	it("never throws, whatever comes: arbitrary bytes, records around arbitrary bytes, real answers with bytes changed", () => {
		const wrapped = fc.record({
			type: fc.integer({ min: 20, max: 24 }),
			body: fc.uint8Array({ maxLength: 400 }),
		})
		const changed = fc.record({ at: fc.nat(), to: fc.integer({ min: 0, max: 255 }) })
		fc.assert(
			fc.property(
				fc.uint8Array({ maxLength: 600 }),
				fc.array(wrapped),
				fc.array(changed),
				(raw, records, changes) => {
					readAll([raw])
					readAll(
						records.map(({ type, body }) =>
							Buffer.concat([Buffer.from([type, 3, 3, body.length >> 8, body.length & 255]), body]),
						),
					)
					for (const answer of [flight, retry]) {
						const bytes = Uint8Array.from(answer)
						for (const { at, to } of changes) bytes[at % bytes.length] = to
						readAll([bytes])
					}
				},
			),
			{ numRuns: 300 },
		)
	})
})
