import { describe, expect, it } from "vitest"
import type { AnatomyField } from "#tls/anatomy/anatomy-field"
import { fieldAt, fieldPathAt, fieldRows, openAtFirst, referenceAddress, visiblePath } from "./field-rows.tsx"

const fields: readonly AnatomyField[] = [
	{ name: "legacy_version", value: "0x0303", offset: 4, length: 2 },
	{
		name: "extensions",
		value: "1",
		offset: 6,
		length: 10,
		children: [
			{
				name: "server_name",
				value: "localhost",
				offset: 8,
				length: 8,
				children: [{ name: "host_name", value: "localhost", offset: 10, length: 6 }],
			},
		],
	},
]

describe("fieldRows", () => {
	it("shows children only below parents that are open", () => {
		const paths = (open: string[]) => fieldRows(fields, new Set(open)).map((row) => row.path)
		expect(paths([])).toEqual(["0", "1"])
		expect(paths(["1"])).toEqual(["0", "1", "1.0"])
		expect(paths(["1", "1.0"])).toEqual(["0", "1", "1.0", "1.0.0"])
	})

	it("opens the first level by itself", () => {
		expect([...openAtFirst(fields)]).toEqual(["1"])
	})
})

describe("fieldPathAt", () => {
	it.each([
		[5, "0"],
		[7, "1"],
		[9, "1.0"],
		[12, "1.0.0"],
		[2, undefined],
		[99, undefined],
	])("finds the innermost field of byte %i", (offset, path) => {
		expect(fieldPathAt(fields, offset)).toBe(path)
	})
})

describe("visiblePath", () => {
	it("falls back to the nearest parent on screen", () => {
		const rows = fieldRows(fields, new Set(["1"]))
		expect(visiblePath(rows, "1.0.0")).toBe("1.0")
	})
})

describe("fieldAt", () => {
	it("walks a path and answers undefined beyond the tree", () => {
		expect(fieldAt(fields, "1.0.0")?.name).toBe("host_name")
		expect(fieldAt(fields, "1.7")).toBeUndefined()
	})
})

describe("referenceAddress", () => {
	it.each([
		["RFC 8446 §4.1.2", "https://www.rfc-editor.org/rfc/rfc8446#section-4.1.2"],
		["RFC 6066 section 3", "https://www.rfc-editor.org/rfc/rfc6066#section-3"],
		["RFC 7301", "https://www.rfc-editor.org/rfc/rfc7301"],
		["draft-ietf-tls-ecdhe-mlkem", undefined],
	])("reads %s", (reference, address) => {
		expect(referenceAddress(reference)).toBe(address)
	})
})
