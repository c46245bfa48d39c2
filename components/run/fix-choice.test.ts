import { describe, expect, it } from "vitest"
import type { Fix } from "#diagnosis/finding"
import { chooseFix } from "./fix-choice.tsx"

const go: Fix = { for: "go", text: "Load the key pair." }
const node: Fix = { for: "node", text: "Pass the key pair." }
const server: Fix = { for: "server", text: "Renew the certificate." }

describe("chooseFix", () => {
	it("shows the fix of the chosen client", () => {
		expect(chooseFix([go, node, server], "node").fix).toBe(node)
	})

	it("shows the first fix there is when the chosen client has none", () => {
		expect(chooseFix([node, go], "java")).toMatchObject({ offered: ["go", "node"], shown: "go", fix: go })
	})

	it("keeps what the server's side has to do apart", () => {
		const choice = chooseFix([server], "go")
		expect(choice).toEqual({ offered: [], others: [server], servers: [] })
	})
})
