import { once } from "node:events"
import { createServer, type Http2Server } from "node:http2"
import { connect } from "node:net"
import fc from "fast-check"
import { expect, test } from "vitest"
import { concatBytes, fromHex } from "#base/bytes"
import { frameTypes, readFrames, unpadded } from "./frame.ts"
import { readHeaderBlock } from "./header-block.ts"
import { HeaderTable } from "./header-table.ts"
import { readHuffman } from "./huffman.ts"

const hex = (text: string) => fromHex(text) ?? new Uint8Array()

test("reads the three responses of RFC 7541 appendix C.6, Huffman-coded, with evictions from the dynamic table", () => {
	const table = new HeaderTable(256)
	const blocks = [
		"488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad171863c78f0b97c8e9ae82ae43d3",
		"4883640effc1c0bf",
		"88c16196d07abe941054d444a8200595040b8166e084a62d1bffc05a839bd9ab77ad94e7821dd7f2e6c7b335dfdfcd5b3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007",
	]
	const read = blocks.map((block) => readHeaderBlock(hex(block), table))
	const date = { name: "date", value: "Mon, 21 Oct 2013 20:13:21 GMT" }
	const shared = [
		{ name: "cache-control", value: "private" },
		date,
		{ name: "location", value: "https://www.example.com" },
	]
	expect(read[0]).toEqual({ ok: true, value: [{ name: ":status", value: "302" }, ...shared] })
	expect(read[1]).toEqual({ ok: true, value: [{ name: ":status", value: "307" }, ...shared] })
	expect(read[2]).toEqual({
		ok: true,
		value: [
			{ name: ":status", value: "200" },
			{ name: "cache-control", value: "private" },
			{ name: "date", value: "Mon, 21 Oct 2013 20:13:22 GMT" },
			{ name: "location", value: "https://www.example.com" },
			{ name: "content-encoding", value: "gzip" },
			{ name: "set-cookie", value: "foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1" },
		],
	})
})

test("reads every byte that nghttp2 writes into header values", async () => {
	const values = Array.from({ length: 8 }, (_, part) =>
		Array.from({ length: 32 }, (_, at) => part * 32 + at)
			.filter((code) => code > 0x20 && code !== 0x7f)
			.map((code) => String.fromCharCode(code).repeat(2))
			.join(""),
	).filter((value) => value !== "")
	const names = values.map((_, at) => `x-value-${at}`)
	const sent = Object.fromEntries(values.map((value, at) => [names[at] ?? "", value]))
	const server = createServer()
	server.on("stream", (stream) => {
		stream.respond({ ":status": 503, server: "front/1.0", ...sent })
		stream.end()
	})
	server.listen(0, "127.0.0.1")
	await once(server, "listening")
	const bytes = await answerOf(portOf(server.address()))
	server.close()
	const headers = readFrames(bytes, 20).find((frame) => frame.type === frameTypes.headers)
	const fields = headers === undefined ? undefined : readHeaderBlock(unpadded(headers), new HeaderTable(4096))
	expect(fields?.ok).toBe(true)
	const got = new Map((fields?.ok ? fields.value : []).map(({ name, value }) => [name, value]))
	expect(got.get(":status")).toBe("503")
	expect(got.get("server")).toBe("front/1.0")
	expect(names.map((name) => got.get(name))).toEqual(values)
})

test.each([
	["an index that the table does not have", "ff00", "no entry 127"],
	["index zero", "80", "no entry 0"],
	["an integer without end", "ffffffffffff", "longer than four bytes"],
	["a text beyond the block", "400a61", "10 bytes"],
	["a text beyond 16 KiB", "407fffff01", "longer than 16384"],
	["a table larger than announced", "3fe13f", "larger table"],
	["a Huffman code with the end mark", "4084ffffffff00", "Huffman"],
	["a Huffman code with long padding", "4083ffffff00", "Huffman"],
])("refuses %s", (_, block, text) => {
	const read = readHeaderBlock(hex(block), new HeaderTable(4096))
	expect(read.ok ? "" : read.error.text).toContain(text)
})

test("refuses more than 256 fields", () => {
	const read = readHeaderBlock(new Uint8Array(300).fill(0x82), new HeaderTable(4096))
	expect(read.ok ? "" : read.error.kind).toBe("too-large")
})

test("reads any bytes without throwing, and Huffman text never grows beyond 8/5", () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
			readHeaderBlock(bytes, new HeaderTable(4096))
			expect((readHuffman(bytes) ?? bytes).length).toBeLessThanOrEqual((bytes.length * 8) / 5)
		}),
	)
})

function portOf(address: ReturnType<Http2Server["address"]>): number {
	if (address === null || typeof address === "string") throw new Error("the server has no port")
	return address.port
}

/** Sends a request by hand and collects what the server answers until it closes. */
async function answerOf(port: number): Promise<Uint8Array> {
	const socket = connect(port, "127.0.0.1")
	const chunks: Uint8Array[] = []
	socket.on("data", (chunk) => {
		chunks.push(chunk)
		if (readFrames(concatBytes(chunks), 20).some((frame) => frame.type === frameTypes.headers)) socket.end()
	})
	const request = hex("000000040000000000 000006010500000001 82868441016c")
	socket.write(Buffer.concat([Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), request]))
	await once(socket, "close")
	return concatBytes(chunks)
}
