import { describe, expect, it } from "vitest"
import type { Fix } from "./finding.ts"
import { leadWithKind } from "./lead-with-kind.ts"

const client: Fix = { for: "go", text: "Trust the CA." }
const general: Fix = { for: "server", text: "Serve the chain." }
const go: Fix = { for: "server", server: "go", text: "Load the chain." }
const nginx: Fix = { for: "server", server: "nginx", text: "Name the chain." }
const operator: Fix = { for: "operator", text: "Look at the proxy." }
const all = [client, general, go, nginx, operator]
const stack = (name: string, front?: string) => ({
	name,
	confidence: 0.9,
	signs: [],
	...(front === undefined ? {} : { front: { name: front, confidence: 0.9, signs: [] } }),
})

describe("leadWithKind", () => {
	it("puts the server's own kind ahead of the other kinds", () => {
		expect(leadWithKind(all, stack("nginx"))).toEqual([client, general, nginx, go, operator])
	})

	it("asks what stands in front first, for it ends TLS", () => {
		expect(leadWithKind(all, stack("grpc-go", "nginx"))[2]).toBe(nginx)
		expect(leadWithKind(all, stack("grpc-go", "a proxy of no known make"))[2]).toBe(go)
	})

	it("keeps the order where the kind is unknown or has no fix", () => {
		expect(leadWithKind(all, undefined)).toBe(all)
		expect(leadWithKind(all, stack("HAProxy"))).toBe(all)
		expect(leadWithKind([client, operator], stack("nginx"))).toEqual([client, operator])
	})
})
