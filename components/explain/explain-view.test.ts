import { describe, expect, it } from "vitest"
import { findTargets } from "./find-targets.tsx"
import { confidenceWords, markSpans } from "./mark-spans.tsx"

describe("addresses in an error text", () => {
	it.each([
		["dial tcp 10.0.0.7:443: connect: connection refused", ["10.0.0.7:443"]],
		[
			"failed to connect to all addresses; last error: ipv4:127.0.0.1:50051: refused",
			["ipv4:127.0.0.1:50051"],
		],
		["connecting to grpcs://billing.internal:443, giving up", ["grpcs://billing.internal:443"]],
		["dial tcp [::1]:9091: i/o timeout", ["[::1]:9091"]],
		["billing.internal:443 then localhost:9090", ["billing.internal:443", "localhost:9090"]],
		["dial unix:///run/agent.sock failed", ["unix:///run/agent.sock"]],
		["transport.go:142 at 10:22:33 TLS handshake failed", []],
		["error:0A00010B:SSL routines::wrong version number", []],
		["x:99999 and a.b:99999", []],
	])("finds in %j exactly %j", (text, targets) => {
		expect(findTargets(text)).toEqual(targets)
	})
})

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
