import { describe, expect, it } from "vitest"
import { confidenceWords, markSpans } from "./mark-spans.tsx"

describe("decisive words", () => {
	it("cuts overlapping spans so that the pieces join to the text", () => {
		const text = "remote error: tls: certificate required"
		const pieces = markSpans(text, [{ span: [{ start: 14, end: 39 }] }, { span: [{ start: 19, end: 30 }] }])
		expect(pieces.map((piece) => piece.text).join("")).toBe(text)
		expect(pieces.map((piece) => [piece.text, piece.causes])).toEqual([
			["remote error: ", []],
			["tls: ", [0]],
			["certificate", [0, 1]],
			[" required", [0]],
		])
	})
	it("keeps within the text whatever a span says", () => {
		const pieces = markSpans("abc", [{ span: [{ start: 1, end: 99 }] }])
		expect(pieces.map((piece) => piece.text)).toEqual(["a", "bc"])
	})
	it("says nothing about an empty text", () => {
		expect(markSpans("", [])).toEqual([])
	})
	it.each([
		[0.9, "Almost certain"],
		[0.6, "Likely"],
		[0.4, "Possible"],
		[0.1, "Faint"],
	])("says %d as %s", (confidence, words) => {
		expect(confidenceWords(confidence)).toBe(words)
	})
})
