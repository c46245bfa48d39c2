import { status } from "@grpc/grpc-js"
import { expect, test } from "vitest"
import { statusName } from "./status.ts"

test("names every status code as grpc-js does", () => {
	const codes = Object.values(status).filter((code) => typeof code === "number")
	expect(codes).toHaveLength(17)
	expect(codes.map(statusName)).toEqual(codes.map((code) => status[code]))
})

test.each([17, -1, 1.5, Number.NaN])("keeps the number %d, which has no name", (code) => {
	expect(statusName(code)).toBe(`CODE_${code}`)
})
