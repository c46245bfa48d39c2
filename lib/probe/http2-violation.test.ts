import { describe, expect, it } from "vitest"
import { http2Violation } from "./http2-violation.ts"

function frame(type: number, flags: number, payload: number): number[] {
	return [
		payload >> 16,
		(payload >> 8) & 0xff,
		payload & 0xff,
		type,
		flags,
		0,
		0,
		0,
		type === 9 ? 1 : 0,
	].concat(Array.from({ length: payload }, () => 0))
}

const settings = frame(4, 0, 6)
const read = (...parts: number[][]) => http2Violation(Uint8Array.from(parts.flat()))

describe("http2Violation", () => {
	it("finds nothing wrong with an ordinary beginning", () => {
		expect(read(settings, frame(4, 1, 0), frame(8, 0, 4), frame(6, 0, 8))).toBeUndefined()
	})

	it("says nothing of bytes that are no HTTP/2", () => {
		expect(http2Violation(new TextEncoder().encode("HTTP/1.1 400 Bad Request\r\n\r\n"))).toBeUndefined()
		expect(http2Violation(new Uint8Array())).toBeUndefined()
	})

	it("names a frame beyond the allowed size", () => {
		expect(read(settings, frame(0, 0, 16_385))).toBe(
			"a frame of 16385 bytes, where at most 16384 are allowed",
		)
	})

	it("names a flood of control frames", () => {
		const pings = Array.from({ length: 101 }, () => frame(6, 0, 8))
		expect(read(settings, ...pings)).toBe("101 PING frames (808 bytes) around one call")
		expect(read(settings, frame(4, 0, 6_000))).toBe("2 SETTINGS frames (6006 bytes) around one call")
	})

	it("names a header block that does not end", () => {
		const parts = Array.from({ length: 5 }, () => frame(9, 0, 2_000))
		const text = "a header block of 10010 bytes in 6 frames that had not ended"
		expect(read(settings, frame(1, 0, 10), ...parts)).toBe(text)
		expect(read(settings, frame(1, 0, 10), ...parts, frame(9, 4, 2_000))).not.toMatch(/had not ended/)
	})
})
