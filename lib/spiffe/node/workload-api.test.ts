import { chmodSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Server, ServerCredentials, type ServerWritableStream, status } from "@grpc/grpc-js"
import protobuf from "protobufjs/minimal.js"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { concatBytes } from "#base/bytes"
import {
	keyUsageBit,
	type MadeCertificate,
	makeAuthority,
	makeCertificate,
} from "#x509/testing/make-certificate"
import { fetchX509SvidPath } from "../workload-messages.ts"
import { fetchX509Context, watchX509Context } from "./workload-api.ts"

type Call = ServerWritableStream<Buffer, Buffer>

const folder = mkdtempSync(join(tmpdir(), "agent-"))
const path = join(folder, "agent.sock")
const address = `unix://${path}`
const id = "spiffe://a.test/api"
const servers: Server[] = []

let authority: MadeCertificate
let svid: MadeCertificate
let pkcs8: Uint8Array

beforeAll(async () => {
	authority = await makeAuthority({ subject: "CN=a.test" })
	svid = await makeCertificate({
		subject: "O=Test",
		issuer: authority,
		names: [{ type: "url", value: id }],
		keyUsage: keyUsageBit.digitalSignature,
	})
	pkcs8 = new Uint8Array(await crypto.subtle.exportKey("pkcs8", svid.keys.privateKey))
})

afterEach(stopAgents)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function stopAgents(): void {
	for (const server of servers.splice(0)) server.forceShutdown()
}

/** A real agent on a real socket, which answers as `answer` says. */
function startAgent(answer: (call: Call) => void, at = `unix:${path}`): Promise<number> {
	const server = new Server({ "grpc.max_send_message_length": -1 })
	servers.push(server)
	const pass = (bytes: Buffer) => bytes
	const method = {
		path: fetchX509SvidPath,
		requestStream: false,
		responseStream: true,
		requestSerialize: pass,
		requestDeserialize: pass,
		responseSerialize: pass,
		responseDeserialize: pass,
	} as const
	server.addService({ FetchX509SVID: method }, { FetchX509SVID: answer })
	return new Promise((resolve, reject) => {
		server.bindAsync(at, ServerCredentials.createInsecure(), (error, port) => {
			if (error === null) resolve(port)
			else reject(error)
		})
	})
}

interface SvidParts {
	readonly spiffeId?: string
	readonly chain?: Uint8Array
	readonly key?: Uint8Array
	readonly bundle?: Uint8Array
	readonly hint?: string
}

function writeSvid(writer: protobuf.Writer, parts: SvidParts): void {
	writer.uint32(10).fork()
	writer.uint32(10).string(parts.spiffeId ?? id)
	writer.uint32(18).bytes(parts.chain ?? concatBytes([svid.der, authority.der]))
	writer.uint32(26).bytes(parts.key ?? pkcs8)
	writer.uint32(34).bytes(parts.bundle ?? authority.der)
	writer.uint32(42).string(parts.hint ?? "")
	writer.ldelim()
}

function answerOf(
	svids: readonly SvidParts[],
	federated: readonly (readonly [string, Uint8Array])[] = [],
): Buffer {
	const writer = protobuf.Writer.create()
	for (const parts of svids) writeSvid(writer, parts)
	for (const [key, value] of federated)
		writer.uint32(26).fork().uint32(10).string(key).uint32(18).bytes(value).ldelim()
	writer.uint32(792).uint32(7)
	return Buffer.from(writer.finish())
}

function refuse(code: status, details: string) {
	return (call: Call) => call.emit("error", { code, details })
}

describe("fetchX509Context", () => {
	test("gives identities, own bundle and federated bundles, and sends the security header", async () => {
		const headers: unknown[] = []
		await startAgent((call) => {
			headers.push(call.metadata.get("workload.spiffe.io"))
			call.write(answerOf([{ hint: "internal" }, { hint: "internal" }], [["spiffe://b.test", authority.der]]))
		})
		const found = await fetchX509Context(address)
		expect(found).toMatchObject({ ok: true, value: { svids: [{ spiffeId: id, hint: "internal" }] } })
		expect(
			found.ok && found.value.svids[0]?.certificates.map((der) => Buffer.compare(der, svid.der))[0],
		).toBe(0)
		expect(found.ok && [...found.value.bundles.keys()]).toEqual(["a.test", "b.test"])
		expect(found.ok && found.value.svids[0]?.key.reveal()).toEqual(pkcs8)
		expect(JSON.stringify(found)).toContain('"key":"[secret]"')
		expect(headers).toEqual([["true"]])
	})

	test("speaks to an agent on a TCP port", async () => {
		const port = await startAgent((call) => call.write(answerOf([{}])), "127.0.0.1:0")
		expect((await fetchX509Context(`tcp://127.0.0.1:${port}`)).ok).toBe(true)
	})

	test.each([
		[status.PERMISSION_DENIED, "no identity issued", "no-identity"],
		[status.INVALID_ARGUMENT, "security header missing from request", "header-missing"],
		[status.UNAVAILABLE, "workload attestation failed", "unavailable"],
		[status.RESOURCE_EXHAUSTED, "rate limit", "unavailable"],
		[status.ABORTED, "no", "other"],
	])("tells status %i (%s) apart as %s", async (code, details, reason) => {
		await startAgent(refuse(code, details))
		const found = await fetchX509Context(address)
		expect(found).toMatchObject({ ok: false, error: { reason, grpcStatus: status[code] } })
		expect(JSON.stringify(found)).toContain(details)
	})

	test("recognises a server that does not know the Workload API", async () => {
		const server = new Server()
		servers.push(server)
		await new Promise((resolve) => {
			server.bindAsync(`unix:${path}`, ServerCredentials.createInsecure(), resolve)
		})
		const found = await fetchX509Context(address)
		expect(found).toMatchObject({
			ok: false,
			error: { reason: "unimplemented", grpcStatus: "UNIMPLEMENTED" },
		})
	})

	test("ends in time when the agent keeps silent, and when somebody stops it", async () => {
		await startAgent(() => undefined)
		const silent = await fetchX509Context(address, { timeoutMs: 100 })
		expect(silent).toMatchObject({ ok: false, error: { reason: "timeout" } })
		const stopped = await fetchX509Context(address, { signal: AbortSignal.timeout(50) })
		expect(stopped).toMatchObject({ ok: false, error: { reason: "other", text: "The request was stopped." } })
		const aborted = await fetchX509Context(address, { signal: AbortSignal.abort() })
		expect(aborted).toMatchObject({ ok: false, error: { reason: "other" } })
	})

	test.each<[string, () => Buffer, string]>([
		["no SVID", () => answerOf([]), "no X.509-SVID"],
		["an invalid SPIFFE ID", () => answerOf([{ spiffeId: "spiffe://A/b" }]), "invalid SPIFFE ID"],
		[
			"another ID than the certificate's",
			() => answerOf([{ spiffeId: "spiffe://a.test/b" }]),
			"does not name it",
		],
		["a cut chain", () => answerOf([{ chain: svid.der.subarray(0, -1) }]), "cannot be split"],
		["no certificate", () => answerOf([{ chain: new Uint8Array() }]), "no certificate"],
		["a key that is none", () => answerOf([{ key: Uint8Array.of(1) }]), "does not fit"],
		["a broken bundle", () => answerOf([{ bundle: Uint8Array.of(0x30, 9) }]), "bundle"],
		["a federated bundle of nobody", () => answerOf([{}], [["b test", authority.der]]), "trust domain"],
		["no protobuf", () => Buffer.from([10, 255]), "no X509SVIDResponse"],
		[
			"101 SVIDs",
			() => answerOf(new Array<SvidParts>(101).fill({ chain: new Uint8Array() })),
			"more than 100",
		],
		["too much", () => answerOf([{ bundle: new Uint8Array(5_000_000) }]), "too large"],
	])("reports an agent that sends %s", async (_, answer, words) => {
		await startAgent((call) => call.write(answer()))
		const found = await fetchX509Context(address)
		expect(found).toMatchObject({
			ok: false,
			error: { reason: "bad-response", text: expect.stringContaining(words) },
		})
	})

	test("reports an agent that ends the stream without a word", async () => {
		await startAgent((call) => call.end())
		expect(await fetchX509Context(address)).toMatchObject({ ok: false, error: { reason: "bad-response" } })
	})

	test("looks at the address and the socket before it dials", async () => {
		const file = join(folder, "file")
		writeFileSync(file, "")
		const reasons = await Promise.all(
			["/run/agent.sock", `unix://${folder}/none.sock`, `unix://${file}`, `unix://${folder}`].map(
				async (text) => {
					const found = await fetchX509Context(text)
					return found.ok ? "ok" : found.error.reason
				},
			),
		)
		expect(reasons).toEqual(["address-invalid", "socket-missing", "not-a-socket", "not-a-socket"])
	})

	test("recognises a socket file that nobody listens on any more", async () => {
		const left = join(folder, "left.sock")
		const listener = createServer()
		await new Promise<void>((resolve) => listener.listen(left, resolve))
		const moved = join(folder, "moved.sock")
		renameSync(left, moved)
		await new Promise((resolve) => listener.close(resolve))
		expect(await fetchX509Context(`unix://${moved}`)).toMatchObject({
			ok: false,
			error: { reason: "refused" },
		})
	})

	test.skipIf(process.getuid?.() === 0)(
		"recognises a socket that this user may not open (skipped: runs as root)",
		async () => {
			await startAgent((call) => call.write(answerOf([{}])))
			chmodSync(path, 0o000)
			expect(await fetchX509Context(address)).toMatchObject({ ok: false, error: { reason: "permission" } })
		},
	)
})

describe("watchX509Context", () => {
	test("gives the full state for every message, and connects again when the agent restarts", async () => {
		const stop = new AbortController()
		await startAgent((call) => {
			call.write(answerOf([{}]))
			call.write(answerOf([{}, { hint: "second" }]))
		})
		const seen: string[] = []
		for await (const found of watchX509Context(address, { signal: stop.signal, backoffMs: 5 })) {
			seen.push(found.ok ? `${found.value.svids.length}` : found.error.reason)
			if (seen.length === 2) {
				stopAgents()
				await startAgent((call) => call.write(answerOf([{}])))
			}
			if (found.ok && seen.length > 2) stop.abort()
		}
		expect([seen.slice(0, 2), seen.at(-1)]).toEqual([["1", "2"], "1"])
	})

	test("goes on while there is no identity yet", async () => {
		const stop = new AbortController()
		let calls = 0
		await startAgent((call) => {
			calls += 1
			if (calls < 3) refuse(status.PERMISSION_DENIED, "no identity issued")(call)
			else call.write(answerOf([{}]))
		})
		const seen: string[] = []
		for await (const found of watchX509Context(address, { signal: stop.signal, backoffMs: 1 })) {
			seen.push(found.ok ? "identity" : found.error.reason)
			if (found.ok) stop.abort()
		}
		expect(seen).toEqual(["no-identity", "no-identity", "identity"])
	})

	test("ends where asking again cannot help", async () => {
		const seen: unknown[] = []
		for await (const found of watchX509Context("nowhere", { signal: new AbortController().signal }))
			seen.push(found)
		expect(seen).toMatchObject([{ ok: false, error: { reason: "address-invalid" } }])
	})

	test("reports an agent whose first message does not come, and stops when told to", async () => {
		const stop = new AbortController()
		await startAgent(() => undefined)
		const seen: string[] = []
		for await (const found of watchX509Context(address, {
			signal: stop.signal,
			timeoutMs: 30,
			backoffMs: 1,
		})) {
			seen.push(found.ok ? "identity" : found.error.reason)
			if (seen.length === 2) stop.abort()
		}
		expect(seen).toEqual(["timeout", "timeout"])
	})
})
