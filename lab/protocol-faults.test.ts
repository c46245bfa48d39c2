import { existsSync } from "node:fs"
import { afterAll, describe, expect, it } from "vitest"
import { callAs } from "./testing/call.ts"
import { startTestLab } from "./testing/test-lab.ts"
import { exchange, filesOf, handshake, portOf } from "./testing/wire.ts"

const { settingsOf, close } = await startTestLab()
afterAll(close)

/** A record header and the start of a ClientHello: enough for a server that answers whatever comes. */
const hello = Buffer.from("16030100050100000100", "hex")
const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0", "latin1")

describe("protocols that do not meet", () => {
	it("no-alpn selects nothing", async () => {
		const settings = settingsOf("no-alpn")
		expect(await handshake(portOf(settings), filesOf(settings))).toMatchObject({ alpn: false, verdict: "" })
	})

	it.each([
		["tls12-only", { minVersion: "TLSv1.3" }],
		["tls13-only", { maxVersion: "TLSv1.2" }],
		["protocol-version", {}],
	] as const)("%s refuses other versions with protocol_version", async (id, options) => {
		const seen = await handshake(portOf(settingsOf(id)), options)
		expect(seen).toMatchObject({ isSecure: false, error: "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION" })
	})

	it("no-shared-cipher refuses with handshake_failure", async () => {
		const seen = await handshake(portOf(settingsOf("no-shared-cipher")))
		expect(seen.error).toMatch(/ALERT_HANDSHAKE_FAILURE$/)
	})

	it("plaintext-dialled-as-tls answers a ClientHello with HTTP/2 frames", async () => {
		const { bytes } = await exchange(portOf(settingsOf("plaintext-dialled-as-tls")), hello, 9)
		expect(bytes.subarray(3, 9)).toEqual(Buffer.from([4, 0, 0, 0, 0, 0]))
	})

	it("tls-dialled-as-plaintext ends the preface without HTTP", async () => {
		const { bytes, end } = await exchange(portOf(settingsOf("tls-dialled-as-plaintext")), preface, 64)
		expect(bytes.length).toBe(0)
		expect(["fin", "reset"]).toContain(end)
	})

	it("http1-only answers the HTTP/2 preface with HTTP/1.1", async () => {
		const { bytes } = await exchange(portOf(settingsOf("http1-only")), preface, 12)
		expect(bytes.toString("latin1")).toMatch(/^HTTP\/1\.1 400/)
	})

	it("http1-over-tls completes TLS without ALPN and then fails a gRPC client", async () => {
		const settings = settingsOf("http1-over-tls")
		expect(await handshake(portOf(settings), filesOf(settings))).toMatchObject({ alpn: false, verdict: "" })
		expect((await callAs(settings)).code).not.toBe(0)
	})
})

describe("hostile and broken servers", () => {
	it("connection-refused has nobody listening", async () => {
		const seen = await handshake(portOf(settingsOf("connection-refused")))
		expect(seen).toMatchObject({ isSecure: false, error: "ECONNREFUSED" })
	})

	it("blackhole accepts and says nothing", async () => {
		const seen = await exchange(portOf(settingsOf("blackhole")), hello, 1, 300)
		expect(seen).toEqual({ bytes: Buffer.alloc(0), end: "silence" })
	})

	it("slow-bytes drips the start of a true ServerHello", async () => {
		const { bytes } = await exchange(portOf(settingsOf("slow-bytes")), hello, 2)
		expect(bytes).toEqual(Buffer.from([22, 3]))
	})

	it("reset-mid-handshake resets after the ClientHello", async () => {
		const seen = await exchange(portOf(settingsOf("reset-mid-handshake")), hello, 1)
		expect(seen).toEqual({ bytes: Buffer.alloc(0), end: "reset" })
	})

	it.each([
		["garbage", 4_096],
		["flood", 16 * 1024 * 1024],
	])("%s sends %i bytes that are neither TLS nor HTTP", async (id, length) => {
		const { bytes } = await exchange(portOf(settingsOf(id)), hello, length)
		expect(bytes.length).toBe(length)
		expect(bytes.every((byte) => byte === 0xa5)).toBe(true)
	})

	it("unreadable-certificate sends a Certificate message whose only entry is no DER", async () => {
		const { bytes } = await exchange(portOf(settingsOf("unreadable-certificate")), hello, 100)
		const text = "this is no certificate at all"
		const at = bytes.indexOf(text)
		expect(bytes.readUIntBE(at - 3, 3)).toBe(text.length)
		expect(bytes[at - 10]).toBe(11)
	})

	it("huge-chain announces and sends twenty thousand certificates", async () => {
		const { bytes } = await exchange(portOf(settingsOf("huge-chain")), hello, 9_000_000)
		const helloLength = bytes.readUInt16BE(3)
		const announced = bytes.readUIntBE(5 + helloLength + 5 + 1, 3)
		const first = bytes.readUIntBE(5 + helloLength + 5 + 4 + 3, 3)
		expect(bytes[5 + helloLength + 5]).toBe(11)
		expect(announced).toBe(3 + 20_000 * (3 + first))
	})

	it("unix-missing has no socket", () => {
		expect(existsSync(settingsOf("unix-missing").target.slice("unix:".length))).toBe(false)
	})
})
