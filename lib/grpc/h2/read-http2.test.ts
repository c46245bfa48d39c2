import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { concatBytes, fromHex } from "#base/bytes"
import { readHttp2 } from "./read-http2.ts"

const hex = (text: string) => fromHex(text) ?? new Uint8Array()
const ascii = (text: string) => new TextEncoder().encode(text)
const emptySettings = hex("000000040000000000")

function frame(type: number, flags: number, stream: number, payload: Uint8Array): Uint8Array {
	const { length } = payload
	return concatBytes([
		new Uint8Array([length >> 16, (length >> 8) & 0xff, length & 0xff, type, flags, 0, 0, 0, stream]),
		payload,
	])
}

/** Headers as literals without Huffman code and without indexing. */
function block(fields: Readonly<Record<string, string>>): Uint8Array {
	const text = (value: string) => new Uint8Array([value.length, ...ascii(value)])
	const parts = Object.entries(fields).flatMap(([name, value]) => [
		new Uint8Array([0]),
		text(name),
		text(value),
	])
	return concatBytes(parts)
}

describe("names the settings of the stacks that are known by them", () => {
	test.each([
		["grpc-go", "000006040000000000000500004000", [[5, "MAX_FRAME_SIZE", 16_384]]],
		["Node", "000000040000000000", []],
		[
			"grpc-java",
			"00001204000000000000037fffffff000400100000000600002000",
			[
				[3, "MAX_CONCURRENT_STREAMS", 0x7fff_ffff],
				[4, "INITIAL_WINDOW_SIZE", 1_048_576],
				[6, "MAX_HEADER_LIST_SIZE", 8_192],
			],
		],
		["gRPC C-core", "000006040000000000fe0300000001", [[65_027, "GRPC_ALLOW_TRUE_BINARY_METADATA", 1]]],
		["a setting without a name", "000006040000000000abcd00000001", [[0xabcd, "0xabcd", 1]]],
	])("%s", (_, bytes, settings) => {
		const read = readHttp2(hex(bytes))
		expect(read.settingsSeen).toBe(true)
		expect(read.settings.map(({ id, name, value }) => [id, name, value])).toEqual(settings)
	})
})

test("passes over the preface of a client, and does not take an acknowledgement for settings", () => {
	const read = readHttp2(concatBytes([ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), hex("000000040100000000")]))
	expect(read).toMatchObject({ settingsSeen: false, frames: [{ type: 4, flags: 1, stream: 0, length: 0 }] })
})

test("quotes what a GOAWAY says, and names its code", () => {
	const goaway = frame(7, 0, 0, concatBytes([hex("000000000000000d"), ascii("use HTTP/1.1\u0000 please")]))
	const read = readHttp2(concatBytes([emptySettings, goaway]))
	expect(read.goaway).toEqual({ code: 13, codeName: "HTTP_1_1_REQUIRED", debug: "use HTTP/1.1. please" })
})

test("keeps the number of an error code that has no name", () => {
	const read = readHttp2(concatBytes([emptySettings, frame(7, 0, 0, hex("00000000000000ff"))]))
	expect(read.goaway).toEqual({ code: 255, codeName: "0xff", debug: "" })
})

test("shows the page that a web server sent instead of gRPC", () => {
	const headers = block({ ":status": "400", server: "nginx/1.22.1", "content-type": "text/html" })
	const body = ascii("<html>\r\n<title>400 No required SSL certificate was sent</title>")
	const read = readHttp2(concatBytes([emptySettings, frame(1, 4, 1, headers), frame(0, 1, 1, body)]))
	expect(read.responses).toEqual([
		{
			stream: 1,
			httpStatus: 400,
			server: "nginx/1.22.1",
			contentType: "text/html",
			body: "html",
			isHtml: true,
			bodyText: "<html>\n<title>400 No required SSL certificate was sent</title>",
		},
	])
})

test("tells a gRPC answer from a page, with the status of its trailers", () => {
	const headers = block({ ":status": "200", "content-type": "application/grpc+proto" })
	const trailers = block({ "grpc-status": "12", "grpc-message": "unknown service" })
	const read = readHttp2(
		concatBytes([
			emptySettings,
			frame(1, 4, 1, headers),
			frame(0, 0, 1, hex("00000000020801")),
			frame(1, 5, 1, trailers),
		]),
	)
	expect(read.responses).toMatchObject([{ httpStatus: 200, grpcStatus: "12", body: "grpc", isHtml: false }])
})

test("joins a header block that goes on in CONTINUATION frames, padded and with priority fields", () => {
	const whole = block({ ":status": "503", server: "envoy" })
	const padded = concatBytes([hex("03"), hex("0000000010"), whole.subarray(0, 7), hex("000000")])
	const read = readHttp2(
		concatBytes([emptySettings, frame(1, 0x28, 1, padded), frame(9, 4, 1, whole.subarray(7))]),
	)
	expect(read.responses).toMatchObject([{ stream: 1, httpStatus: 503, server: "envoy" }])
})

test("leaves the padding of a body out", () => {
	const data = concatBytes([hex("02"), ascii("page"), hex("0000")])
	const read = readHttp2(concatBytes([emptySettings, frame(0, 0x8, 1, data)]))
	expect(read.responses).toMatchObject([{ bodyText: "page", body: "text" }])
})

test("names the code that a stream was reset with", () => {
	const read = readHttp2(concatBytes([emptySettings, frame(3, 0, 1, hex("00000007"))]))
	expect(read.responses).toMatchObject([{ stream: 1, resetWith: "REFUSED_STREAM" }])
})

describe("says what could not be read, and keeps what was", () => {
	test.each([
		["an HTTP/1 answer", ascii("HTTP/1.1 400 Bad Request\r\n\r\n"), "first frame is not SETTINGS", 0],
		["a TLS alert", hex("15030300020232000000"), "first frame is not SETTINGS", 0],
		["a frame that is cut off", concatBytes([emptySettings, hex("000010070000000000dead")]), "end inside", 1],
		["headers that cannot be read", concatBytes([emptySettings, frame(1, 4, 1, hex("ff00"))]), "headers", 2],
		[
			"headers of more than 64 KiB",
			concatBytes([
				emptySettings,
				...Array.from({ length: 5 }, () => frame(9, 0, 1, new Uint8Array(16_384))),
			]),
			"larger than 64 KiB",
			6,
		],
	])("%s", (_, bytes, problem, frames) => {
		const read = readHttp2(bytes)
		expect(read.problem).toContain(problem)
		expect(read.frames).toHaveLength(frames)
	})
})

test("stays within its bounds however much the peer sends", () => {
	const streams = Array.from({ length: 500 }, (_, at) =>
		frame(0, 0, (at % 60) + 1, new Uint8Array(2_000).fill(0x41)),
	)
	const read = readHttp2(concatBytes([emptySettings, ...streams]))
	expect(read.frames).toHaveLength(200)
	expect(read.responses).toHaveLength(16)
	expect(read.responses.every(({ bodyText }) => bodyText.length <= 512)).toBe(true)
})

test("reads every truncation and any bytes without throwing", () => {
	const whole = concatBytes([
		emptySettings,
		frame(1, 4, 1, block({ ":status": "200" })),
		frame(7, 0, 0, hex("00")),
	])
	for (let length = 0; length <= whole.length; length += 1) readHttp2(whole.subarray(0, length))
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
			const read = readHttp2(concatBytes([emptySettings, bytes]))
			expect(read.settingsSeen).toBe(true)
		}),
	)
})
