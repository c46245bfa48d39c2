import { describe, expect, it } from "vitest"
import { byteRows, litColumns, offsetWords } from "./byte-rows.tsx"

describe("byteRows", () => {
	it("cuts bytes into lines of sixteen and keeps the rest on the last line", () => {
		const rows = byteRows("16030100".repeat(5), 100)
		expect(rows.map((row) => [row.offset, row.bytes.length])).toEqual([
			[0, 16],
			[16, 4],
		])
	})

	it("shows printable ASCII and a dot for everything else", () => {
		expect(byteRows("474554200d0aff7e", 1)[0]?.text).toBe("GET ···~")
	})

	it("stops at the bound", () => {
		expect(byteRows("00".repeat(4096), 3)).toHaveLength(3)
	})

	it("leaves out half a byte", () => {
		expect(byteRows("1603f", 3)[0]?.bytes).toEqual(["16", "03"])
	})
})

describe("litColumns", () => {
	const table = [
		{ name: "inside one line", range: { offset: 2, length: 3 }, row: 0, lit: { from: 2, to: 5 } },
		{ name: "from the line before", range: { offset: 10, length: 10 }, row: 16, lit: { from: 0, to: 4 } },
		{ name: "over the whole line", range: { offset: 0, length: 99 }, row: 32, lit: { from: 0, to: 16 } },
		{ name: "elsewhere", range: { offset: 0, length: 4 }, row: 16, lit: undefined },
		{ name: "of no length", range: { offset: 4, length: 0 }, row: 0, lit: undefined },
	]
	it.each(table)("lights what lies $name", ({ range, row, lit }) => {
		expect(litColumns(range, row)).toEqual(lit)
	})
})

describe("offsetWords", () => {
	it("pads to four hex digits and grows beyond them", () => {
		expect([offsetWords(16), offsetWords(0x1_2345)]).toEqual(["0010", "12345"])
	})
})
