import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { frameMessage, readGrpcWebBody } from "./frames.ts"

const text = (value: string) => new TextEncoder().encode(value)

function trailerFrame(lines: string): Uint8Array {
	const frame = frameMessage(text(lines))
	frame[0] = 0x80
	return frame
}

describe("frames of gRPC-Web", () => {
	it("reads messages and the trailers that end the body, names in lower case", () => {
		const body = Uint8Array.from([
			...frameMessage(text("one")),
			...frameMessage(new Uint8Array()),
			...trailerFrame("Grpc-Status: 5\r\ngrpc-message:not found \r\n"),
		])
		expect(readGrpcWebBody(body)).toEqual({
			messages: [text("one"), new Uint8Array()],
			trailers: { "grpc-status": "5", "grpc-message": "not found" },
			isBroken: false,
		})
	})

	it("reads a body of trailers alone", () => {
		const { messages, trailers } = readGrpcWebBody(trailerFrame("grpc-status: 12"))
		expect([messages, trailers]).toEqual([[], { "grpc-status": "12" }])
	})

	it.each([
		["a frame whose length goes beyond the bytes", [0, 0xff, 0xff, 0xff, 0xff, 1]],
		["a flag that no frame has", [7, 0, 0, 0, 0]],
		["half a header", [0, 0, 0]],
		["bytes after the trailers", [...trailerFrame("grpc-status:0"), 1]],
	])("says that %s is broken", (_, bytes) => {
		expect(readGrpcWebBody(Uint8Array.from(bytes)).isBroken).toBe(true)
	})

	it("gives every cut of a body a result without trailers", () => {
		const body = Uint8Array.from([...frameMessage(text("one")), ...trailerFrame("grpc-status: 0")])
		for (let length = 0; length < body.length; length += 1) {
			expect(readGrpcWebBody(body.subarray(0, length))).not.toHaveProperty("trailers")
		}
	})

	it("takes any bytes and never throws", () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
				expect(readGrpcWebBody(bytes).messages.length).toBeLessThanOrEqual(16)
			}),
		)
	})
})
