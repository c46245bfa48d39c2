import { createServer } from "node:net"
import { describe, expect, it } from "vitest"
import { runCli } from "./run-cli.ts"
import { recordingIo } from "./testing/recording-io.ts"

/** A port of loopback on which nothing listens any more. */
async function closedPort(): Promise<number> {
	const server = createServer()
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
	const address = server.address()
	await new Promise((resolve) => server.close(resolve))
	return typeof address === "object" && address !== null ? address.port : 0
}

describe("countersign explain --check", () => {
	it("checks the endpoint that the text names and joins both kinds of evidence", async () => {
		const io = recordingIo()
		const text = `dial tcp 127.0.0.1:${await closedPort()}: connect: connection refused`
		expect(await runCli(["explain", text, "--check", "--json"], io)).toBe(0)
		expect(JSON.parse(io.text())).toMatchObject({
			causes: [{ rule: "connection-refused" }],
			joined: { kind: "confirmed", causes: [{ rule: "connection-refused", standing: "confirmed" }] },
		})
	})

	it("takes the word behind --check for its target when it looks like one, and says the joined sentence first", async () => {
		const io = recordingIo()
		const words = ["explain", "--check", `127.0.0.1:${await closedPort()}`, "context deadline exceeded"]
		expect(await runCli(words, io)).toBe(0)
		expect(io.text()).toMatch(/^The text alone[\s\S]*The\s+check\s+decides/)
	})

	it("asks for a target when the text names none", async () => {
		const io = recordingIo()
		expect(await runCli(["explain", "certificate required", "--check"], io)).toBe(2)
		expect(io.talked()).toMatch(/names no endpoint/)
	})
})
