import { describe, expect, it } from "vitest"
import { runCli } from "./run-cli.ts"
import { recordingIo } from "./testing/recording-io.ts"

describe("countersign", () => {
	it.each([
		[["check", "localhost:0"], /port 0 does not exist/i],
		[["check", "localhost:70000"], /port 70000 does not exist/i],
		[["check", "ftp://localhost:21"], /ftp/],
		[["check", "https://localhost:443"], /grpcs:\/\//],
		[["check", "localhost"], /port is missing/i],
		[["check"], /no target/],
		[["check", "localhost:1", "--timeout", "soon"], /no duration/],
		[["check", "localhost:1", "--mode", "ssl"], /no mode/],
		[["check", "localhost:1", "--frobnicate"], /unknown option --frobnicate/],
		[["check", "localhost:1", "--ca"], /--ca needs a value/],
		[["check", "localhost:1", "--json", "--markdown"], /exclude each other/],
		[["check", "grpc://localhost:1", "--ca", "ca.pem"], /plaintext/],
		[["check", "grpcs://localhost:1", "--cert", "client.pem"], /private key/],
		[["check", "grpcs://localhost:1", "--mode", "spiffe"], /Workload API/],
		[["frob"], /no verb/],
		[["serve", "--port", "70000"], /no port/],
		[["serve", "--host", "0.0.0.0"], /COUNTERSIGN_ACCESS_TOKEN/],
		[["explain", "x", "--emitter", "cat"], /unknown/],
		[["lab", "no-such-scenario"], /no-such-scenario/],
	])("refuses %j with a reason and a hint", async (words, reason) => {
		const io = recordingIo()
		expect(await runCli(words, io)).toBe(2)
		expect(io.talked()).toMatch(reason)
		expect(io.talked()).toContain("hint: ")
		expect(io.text()).toBe("")
	})

	it.each(["check", "explain", "lab", "serve"])("shows an example in the help of %s", async (verb) => {
		const io = recordingIo()
		expect(await runCli([verb, "--help"], io)).toBe(0)
		expect(io.text()).toMatch(new RegExp(`examples?:\n  .*countersign ${verb}`))
	})

	it("says 3 when a target could not be tested, and keeps talk out of the results", async () => {
		const io = recordingIo()
		const code = await runCli(["check", "grpc://127.0.0.1:1", "--json", "--fail-on", "error"], io)
		const report = JSON.parse(io.text())
		expect(report).toMatchObject({ schema: "countersign.report/v1", server: { mode: "unknown" } })
		expect(code).toBe(1)
		expect(io.talked()).toBe("")
	})

	it("answers explain requests line by line, in order, with their ids", async () => {
		const lines = ['{"id":1,"text":"no such host"}', "not json", '{"id":"b","text":"certificate required"}']
		const io = recordingIo(lines.join("\n"))
		expect(await runCli(["explain", "--jsonl"], io)).toBe(0)
		const answers = io
			.text()
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line))
		expect(answers).toMatchObject([
			{ id: 1, causes: [{ rule: "dns-failure" }] },
			{ error: expect.any(String) },
			{ id: "b", causes: [{ rule: "client-cert-required" }] },
		])
	})
})
