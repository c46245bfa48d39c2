import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { concatBytes } from "#base/bytes"
import { block, call, emptySettings, frame, hex, preface } from "./frames.fixture.ts"
import { Http2Conversation } from "./http2-conversation.ts"
import type { Side } from "./side.ts"

type Part = readonly [Side, Uint8Array]

function read(parts: readonly Part[], late: readonly Side[] = []) {
	const conversation = new Http2Conversation()
	for (const side of late) conversation.startLate(side)
	for (const [at, [from, bytes]] of parts.entries()) conversation.push(at, from, bytes)
	return conversation.finish()
}

const opening: readonly Part[] = [
	["client", preface],
	["client", emptySettings],
	["server", emptySettings],
]

describe("what breaks the rules is bounded and named, and the rest goes on", () => {
	test("SETTINGS of 16 MB", () => {
		const conversation = new Http2Conversation()
		conversation.push(0, "client", preface)
		const head = frame(4, 0, 0).slice()
		head.set(hex("ffffff"), 0)
		conversation.push(1, "server", head)
		const piece = new Uint8Array(65_535).fill(1)
		for (let sent = 0; sent < 0xff_ffff; sent += piece.length) {
			conversation.push(1, "server", piece.subarray(0, Math.min(piece.length, 0xff_ffff - sent)))
		}
		conversation.push(2, "server", call(1, "/a.B/C").answer)
		const facts = conversation.finish()
		expect(facts.problems.join("\n")).toMatch(/SETTINGS of 16777215 bytes, of which 64 settings are read/)
		expect(facts.server.settings.length).toBeLessThanOrEqual(64)
		expect(facts.calls[0]?.grpcStatus?.name).toBe("OK")
	})

	test("a CONTINUATION flood", () => {
		const conversation = new Http2Conversation()
		conversation.push(0, "client", preface)
		conversation.push(0, "client", frame(1, 0, 1, block({ a: "b" })))
		const part = frame(9, 0, 1)
		for (let count = 0; count < 5_000; count += 1) conversation.push(1, "client", part)
		conversation.push(2, "server", call(1, "/a.B/C").answer)
		const facts = conversation.finish()
		expect(facts.problems).toContain("the client's HTTP/2: the headers come in more than 1000 frames")
		expect(facts.calls[0]?.grpcStatus?.name).toBe("OK")
	})

	test("a header block that unpacks to far more than it is", () => {
		const bomb = concatBytes([
			block({ "x-bomb": "b".repeat(3_000) }, true),
			new Uint8Array(60_000).fill(0xbe),
		])
		const facts = read([...opening, ["client", frame(1, 4, 1, bomb)], ["server", call(1, "/a.B/C").answer]])
		expect(facts.problems.join()).toMatch(/more than 256 header fields/)
		expect(facts.calls[0]?.grpcStatus?.name).toBe("OK")
	})

	test("floods of PING", () => {
		const conversation = new Http2Conversation()
		conversation.push(0, "client", preface)
		const ping = frame(6, 0, 0, new Uint8Array(8))
		for (let count = 0; count < 10_001; count += 1) conversation.push(1, "client", ping)
		expect(conversation.finish()).toMatchObject({
			client: { pings: 10_001 },
			problems: ["the client's HTTP/2: more than 9999 PING frames"],
		})
	})

	test("20,000 calls: all are counted, the first and the failed are described", () => {
		const conversation = new Http2Conversation()
		for (const [from, bytes] of opening) conversation.push(0, from, bytes)
		for (let count = 0; count < 20_000; count += 1) {
			const { request, answer } = call(2 * count + 1, "/a.B/C", count % 1_000 === 999 ? "13" : "0")
			conversation.push(count, "client", request)
			conversation.push(count, "server", answer)
		}
		const facts = conversation.finish()
		expect(facts.callCount).toBe(20_000)
		expect(facts.calls.length).toBe(200 + 20)
		expect(facts.summary).toEqual([
			{ path: "/a.B/C", came: "OK", count: 19_980 },
			{ path: "/a.B/C", came: "INTERNAL", count: 20 },
		])
	})

	test("streams that never end, on paths without number", () => {
		const conversation = new Http2Conversation()
		for (const [from, bytes] of opening) conversation.push(0, from, bytes)
		for (let count = 0; count < 3_000; count += 1) {
			conversation.push(count, "client", frame(1, 4, 2 * count + 1, block({ ":path": `/a.B/C${count}` })))
		}
		const facts = conversation.finish()
		expect(facts.callCount).toBe(3_000)
		expect(facts.summary.length).toBeLessThanOrEqual(202)
		expect(facts.summary.reduce((sum, { count }) => sum + count, 0)).toBe(3_000)
	})

	test("any bytes from either side, cut anywhere", () => {
		const part = fc.tuple(fc.constantFrom<Side>("client", "server"), fc.uint8Array({ maxLength: 200 }))
		fc.assert(
			fc.property(fc.array(part, { maxLength: 20 }), fc.boolean(), (parts, isLate) => {
				const facts = read(parts, isLate ? ["client", "server"] : [])
				expect(facts.problems.length).toBeLessThanOrEqual(50)
			}),
		)
	})

	test("mutations of a real conversation", () => {
		const { request, answer } = call(1, "/pkg.Service/Do")
		const flows: readonly Part[] = [...opening, ["client", request], ["server", answer]]
		fc.assert(
			fc.property(fc.nat(flows.length - 1), fc.nat(400), fc.nat(255), (which, at, value) => {
				const parts = flows.map(([from, bytes], index): Part => {
					if (index !== which) return [from, bytes]
					const changed = bytes.slice()
					changed[at % Math.max(1, changed.length)] = value
					return [from, changed]
				})
				expect(() => read(parts)).not.toThrow()
			}),
		)
	})
})
