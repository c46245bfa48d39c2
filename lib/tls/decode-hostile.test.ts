import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { concatBytes } from "#base/bytes"
import type { Side } from "./capture.ts"
import type { CryptoPrimitives } from "./crypto-primitives.ts"
import { decode } from "./decode.ts"
import { entriesMax } from "./decoding/transcript-log.ts"
import {
	capture,
	decodeFlows,
	hello,
	sealer,
	secrets,
	serverHello,
	serverRandom,
} from "./node/flows.fixture.ts"
import { nodePrimitives } from "./node/primitives.ts"
import { ascii, handshake, hex, number, record, vector } from "./wire/bytes.fixture.ts"

describe("what a hostile peer sends stays bounded and is named", () => {
	test("a chain of 20,000 certificates is cut at 100", () => {
		const certificates = Array.from({ length: 20_000 }, () => vector(3, new Uint8Array(20)))
		const message = handshake(11, vector(3, ...certificates))
		const parts: (readonly [Side, Uint8Array])[] = [
			...hello.slice(0, 1),
			["server", record(22, serverHello(serverRandom, 0xc02f, 0x0303))],
		]
		for (let at = 0; at < message.length; at += 16_384) {
			parts.push(["server", record(22, message.subarray(at, at + 16_384))])
		}
		const transcript = decodeFlows(parts)
		expect(transcript.serverCertificates).toHaveLength(100)
		expect(transcript.problems).toContain("too-large: Certificate holds more certificates than are read")
	})

	test("a message that announces 16 MB is skipped by name, and the next one is read", () => {
		const huge = concatBytes([number(11, 1), number(0xffffff, 3), new Uint8Array(100)])
		const transcript = decodeFlows([...hello.slice(0, 1), ["server", record(22, huge)]])
		expect(transcript.entries.at(-1)).toMatchObject({
			message: "Unparsed",
			problem: "too-large: Certificate announces 16777215 bytes, at most 524288 are read",
		})
	})

	test("a record larger than TLS allows ends its direction by name", () => {
		const transcript = decodeFlows([...hello.slice(0, 1), ["server", hex("16 03 03 ff ff 00")]])
		expect(transcript.problems).toEqual([
			"too-large: a record of the server announces 65535 bytes, at most 18432 are allowed",
		])
	})

	test("a flood of empty messages is listed up to the bound", () => {
		const flood = concatBytes(Array.from({ length: 4_000 }, () => handshake(0)))
		const transcript = decodeFlows([["server", record(22, flood)]])
		expect(transcript.entries).toHaveLength(entriesMax)
		expect(transcript.problems).toHaveLength(1)
	})

	test.each([
		[
			"HTTP/1.1",
			ascii("HTTP/1.1 400 Bad Request\r\n\r\n"),
			"485454502f312e31203430302042616420526571756573740d",
		],
		["an HTTP/2 SETTINGS frame", hex("000006040000000000000500004000"), "000006040000000000000500004000"],
		["one byte", ascii("S"), "53"],
	])("a server that answers %s is no TLS, and its first bytes are kept", (_what, bytes, first) => {
		const transcript = decodeFlows([...hello.slice(0, 1), ["server", bytes]])
		expect(transcript.notTls).toEqual({ from: "server", firstBytes: first.slice(0, 48) })
		expect(transcript.entries.at(-1)).toMatchObject({ from: "server", message: "NotTls" })
		expect(transcript.serverHello).toBeUndefined()
	})

	test("bytes that turn into something else midway are named", () => {
		const transcript = decodeFlows([...hello, ["server", ascii("GET / HTTP/1.1")]])
		expect(transcript.notTls).toBeUndefined()
		expect(transcript.problems).toEqual([
			"invalid: after 1 records the server sent bytes that are no record of TLS, beginning 0x47",
		])
	})

	test("secrets that open nothing are not tried without end", () => {
		let attempts = 0
		const primitives: CryptoPrimitives = {
			...nodePrimitives,
			aeadOpen: () => {
				attempts += 1
				return undefined
			},
		}
		const sealed = concatBytes(Array.from({ length: 5_000 }, () => record(23, new Uint8Array(20))))
		const transcript = decode(capture([...hello, ["server", sealed]]), primitives)
		expect(transcript.undecryptable).toBe(5_000)
		expect(attempts).toBeLessThanOrEqual(2_000)
	})

	test("random bytes and random changes never throw", () => {
		const server = sealer(secrets.SERVER_HANDSHAKE_TRAFFIC_SECRET)
		const good: readonly (readonly [Side, Uint8Array])[] = [
			...hello,
			["server", server(22, concatBytes([handshake(8, vector(2)), handshake(11, vector(1), vector(3))]))],
			["client", record(21, Uint8Array.of(2, 48))],
		]
		const change = fc.record({ flow: fc.nat(3), at: fc.nat(200), to: fc.nat(255) })
		fc.assert(
			fc.property(
				fc.array(change, { maxLength: 6 }),
				fc.uint8Array({ maxLength: 200 }),
				(changes, garbage) => {
					const flows = good.map(([from, bytes]) => [from, bytes.slice()] as const)
					for (const { flow, at, to } of changes) flows[flow]?.[1].fill(to, at, at + 1)
					const transcript = decodeFlows([...flows, ["server", garbage], ["client", garbage]])
					expect(transcript.entries.length).toBeLessThanOrEqual(entriesMax)
					expect(transcript.problems.length).toBeLessThanOrEqual(50)
				},
			),
			{ numRuns: 500 },
		)
	})
})
