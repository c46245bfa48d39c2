import { describe, expect, test } from "vitest"
import { concatBytes, toHex } from "#base/bytes"
import type { Side } from "./capture.ts"
import { decode } from "./decode.ts"
import {
	capture,
	clientHello,
	decodeFlows,
	finished,
	hello,
	names,
	nextSecret,
	retryRandom,
	sealer,
	secrets,
	serverHello,
	serverRandom,
} from "./node/flows.fixture.ts"
import { nodePrimitives } from "./node/primitives.ts"
import { ascii, handshake, number, record, vector } from "./wire/bytes.fixture.ts"

describe("under TLS 1.3", () => {
	test("a KeyUpdate moves its own direction on, and only that one", () => {
		const server = sealer(secrets.SERVER_TRAFFIC_SECRET_0)
		const serverNext = sealer(nextSecret(secrets.SERVER_TRAFFIC_SECRET_0))
		const serverThird = sealer(nextSecret(nextSecret(secrets.SERVER_TRAFFIC_SECRET_0)))
		const client = sealer(secrets.CLIENT_TRAFFIC_SECRET_0)
		const transcript = decodeFlows([
			...hello,
			["server", sealer(secrets.SERVER_HANDSHAKE_TRAFFIC_SECRET)(22, finished)],
			["client", sealer(secrets.CLIENT_HANDSHAKE_TRAFFIC_SECRET)(22, finished)],
			["server", server(23, ascii("one "))],
			["server", server(22, handshake(24, number(1, 1)))],
			["server", serverNext(23, ascii("two "))],
			["client", client(23, ascii("still the first key"))],
			["server", serverNext(22, handshake(24, number(0, 1)))],
			["server", serverThird(23, ascii("three"))],
			["server", serverThird(21, Uint8Array.of(2, 42))],
		])
		expect(transcript.undecryptable).toBe(0)
		expect(Buffer.from(transcript.applicationData.server).toString()).toBe("one two three")
		expect(Buffer.from(transcript.applicationData.client).toString()).toBe("still the first key")
		expect(transcript.alerts).toMatchObject([{ description: "bad_certificate", encrypted: true }])
	})

	test.each([
		["in clear", record(21, Uint8Array.of(2, 48)), false],
		[
			"under the handshake key",
			sealer(secrets.CLIENT_HANDSHAKE_TRAFFIC_SECRET)(21, Uint8Array.of(2, 48)),
			true,
		],
		["under the application key", sealer(secrets.CLIENT_TRAFFIC_SECRET_0)(21, Uint8Array.of(2, 48)), true],
		["padded", sealer(secrets.CLIENT_TRAFFIC_SECRET_0)(21, Uint8Array.of(2, 48), 300), true],
	])("a client's alert is read %s", (_what, bytes, encrypted) => {
		const transcript = decodeFlows([...hello, ["client", bytes]])
		expect(transcript.alerts).toEqual([
			{ t: 2, from: "client", level: "fatal", description: "unknown_ca", code: 48, encrypted },
		])
	})

	test("two alerts behind each other are both kept, in one record or in two", () => {
		const seal = sealer(secrets.SERVER_TRAFFIC_SECRET_0)
		const both = decodeFlows([...hello, ["server", seal(21, Uint8Array.of(2, 49, 2, 42))]])
		expect(both.alerts.map((alert) => alert.code)).toEqual([49, 42])
		const second = sealer(secrets.SERVER_TRAFFIC_SECRET_0)
		const apart = [second(21, Uint8Array.of(2, 49)), second(21, Uint8Array.of(2, 42))]
		const transcript = decodeFlows([...hello, ["server", concatBytes(apart)]])
		expect(transcript.alerts.map((alert) => alert.description)).toEqual(["access_denied", "bad_certificate"])
	})

	test("ChangeCipherSpec between HelloRetryRequest and ServerHello does not encrypt what follows", () => {
		const flows = [
			["client", record(22, clientHello)],
			["server", record(22, serverHello(retryRandom))],
			["server", record(20, Uint8Array.of(1))],
			["client", record(20, Uint8Array.of(1))],
			["client", record(22, clientHello)],
			["server", record(22, serverHello(serverRandom))],
			["server", sealer(secrets.SERVER_HANDSHAKE_TRAFFIC_SECRET)(22, handshake(8, vector(2)))],
		] as const
		expect(names(flows)).toEqual([
			"client ClientHello",
			"server HelloRetryRequest",
			"server ChangeCipherSpec",
			"client ChangeCipherSpec",
			"client ClientHello",
			"server ServerHello",
			"server EncryptedExtensions",
		])
		expect(decodeFlows(flows).negotiated).toMatchObject({
			helloRetryRequest: true,
			alpn: null,
			group: "x25519",
		})
	})

	test("without secrets records stay Encrypted and are counted", () => {
		const flows = [...hello, ["server", sealer(secrets.SERVER_TRAFFIC_SECRET_0)(22, finished)]] as const
		const transcript = decodeFlows(flows, [])
		expect(transcript.undecryptable).toBe(1)
		expect(transcript.entries.at(-1)).toMatchObject({ message: "Encrypted", encrypted: false })
	})

	test("a late alert is read behind far more application data than is kept", () => {
		const seal = sealer(secrets.SERVER_TRAFFIC_SECRET_0)
		const flows: (readonly [Side, Uint8Array])[] = [...hello]
		for (let index = 0; index < 300; index += 1) flows.push(["server", seal(23, new Uint8Array(16_000))])
		flows.push(["server", seal(21, Uint8Array.of(1, 0))])
		const transcript = decodeFlows(flows)
		expect(transcript.alerts).toMatchObject([{ description: "close_notify", encrypted: true }])
		expect(transcript.applicationData.server).toHaveLength(16 * 1024)
		expect(transcript.entries.filter((entry) => entry.message === "ApplicationData")).toHaveLength(200)
		expect(transcript.records).toEqual({ client: 1, server: 302 })
	})
})

describe("as a capture grows", () => {
	const seal = sealer(secrets.SERVER_HANDSHAKE_TRAFFIC_SECRET)
	const bytes = concatBytes([
		record(22, serverHello(serverRandom)),
		seal(22, concatBytes([handshake(8, vector(2)), handshake(13, vector(1), vector(2))])),
		seal(22, finished),
	])

	test("entries of a shorter capture are the first entries of a longer one", () => {
		const chunks = [...bytes].map((byte) => ["server", Uint8Array.of(byte)] as const)
		const all = [["client", record(22, clientHello)] as const, ...chunks]
		const whole = decodeFlows(all).entries
		expect(whole).toHaveLength(5)
		for (let end = 1; end <= all.length; end += 7) {
			const part = decodeFlows(all.slice(0, end)).entries
			expect(part).toEqual(whole.slice(0, part.length))
		}
	})

	test("an entry's time is that of the chunk that completed it", () => {
		const [first, rest] = [bytes.subarray(0, 50), bytes.subarray(50)]
		const { entries } = decodeFlows([
			["client", record(22, clientHello)],
			["server", first],
			["server", rest],
		])
		expect(entries.map((entry) => entry.t)).toEqual([0, 2, 2, 2, 2])
	})

	test("what is cut off is a problem once the connection has ended, and not before", () => {
		const cut = capture([
			["client", record(22, clientHello)],
			["server", bytes.subarray(0, 50)],
		])
		expect(decode(cut, nodePrimitives).problems).toEqual([])
		const ended = { ...cut, marks: [{ t: 3, kind: "server-fin" as const }] }
		const text = "truncated: the server ended inside a record, after 50 bytes of it"
		expect(decode(ended, nodePrimitives).problems).toEqual([text])
		expect(decode(cut, nodePrimitives, { isEnded: true }).problems).toContain(text)
	})

	test("bytes that the tap let go are a problem", () => {
		const dropped = { ...capture(hello), dropped: { client: 0, server: 9 } }
		expect(decode(dropped, nodePrimitives).problems).toEqual([
			"too-large: 9 bytes of the server came after the limit and were not kept",
		])
	})
})

test("entries carry their bytes, header included, unless told otherwise", () => {
	const [entry] = decodeFlows(hello).entries
	expect(entry?.bytes).toBe(toHex(clientHello))
	const bare = decode(capture(hello), nodePrimitives, { withBytes: false })
	expect(bare.entries.map((each) => each.bytes)).toEqual([undefined, undefined])
})
