import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { fromHex } from "#base/bytes"
import { call, emptySettings, preface } from "#grpc/h2/frames.fixture"
import { pcapOf, type RecordedConnection } from "#probe/node/recorded-capture.fixture"
import { runCli } from "./run-cli.ts"
import { recordingIo } from "./testing/recording-io.ts"

let directory = ""

beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "cs-decode-"))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

async function file(name: string, content: string | Uint8Array): Promise<string> {
	const path = join(directory, name)
	await writeFile(path, content)
	return path
}

async function run(words: readonly string[], input: string | Uint8Array<ArrayBuffer> = "") {
	const io = recordingIo(input)
	const code = await runCli(["decode", ...words], io)
	return { code, text: io.text(), talked: io.talked() }
}

const json = async (words: readonly string[]) => {
	const { text, ...rest } = await run([...words, "--json"])
	return { ...rest, document: JSON.parse(text) }
}

/** A plaintext connection that makes one call. */
function plaintext(status: string, path = "/pkg.Service/Do"): RecordedConnection {
	const { request, answer } = call(1, path, status)
	const at = Date.parse("2026-11-22T12:00:00Z")
	return {
		beganMs: at,
		steps: [
			{ atMs: at + 1, from: "client", bytes: preface },
			{ atMs: at + 1, from: "client", bytes: emptySettings },
			{ atMs: at + 2, from: "server", bytes: emptySettings },
			{ atMs: at + 3, from: "client", bytes: request },
			{ atMs: at + 4, from: "server", bytes: answer },
			{ atMs: at + 5, from: "client", end: "fin" },
			{ atMs: at + 5, from: "server", end: "fin" },
		],
	}
}

describe("decode CAPTURE", () => {
	it("shows a plaintext call with its status, and exits 0", async () => {
		const { code, text } = await run([await file("one.pcap", pcapOf([plaintext("0")]))])
		expect(code).toBe(0)
		expect(text).toContain("#0 10.0.0.1:40000 → 10.0.0.2:443")
		expect(text).toMatch(/\/pkg\.Service\/Do {2}OK/)
		expect(text).toContain("1 TCP connection")
	})

	it("exits 1 where a finding is an error", async () => {
		const { code, text } = await run([await file("denied.pcap", pcapOf([plaintext("16")]))])
		expect(code).toBe(1)
		expect(text).toContain("token")
	})

	it("reads gzip, and standard input", async () => {
		const packed = gzipSync(pcapOf([plaintext("0")]))
		const fromFile = await run([await file("one.pcap.gz", packed)])
		const fromInput = await run(["-"], new Uint8Array(packed))
		expect(fromFile.text).toContain("/pkg.Service/Do")
		expect(fromInput).toEqual(fromFile)
	})

	it("takes more than one key log, and says which cannot be read", async () => {
		const keys = await file("a.keys", `CLIENT_RANDOM ${"ab".repeat(32)} ${"cd".repeat(48)}\n`)
		const path = await file("one.pcap", pcapOf([plaintext("0")]))
		expect((await run([path, "--keylog", keys, `--keylog=${keys}`])).code).toBe(0)
		const { code, talked } = await run([path, "--keylog", keys, "--keylog", "/nowhere/b.keys"])
		expect(code).toBe(2)
		expect(talked).toContain("cannot read /nowhere/b.keys")
	})

	it("lists many connections, problems first, and shows one whole on demand", async () => {
		const many = Array.from({ length: 300 }, (_, index) =>
			plaintext(index === 250 ? "16" : "0", `/a.B/C${index}`),
		)
		const path = await file("many.pcap", pcapOf(many))
		const { code, text } = await run([path])
		expect(code).toBe(1)
		expect(text.split("\n")[0]).toMatch(/^✗ #250/)
		expect(text.split("\n").length).toBeLessThan(120)
		expect(text).toContain("… 200 more connections")
		const one = await run([path, "--connection", "250"])
		expect(one.text).toContain("/a.B/C250")
		expect(one.text).not.toContain("/a.B/C249")
	})

	it("prints all connections as one JSON document, in the order in which they began", async () => {
		const many = Array.from({ length: 50 }, (_, index) => plaintext("0", `/a.B/C${index}`))
		const { document } = await json([await file("fifty.pcap", pcapOf(many))])
		expect(document.connections.map(({ index }: { index: number }) => index)).toEqual(
			many.map((_, index) => index),
		)
		expect(document.connections[7].calls[0]).toMatchObject({
			path: "/a.B/C7",
			grpcStatus: { code: 0, name: "OK" },
		})
		expect(document.capture).toMatchObject({ format: "pcap", connections: 50 })
	})

	it("reads what a cut file holds, and says where it ends", async () => {
		const whole = pcapOf([plaintext("0")])
		const { code, text } = await run([await file("cut.pcap", whole.subarray(0, whole.length - 30))])
		expect(code).toBe(0)
		expect(text).toContain("/pkg.Service/Do")
		expect(text).toContain("truncated: the file ends inside")
	})

	it.each([
		["nothing", "", /neither pcap nor pcapng/],
		["text", "CLIENT_RANDOM 00 00\n", /neither pcap nor pcapng/],
		["zstd", fromHex("28b52ffd0000000000000000") ?? "", /compressed by zstd: unpack it first/],
	])(
		"says what is wrong with a file of %s, and what to do, with exit code 2",
		async (name, content, words) => {
			const { code, talked, text } = await run([await file(`${name}.bin`, content), "--json"])
			expect(code).toBe(2)
			expect(talked).toMatch(words)
			expect(talked).toMatch(/\nhint: .+/)
			expect(text).toBe("")
		},
	)

	it.each([
		[["/nowhere/x.pcap"], /cannot read \/nowhere\/x.pcap: there is no such file/],
		[["."], /is a directory/],
		[[], /no capture was given/],
		[["a", "b"], /one file too many/],
		[["--client", "a"], /--server is missing/],
		[["a", "--connection", "first"], /is no number/],
		[["a", "--fail-on", "panic"], /is unknown/],
	])("refuses %j", async (words, reason) => {
		const { code, talked } = await run(words)
		expect(code).toBe(2)
		expect(talked).toMatch(reason)
	})

	it("says that a capture has no such connection", async () => {
		const { code, talked } = await run([
			await file("one.pcap", pcapOf([plaintext("0")])),
			"--connection",
			"9",
		])
		expect(code).toBe(2)
		expect(talked).toContain("has no connection 9")
	})
})

describe("decode --jsonl", () => {
	it("answers in order, echoes ids, and answers what is wrong too", async () => {
		const path = await file("one.pcap", pcapOf([plaintext("0")]))
		const requests = [{ id: 1, capture: path }, { id: 2, client: "16", server: "zz" }, { id: 3 }]
		const { text } = await run(["--jsonl"], requests.map((each) => JSON.stringify(each)).join("\n"))
		const answers = text
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line))
		expect(answers.map(({ id }) => id)).toEqual([1, 2, 3])
		expect(answers[0].connections[0].calls).toHaveLength(1)
		expect(answers[1].error).toMatch(/no hex digit/)
		expect(answers[2].error).toMatch(/neither client and server nor capture/)
	})
})
