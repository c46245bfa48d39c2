import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Flow, hasSuite, readSuiteJson } from "#tls/node/suites.fixture"
import { runCli } from "./run-cli.ts"
import { recordingIo } from "./testing/recording-io.ts"

let directory = ""

beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "cs-decode-suites-"))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

async function file(name: string, content: string): Promise<string> {
	const path = join(directory, name)
	await writeFile(path, content)
	return path
}

async function json(words: readonly string[]) {
	const io = recordingIo()
	const code = await runCli(["decode", ...words, "--json"], io)
	return { code, document: JSON.parse(io.text()) }
}

/** Fields of one packet as tshark names them. */
type Frame = Readonly<Record<string, readonly string[] | undefined>>

interface GoCase {
	readonly name: string
	readonly flows: readonly Flow[]
	readonly frames: readonly Frame[]
}

interface Message {
	readonly from: string
	readonly type: string
	readonly typeCode: number
	readonly certificates?: readonly string[]
}

const side = (flows: readonly Flow[], wanted: string) =>
	flows.flatMap(({ dir, hex }) => (dir === wanted ? [hex] : [])).join("\n")

describe.skipIf(!hasSuite("go-tls-flows"))("decode --client HEXFILE --server HEXFILE", () => {
	const cases = hasSuite("go-tls-flows")
		? readSuiteJson<{ cases: readonly GoCase[] }>("go-tls-flows/flows.json").cases
		: []

	it.each(cases.map((each) => [each.name, each] as const))("%s", async (name, { flows, frames }) => {
		const words = [
			"--client",
			await file(`${name}.client.hex`, side(flows, "client")),
			"--server",
			await file(`${name}.server.hex`, side(flows, "server")),
		]
		const { document } = await json(words)
		const [connection] = document.connections
		const messages: readonly Message[] = connection.messages
		const all = (field: string) => frames.flatMap((frame) => frame[field] ?? [])
		expect(messages.map(({ typeCode }) => String(typeCode)).toSorted()).toEqual(
			all("tls.handshake.type")
				.filter((type) => type !== "")
				.toSorted(),
		)
		expect(messages.flatMap(({ certificates = [] }) => certificates)).toEqual(
			all("tls.handshake.certificate"),
		)
		expect(document.problems).toEqual([])
		expect(connection.problems).toEqual([])
	})

	it("RFC 8448 with its key log: every message in the clear", async () => {
		if (!hasSuite("rfc8448")) return
		const { records, keylog } = readSuiteJson<{
			records: readonly { from_: string; record: string }[]
			keylog: readonly string[]
		}>("rfc8448/section3.json")
		const flows = records.map(
			({ from_, record }) => ({ dir: from_ === "client" ? "client" : "server", hex: record }) as const,
		)
		const { document } = await json([
			"--client",
			await file("8448.client", side(flows, "client")),
			"--server",
			await file("8448.server", side(flows, "server")),
			"--keylog",
			await file("8448.keys", keylog.join("\n")),
		])
		const [connection] = document.connections
		expect(connection.undecryptable).toBe(0)
		expect(connection.messages.map(({ type }: Message) => type)).toEqual([
			"ClientHello",
			"ServerHello",
			"EncryptedExtensions",
			"Certificate",
			"CertificateVerify",
			"Finished",
			"NewSessionTicket",
			"Finished",
		])
		expect(
			connection.alerts.map(({ from, description }: { from: string; description: string }) => [
				from,
				description,
			]),
		).toEqual([
			["server", "close_notify"],
			["client", "close_notify"],
		])
	})
})

interface Dissection {
	readonly captures: readonly {
		readonly capture: string
		readonly keys: readonly string[]
		readonly streams: readonly unknown[]
		readonly frames: readonly Frame[]
	}[]
}

const suite = (name: string) =>
	fileURLToPath(new URL(`../../shared/suites/captures/${name}`, import.meta.url))

describe.skipIf(!hasSuite("captures"))("decode of public captures says what another dissector says", () => {
	const { captures } = hasSuite("captures")
		? readSuiteJson<Dissection>("captures/dissection.json")
		: { captures: [] }

	it.each(captures.map((each) => [each.capture, each] as const))(
		"%s",
		async (name, { keys, frames, streams }) => {
			const keylog = keys.flatMap((key) => ["--keylog", suite(key)])
			const { document } = await json([suite(name), ...keylog])
			const all = (field: string) => frames.flatMap((frame) => frame[field] ?? [])
			const connections: readonly Decoded[] = document.connections
			const messages = connections.flatMap((each) => each.messages)
			expect(connections).toHaveLength(streams.length)
			expect(messages.map(({ typeCode }) => String(typeCode)).toSorted()).toEqual(
				all("tls.handshake.type").toSorted(),
			)
			expect(messages.flatMap(({ certificates = [] }) => certificates)).toEqual(
				all("tls.handshake.certificate"),
			)
			const alerts = connections.flatMap((each) => each.alerts)
			expect(alerts.map(({ code }) => String(code)).toSorted()).toEqual(
				all("tls.alert_message.desc").toSorted(),
			)
			expect(connections.map(({ undecryptable }) => undecryptable)).toEqual(streams.map(() => 0))
			const calls = connections.flatMap((each) => each.calls ?? [])
			const headers = calls.flatMap(({ requestHeaders, responseHeaders, trailers }) => [
				...requestHeaders,
				...responseHeaders,
				...trailers,
			])
			expect(headers.map((header) => header.name)).toEqual(all("http2.header.name"))
			expect(headers.map((header) => header.value)).toEqual(all("http2.header.value"))
			const lengths = calls.flatMap(({ request, response }) => [...request.lengths, ...response.lengths])
			expect(lengths.map(String)).toEqual(all("grpc.message_length"))
			const compressed = calls.reduce(
				(sum, { request, response }) => sum + request.compressed + response.compressed,
				0,
			)
			expect(compressed).toBe(all("grpc.compressed_flag").filter((flag) => flag === "1").length)
		},
	)
})

interface Decoded {
	readonly messages: readonly Message[]
	readonly alerts: readonly { readonly code: number }[]
	readonly calls?: readonly Call[]
	readonly undecryptable: number
}

interface Header {
	readonly name: string
	readonly value: string
}

interface Lengths {
	readonly lengths: readonly number[]
	readonly compressed: number
}

interface Call {
	readonly requestHeaders: readonly Header[]
	readonly responseHeaders: readonly Header[]
	readonly trailers: readonly Header[]
	readonly request: Lengths
	readonly response: Lengths
}
