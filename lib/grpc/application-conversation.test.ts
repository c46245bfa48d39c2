import { describe, expect, test } from "vitest"
import { concatBytes } from "#base/bytes"
import { ApplicationConversation } from "./application-conversation.ts"
import { ascii, call, emptySettings, frame, hex, preface } from "./h2/frames.fixture.ts"

function read(client: Uint8Array, server: Uint8Array, cut = 1_000) {
	const conversation = new ApplicationConversation()
	for (let at = 0; at < client.length; at += cut)
		conversation.push(0, "client", client.subarray(at, at + cut))
	for (let at = 0; at < server.length; at += cut)
		conversation.push(1, "server", server.subarray(at, at + cut))
	return conversation.finish()
}

const { request, answer } = call(1, "/a.B/C")
const spoken = {
	client: concatBytes([preface, emptySettings, request]),
	server: concatBytes([emptySettings, answer]),
}

describe("bytes that are missing", () => {
	test("HTTP/2 is read on from the next frame, and header fields from before are not guessed", () => {
		const conversation = new ApplicationConversation()
		const second = call(3, "/a.B/D")
		conversation.push(0, "client", spoken.client)
		conversation.push(1, "server", concatBytes([spoken.server, ascii("the beginning of something")]))
		conversation.lose("server")
		conversation.push(2, "client", second.request)
		conversation.push(3, "server", ascii("the end of something"))
		conversation.push(4, "server", frame(7, 0, 0, hex("0000000300000002")))
		const { http2 } = conversation.finish()
		expect(http2).toMatchObject({
			isFromStart: false,
			server: { goaway: { codeName: "INTERNAL_ERROR" } },
			calls: [{ path: "/a.B/C", grpcStatus: { code: 0 } }, { path: "/a.B/D" }],
		})
	})

	test("no gRPC messages are made up from the middle of one", () => {
		const conversation = new ApplicationConversation()
		conversation.push(0, "client", spoken.client)
		conversation.push(1, "server", concatBytes([emptySettings, frame(0, 0, 1, hex("000000000a0102030405"))]))
		conversation.lose("server")
		conversation.push(2, "server", frame(0, 0, 1, new Uint8Array(30)))
		const [answered] = conversation.finish().http2?.calls ?? []
		expect(answered?.response).toMatchObject({ count: 1, lengths: [10], bytes: 40 })
	})

	test("HTTP/1 ends where bytes are missing", () => {
		const conversation = new ApplicationConversation()
		conversation.push(0, "server", ascii("HTTP/1.1 404 Not Found\r\nServer: nginx\r\n"))
		conversation.lose("server")
		conversation.push(1, "server", ascii("Content-Type: text/plain\r\n\r\n"))
		expect(JSON.stringify(conversation.finish())).not.toContain("text/plain")
	})
})

describe("recognises what each side speaks", () => {
	test.each([1, 5, 1_000])("HTTP/2, in pieces of %i bytes", (cut) => {
		const facts = read(spoken.client, spoken.server, cut)
		expect(facts).toMatchObject({
			client: "http2",
			server: "http2",
			http2: { isFromStart: true, callCount: 1 },
		})
	})

	test("a request and an answer of HTTP/1", () => {
		const facts = read(
			ascii("GET /page?token=secret HTTP/1.1\r\nHost: a.test\r\nAuthorization: Basic c2VjcmV0\r\n\r\n"),
			ascii("HTTP/1.1 404 Not Found\r\nServer: nginx\r\nContent-Type: text/plain\r\n\r\nnothing here"),
		)
		expect(facts.http1?.request).toEqual({
			method: "GET",
			target: "/page?(12 bytes)",
			version: "1.1",
			headers: [
				{ name: "host", value: "a.test" },
				{ name: "authorization", value: "present, 14 bytes" },
			],
		})
		expect(facts.http1?.answer).toMatchObject({ status: 404, server: "nginx", bodyText: "nothing here" })
	})

	test("an HTTP/2 client that is answered by HTTP/1", () => {
		const facts = read(spoken.client, ascii("HTTP/1.1 400 Bad Request\r\n\r\n"))
		expect(facts).toMatchObject({ client: "http2", server: "http1", http1: { answer: { status: 400 } } })
		expect(facts.http2?.calls[0]?.path).toBe("/a.B/C")
	})

	test("a connection that goes on: its bytes begin with a frame", () => {
		const facts = read(request, answer)
		expect(facts.http2).toMatchObject({ isFromStart: false, callCount: 1 })
	})

	test.each([
		["SSH", ascii("SSH-2.0-OpenSSH_9.2\r\n")],
		["bytes without meaning", hex("ffffffffffffffffffffffff")],
		["a frame of an unknown type", frame(0x2a, 0, 1, ascii("abc"))],
		["nine zeros, which would be DATA on stream 0", new Uint8Array(9)],
	])("%s as something else", (_, bytes) => {
		expect(read(bytes, bytes)).toEqual({
			client: "other",
			server: "other",
			bytes: { client: bytes.length, server: bytes.length },
		})
	})

	test("nothing as nothing", () => {
		expect(read(new Uint8Array(), new Uint8Array())).toEqual({
			client: "none",
			server: "none",
			bytes: { client: 0, server: 0 },
		})
	})
})
