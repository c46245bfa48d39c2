import {
	connect as connectHttp2,
	createServer,
	type IncomingHttpHeaders,
	type ServerHttp2Stream,
} from "node:http2"
import { createServer as createNetServer, type Server } from "node:net"
import { Duplex, Readable } from "node:stream"
import fc from "fast-check"
import { afterEach, describe, expect, it } from "vitest"
import { plainAuthority } from "./plain-authority.ts"

const listening: Server[] = []
afterEach(async () => {
	for (const server of listening.splice(0)) await new Promise((resolve) => server.close(resolve))
})

/** What a server behind the filter reads of requests that a client sends on one connection. */
async function received(
	requests: readonly IncomingHttpHeaders[],
): Promise<readonly (readonly [string, string])[]> {
	const seen: (readonly [string, string])[] = []
	const http2 = createServer()
	http2.on("stream", (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
		seen.push([String(headers[":authority"]), String(headers["x-word"])])
		stream.respond({ ":status": 200 })
		stream.end()
	})
	const server = createNetServer((socket) => {
		http2.emit("connection", Duplex.from({ readable: socket.pipe(plainAuthority()), writable: socket }))
	})
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
	listening.push(server)
	const where = server.address()
	const session = connectHttp2(
		`http://127.0.0.1:${typeof where === "object" && where !== null ? where.port : 0}`,
	)
	for (const headers of requests) {
		const stream = session.request(headers)
		stream.resume()
		await new Promise((resolve, reject) => stream.once("close", resolve).once("error", reject))
	}
	session.destroy()
	return seen
}

/** What comes out of the filter for bytes that come in pieces. */
async function through(pieces: readonly Uint8Array[]): Promise<Buffer> {
	const parts: Buffer[] = []
	for await (const part of Readable.from(pieces.map((piece) => Buffer.from(piece))).pipe(plainAuthority()))
		parts.push(part)
	return Buffer.concat(parts)
}

describe("plainAuthority", () => {
	it("lets a path in the place of an authority be passed over, in every request of a connection", async () => {
		const words = ["first", "second", "x".repeat(5_000), "last"]
		const seen = await received(
			words.map((word) => ({ ":path": "/a/b", ":authority": "/run/agent.sock", "x-word": word })),
		)
		expect(seen).toEqual(words.map((word) => ["-", word]))
	})

	it("leaves other headers as they are, however they are compressed", async () => {
		const word = "a.long-enough/value:to;be=huffman,coded"
		expect(
			await received([
				{ ":path": "/", "x-word": word },
				{ ":path": "/", "x-word": word },
			]),
		).toEqual([
			["-", word],
			["-", word],
		])
	})

	it("lets through what it does not understand, byte for byte, and never throws", async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 8 }), async (pieces) => {
				const noise = pieces.map((piece) => piece.map((byte, at) => (at % 9 === 3 && byte === 1 ? 0 : byte)))
				const preface = Buffer.alloc(24, 7)
				const out = await through([preface, ...noise])
				expect(out.subarray(0, 24)).toEqual(preface)
				expect(out.length).toBeGreaterThanOrEqual(24)
			}),
		)
		const huge = Buffer.concat([
			Buffer.alloc(24),
			Buffer.from([0xff, 0xff, 0xff, 1, 4, 0, 0, 0, 1]),
			Buffer.alloc(100, 0x41),
		])
		expect(await through([huge.subarray(0, 30), huge.subarray(30)])).toEqual(huge)
	})
})
