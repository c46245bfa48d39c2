import { describe, expect, test } from "vitest"
import { concatBytes } from "#base/bytes"
import {
	ascii,
	block,
	call,
	emptySettings,
	frame,
	hex,
	message,
	preface,
	settings,
} from "./frames.fixture.ts"
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

const headers = (fields: Readonly<Record<string, string>>) => frame(1, 4, 1, block(fields))

describe("a call", () => {
	test("is described from its request to its status", () => {
		const { request, answer } = call(1, "/pkg.Service/Do", "5")
		const facts = read([...opening, ["client", request], ["server", answer]])
		expect(facts.calls).toMatchObject([
			{
				stream: 1,
				method: "POST",
				path: "/pkg.Service/Do",
				authority: "api.test",
				httpStatus: 200,
				grpcStatus: { code: 5, name: "NOT_FOUND" },
				request: { count: 1, lengths: [3], bytes: 8, missing: 0 },
				response: { count: 1, lengths: [7], bytes: 12, missing: 0 },
				body: "grpc",
				startMs: 3,
				endMs: 4,
			},
		])
		expect(facts).toMatchObject({ isFromStart: true, callCount: 1, problems: [] })
		expect(facts.summary).toEqual([{ path: "/pkg.Service/Do", came: "NOT_FOUND", count: 1 }])
	})

	test("is the same however its bytes are cut", () => {
		const { request, answer } = call(1, "/pkg.Service/Do")
		const whole = read([...opening, ["client", request], ["server", answer]])
		const conversation = new Http2Conversation()
		for (const [at, [from, bytes]] of [
			...opening,
			["client", request] as const,
			["server", answer] as const,
		].entries())
			for (const byte of bytes) conversation.push(at, from, Uint8Array.of(byte))
		expect(conversation.finish()).toEqual(whole)
	})

	test("that is answered by trailers alone has its status and message", () => {
		const trailers = frame(
			1,
			5,
			1,
			block({ ":status": "200", "grpc-status": "7", "grpc-message": "no%20way" }),
		)
		const facts = read([...opening, ["client", call(1, "/a.B/C").request], ["server", trailers]])
		expect(facts.calls[0]).toMatchObject({ grpcStatus: { name: "PERMISSION_DENIED" }, grpcMessage: "no way" })
	})

	test("that is reset says by whom and with which code", () => {
		const facts = read([
			...opening,
			["client", call(1, "/a.B/C").request],
			["client", frame(3, 0, 1, hex("00000008"))],
		])
		expect(facts.calls[0]?.reset).toEqual({ from: "client", code: 8, codeName: "CANCEL" })
		expect(facts.summary[0]?.came).toBe("reset: CANCEL")
	})

	test("whose answer comes first in the capture is put together all the same", () => {
		const { request, answer } = call(1, "/a.B/C")
		const head = answer.subarray(0, answer.length - 20)
		const facts = read([
			...opening,
			["server", head],
			["client", request],
			["server", answer.subarray(head.length)],
		])
		expect(facts.calls).toMatchObject([{ path: "/a.B/C", grpcStatus: { name: "OK" } }])
	})

	test("by gRPC-Web takes its status from the end of the body", () => {
		const trailers = ascii("grpc-status: 16\r\ngrpc-message: who\r\n")
		const prefix = message(trailers.length).subarray(0, 5)
		prefix[0] = 0x80
		const facts = read([
			...opening,
			["client", call(1, "/a.B/C").request],
			["server", headers({ ":status": "200", "content-type": "application/grpc-web" })],
			["server", frame(0, 1, 1, concatBytes([message(2), prefix, trailers]))],
		])
		expect(facts.calls[0]).toMatchObject({
			grpcStatus: { name: "UNAUTHENTICATED" },
			grpcMessage: "who",
			response: { count: 1, lengths: [2] },
		})
	})

	test("that is answered by a page for people shows its beginning and counts no messages", () => {
		const facts = read([
			...opening,
			["client", call(1, "/a.B/C").request],
			["server", headers({ ":status": "400", "content-type": "text/html", server: "nginx" })],
			["server", frame(0, 1, 1, ascii("<html>No required SSL certificate was sent</html>"))],
		])
		expect(facts.calls[0]).toMatchObject({
			httpStatus: 400,
			server: "nginx",
			body: "html",
			response: { count: 0 },
		})
		expect(facts.calls[0]?.bodyText).toContain("No required SSL certificate")
	})

	test("keeps the lengths of compressed and unfinished messages", () => {
		const facts = read([
			...opening,
			["client", frame(1, 4, 1, block({ ":path": "/a.B/C", "content-type": "application/grpc" }))],
			["client", frame(0, 0, 1, concatBytes([message(70_000, true).subarray(0, 300)]))],
		])
		expect(facts.calls[0]?.request).toEqual({
			count: 1,
			lengths: [70_000],
			compressed: 1,
			bytes: 300,
			missing: 69_705,
		})
	})

	test("never shows a credential, nor a query", () => {
		const secret = "very-secret-value"
		const facts = read([
			...opening,
			[
				"client",
				headers({
					":path": `/a.B/C?access_token=${secret}`,
					authorization: `Bearer ${secret}`,
					cookie: secret,
					"x-api-key": secret,
					"x-auth-token-bin": secret,
				}),
			],
		])
		expect(JSON.stringify(facts)).not.toContain(secret)
		expect(facts.calls[0]?.requestHeaders).toContainEqual({
			name: "authorization",
			value: "present, 24 bytes",
		})
		expect(facts.calls[0]?.path).toBe("/a.B/C?(30 bytes)")
	})
})

describe("a connection", () => {
	test("shows what both sides announced, and their farewells", () => {
		const goaway = frame(7, 0, 0, concatBytes([hex("00000003 0000000b"), ascii("too_many_pings")]))
		const facts = read([
			["client", preface],
			["client", settings({ 2: 0, 4: 65_535 })],
			["server", settings({ 3: 100 })],
			["client", frame(4, 1, 0)],
			["client", frame(8, 0, 0, hex("0000ffff"))],
			["client", frame(6, 0, 0, hex("0000000000000000"))],
			["server", goaway],
		])
		expect(facts.client).toMatchObject({
			settings: [
				{ name: "ENABLE_PUSH", value: 0 },
				{ name: "INITIAL_WINDOW_SIZE", value: 65_535 },
			],
			settingsAcknowledged: true,
			pings: 1,
			windowUpdates: 1,
		})
		expect(facts.server.goaway).toMatchObject({
			codeName: "ENHANCE_YOUR_CALM",
			debug: "too_many_pings",
			lastStream: 3,
		})
	})

	test("reads padded frames and those with priority", () => {
		const fields = block({ ":path": "/a.B/C", "content-type": "application/grpc" })
		const padded = concatBytes([Uint8Array.of(4), hex("00000000 10"), fields, new Uint8Array(4)])
		const data = concatBytes([Uint8Array.of(6), message(2), new Uint8Array(6)])
		const facts = read([...opening, ["client", frame(1, 0x2c, 1, padded)], ["client", frame(0, 8, 1, data)]])
		expect(facts.calls[0]).toMatchObject({ path: "/a.B/C", request: { count: 1, lengths: [2], bytes: 7 } })
	})

	test("keeps a table of headers for each direction, and follows changes of its size", () => {
		const indexed = block({ "x-kept": "value" }, true)
		const facts = read([
			...opening,
			["server", settings({ 1: 8_192 })],
			["client", frame(1, 4, 1, concatBytes([hex("3fe13f"), indexed]))],
			["client", frame(1, 4, 3, hex("be"))],
		])
		expect(facts.problems).toEqual([])
		expect(facts.calls.map(({ requestHeaders }) => requestHeaders)).toEqual([
			[{ name: "x-kept", value: "value" }],
			[{ name: "x-kept", value: "value" }],
		])
	})

	test("that began before the capture says so, and shows what is known", () => {
		const known = block({ ":path": "/a.B/C" }, true)
		const facts = read(
			[
				["client", frame(1, 4, 7, concatBytes([hex("c0"), known, hex("be")]))],
				["server", frame(0, 0, 5, message(4))],
			],
			["client", "server"],
		)
		expect(facts.isFromStart).toBe(false)
		expect(facts.calls[0]).toMatchObject({ stream: 7, path: "/a.B/C" })
		expect(facts.calls[0]?.requestHeaders[0]).toEqual({ name: "(unknown)", value: "(unknown)" })
		expect(facts.calls[1]).toMatchObject({ stream: 5, response: { count: 1, lengths: [4] } })
	})
})
