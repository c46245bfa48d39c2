import { createCipheriv } from "node:crypto"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { concatBytes, toHex } from "#base/bytes"
import type { Capture, CapturedChunk, Side } from "./capture.ts"
import { decode } from "./decode.ts"
import { entriesMax } from "./decoding/transcript-log.ts"
import { nodePrimitives } from "./node/primitives.ts"
import { expandLabel } from "./protection/key-derivation.ts"
import { mixNonce } from "./protection/sequence.ts"
import { ascii, extension, handshake, hex, number, record, vector } from "./wire/bytes.fixture.ts"

const random = new Uint8Array(32).fill(0x11)
const serverRandom = new Uint8Array(32).fill(0x22)
const retryRandom = hex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c")
const secrets = {
	CLIENT_HANDSHAKE_TRAFFIC_SECRET: new Uint8Array(32).fill(1),
	SERVER_HANDSHAKE_TRAFFIC_SECRET: new Uint8Array(32).fill(2),
	CLIENT_TRAFFIC_SECRET_0: new Uint8Array(32).fill(3),
	SERVER_TRAFFIC_SECRET_0: new Uint8Array(32).fill(4),
}
const keyLog = Object.entries(secrets).map(([label, secret]) => `${label} ${toHex(random)} ${toHex(secret)}`)

const clientHello = handshake(
	1,
	number(0x0303, 2),
	random,
	vector(1),
	vector(2, number(0x1301, 2)),
	vector(1, number(0, 1)),
	vector(2, extension(43, vector(1, number(0x0304, 2)))),
)

function serverHello(which: Uint8Array, suite = 0x1301, version = 0x0304): Uint8Array {
	const modern = version === 0x0304 ? [extension(43, number(version, 2))] : []
	return handshake(
		2,
		number(0x0303, 2),
		which,
		vector(1),
		number(suite, 2),
		number(0, 1),
		vector(
			2,
			...modern,
			extension(51, number(29, 2), which === retryRandom ? new Uint8Array(0) : vector(2, random)),
		),
	)
}

/** Seals records of TLS 1.3 as a peer would (RFC 8446 section 5.2), by Node's own cipher. */
function sealer(secret: Uint8Array) {
	const key = expandLabel(nodePrimitives, "sha256", secret, "key", 16) ?? new Uint8Array(0)
	const iv = expandLabel(nodePrimitives, "sha256", secret, "iv", 12) ?? new Uint8Array(0)
	let sequence = 0
	return (type: number, content: Uint8Array, padding = 0): Uint8Array => {
		const inner = concatBytes([content, number(type, 1), new Uint8Array(padding)])
		const header = concatBytes([number(23, 1), number(0x0303, 2), number(inner.length + 16, 2)])
		const cipher = createCipheriv("aes-128-gcm", key, mixNonce(iv, sequence)).setAAD(header)
		sequence += 1
		return concatBytes([header, cipher.update(inner), cipher.final(), cipher.getAuthTag()])
	}
}

const nextSecret = (secret: Uint8Array) =>
	expandLabel(nodePrimitives, "sha256", secret, "traffic upd", 32) ?? new Uint8Array(0)

function capture(
	flows: readonly (readonly [Side, Uint8Array])[],
	lines: readonly string[] = keyLog,
): Capture {
	const chunks: CapturedChunk[] = flows.map(([from, bytes], t) => ({ t, from, bytes }))
	return { chunks, marks: [], keyLog: lines, dropped: { client: 0, server: 0 } }
}

const decodeFlows = (flows: readonly (readonly [Side, Uint8Array])[], lines?: readonly string[]) =>
	decode(capture(flows, lines), nodePrimitives)

const names = (flows: readonly (readonly [Side, Uint8Array])[], lines?: readonly string[]) =>
	decodeFlows(flows, lines).entries.map((entry) => `${entry.from} ${entry.message}`)

const finished = handshake(20, new Uint8Array(32))
const hello = [
	["client", record(22, clientHello)],
	["server", record(22, serverHello(serverRandom))],
] as const

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
