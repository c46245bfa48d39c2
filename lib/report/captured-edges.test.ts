import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { concatBytes } from "#base/bytes"
import { ascii, call, emptySettings, preface } from "#grpc/h2/frames.fixture"
import { pcap, type Segment, tcpPacket } from "#tls/capture-file/packets.fixture"
import * as flows from "#tls/node/flows.fixture"
import { portablePrimitives } from "#tls/portable-primitives"
import { record } from "#tls/wire/bytes.fixture"
import type { CapturedRun } from "./captured-run.ts"
import { renderCaptured } from "./captured-terminal.ts"
import { decodeDocument } from "./decode-document.ts"
import { readCapture } from "./read-capture.ts"

async function readAll(file: Uint8Array): Promise<readonly CapturedRun[]> {
	const readings = readCapture([file], { primitives: portablePrimitives, keyLog: [] })
	const found: CapturedRun[] = []
	let step = await readings.next()
	while (step.done !== true) {
		found.push(step.value)
		step = await readings.next()
	}
	return found
}

async function readOne(segments: readonly Segment[]): Promise<CapturedRun> {
	const [first] = await readAll(pcap(101, segments.map(tcpPacket)))
	if (first === undefined) throw new Error("there is no connection")
	return first
}

const syn: Segment = { from: "client", sequence: 99, flags: 0x02 }
const synAck: Segment = { from: "server", sequence: 499, flags: 0x12, acknowledged: 100 }
const sent = (bytes: Uint8Array, sequence = 100): Segment => ({
	from: "client",
	sequence,
	acknowledged: 500,
	bytes,
})
const got = (bytes: Uint8Array, sequence = 500): Segment => ({
	from: "server",
	sequence,
	acknowledged: 100,
	bytes,
})
const { request, answer } = call(1, "/a.B/C")

describe("captures that lack bytes", () => {
	const serverHello = record(22, flows.serverHello(flows.serverRandom, 0xc02f, 0x0303))
	const opened = [syn, synAck, sent(record(22, flows.clientHello))]

	test("silence proves nothing where bytes are missing", async () => {
		const fin: Segment = { from: "server", sequence: 3_000, flags: 0x11, acknowledged: 100 }
		const captured = await readOne([...opened, got(serverHello), fin])
		expect(captured.run.attempts[0]?.outcome).toMatchObject({ code: "UNFINISHED", by: "network" })
		expect(captured.run.attempts[0]?.outcome.text).toContain("missing from the capture")
	})

	test("an alert behind a ServerHello that was cut is no refusal of the ClientHello", async () => {
		const alert = got(record(21, Uint8Array.of(2, 40)), 3_000)
		const captured = await readOne([...opened, got(serverHello.subarray(0, 40)), alert])
		const [attempt] = captured.run.attempts
		expect(attempt?.transcript.map(({ message }) => message)).toContain("ServerHello")
		expect(attempt?.outcome.alert).toBe("handshake_failure")
		expect(captured.report.findings.map(({ rule }) => rule)).not.toContain("no-shared-cipher-or-group")
	})

	test("what comes behind missing bytes is not taken for the first that a server said", async () => {
		const captured = await readOne([...opened, got(ascii("not at the beginning"), 900)])
		expect(captured.run.attempts[0]?.firstBytes).toBeUndefined()
	})
})

describe("connections that did not come about", () => {
	test("a SYN that is answered by RST: nothing listens", async () => {
		const captured = await readOne([syn, { from: "server", sequence: 0, flags: 0x14, acknowledged: 100 }])
		expect(captured.report.findings[0]?.rule).toBe("connection-refused")
		expect(captured.report.verdict.sentence).toContain("Nothing listens at 10.0.0.2:443")
		expect(captured.run.attempts[0]?.phases).toMatchObject([{ name: "tcp", ok: false }])
	})

	test("a SYN without an answer is no refusal", async () => {
		const captured = await readOne([syn, { ...syn }])
		expect(captured.report.findings[0]?.rule).toBe("timeout-or-blackhole")
		expect(captured.run.attempts[0]?.outcome).toMatchObject({
			kind: "failed",
			phase: "tcp",
			code: "DEADLINE",
		})
	})
})

describe("what is in the clear", () => {
	test("an HTTP/2 client that is answered by an alert of TLS", async () => {
		const alert = Uint8Array.of(21, 3, 3, 0, 2, 2, 10)
		const captured = await readOne([syn, synAck, sent(concatBytes([preface, emptySettings])), got(alert)])
		expect(captured.report.findings[0]?.rule).toBe("plaintext-client-to-tls-server")
		expect(captured.report.verdict.sentence).toMatch(/The client sends plaintext/)
	})

	test("an HTTP/2 client that is answered by HTTP/1", async () => {
		const page = ascii("HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n")
		const captured = await readOne([
			syn,
			synAck,
			sent(concatBytes([preface, emptySettings, request])),
			got(page),
		])
		expect(captured.report.findings[0]?.rule).toBe("http1-proxy-or-wrong-protocol")
	})

	test("HTTP/1 of others is listed and not judged", async () => {
		const captured = await readOne([
			syn,
			synAck,
			sent(ascii("GET /page HTTP/1.1\r\nHost: a.test\r\n\r\n")),
			got(ascii("HTTP/1.1 200 OK\r\n\r\nhello")),
		])
		expect(captured.protocol).toBe("http1")
		expect(captured.run.attempts).toEqual([])
		expect(captured.report.verdict.sentence).toBe(
			"The connection carries HTTP/1 in the clear: GET /page was answered with status 200.",
		)
	})

	test("a call that goes on when the capture ends is no error", async () => {
		const open = concatBytes([preface, emptySettings, request])
		const captured = await readOne([syn, synAck, sent(open), got(emptySettings)])
		expect(captured.run.attempts[0]?.outcome).toMatchObject({ kind: "failed", code: "UNFINISHED" })
		expect(captured.report.verdict.kind).toBe("unknown")
	})

	test("a connection that began before the capture says so, and shows the calls that it holds", async () => {
		const captured = await readOne([sent(request, 7_000), got(answer, 9_000)])
		expect(captured.application?.http2).toMatchObject({ isFromStart: false, callCount: 1 })
		expect(captured.run.attempts[0]?.outcome.kind).toBe("accepted")
	})
})

test("every capture can be judged, printed and rendered, whatever its packets carry", async () => {
	const whole = [
		syn,
		synAck,
		sent(concatBytes([preface, emptySettings, request])),
		got(concatBytes([emptySettings, answer])),
	]
	const segment = fc.record({ which: fc.nat(whole.length - 1), at: fc.nat(200), value: fc.nat(255) })
	await fc.assert(
		fc.asyncProperty(fc.array(segment, { maxLength: 8 }), async (changes) => {
			const packets = whole.map((each) => tcpPacket(each))
			for (const { which, at, value } of changes) {
				const packet = packets[which]
				// Behind the addresses: packets stay packets.
				if (packet !== undefined && packet.length > 24) packet[24 + (at % (packet.length - 24))] = value
			}
			for (const captured of await readAll(pcap(101, packets))) {
				expect(JSON.stringify(decodeDocument(captured))).not.toContain("undefined")
				expect(renderCaptured(captured, { width: 80, colour: false })).not.toMatch(/undefined|NaN|\[object/)
			}
		}),
		{ numRuns: 60 },
	)
})
