import { expect, it } from "vitest"
import { hinted } from "./hinted.ts"

it("ends with one full stop, whether the hint has its own or not", () => {
	expect(hinted({ text: "It has a port.", hint: "Write example.org" })).toBe(
		"It has a port. Write example.org.",
	)
	expect(hinted({ text: "It is long.", hint: "Use a shorter one." })).toBe("It is long. Use a shorter one.")
})
