import { X509Certificate } from "node:crypto"
import { existsSync, readFileSync, statSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { connect } from "node:http2"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { labScenarios } from "./scenarios.ts"
import { type LabEndpoint, type RunningLab, startLab } from "./start-lab.ts"
import { callAs } from "./testing/call.ts"
import { exchange, filesOf, handshake, portOf } from "./testing/wire.ts"

const folder = await mkdtemp(join(tmpdir(), "lab-test-"))
let lab: RunningLab

beforeAll(async () => {
	lab = await startLab({ directory: folder })
}, 30_000)

afterAll(async () => {
	await lab.close()
	await rm(folder, { recursive: true, force: true })
})

function endpoint(id: string): LabEndpoint {
	const found = lab.scenarios.find((each) => each.id === id)
	if (found === undefined) throw new Error(`${id} does not run`)
	return found
}

const settingsOf = (id: string) => endpoint(id).settings
const hello = Buffer.from("16030100050100000100", "hex")
const serving = Buffer.from([0x08, 1])
const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0", "latin1")

describe("what the manifest says", () => {
	it("lists every scenario in its order, and on disk the same, readable by its owner alone", () => {
		const path = join(folder, "lab.json")
		expect(lab.scenarios.map(({ id }) => id)).toEqual(labScenarios.map(({ id }) => id))
		expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(lab.scenarios)
		expect([statSync(folder), statSync(path)].map(({ mode }) => mode & 0o777)).toEqual([0o700, 0o600])
	})

	it("names loopback and names reserved for tests, nothing else", () => {
		const elsewhere = lab.scenarios.filter(
			({ target }) => !/^(grpcs?:\/\/(localhost|127\.0\.0\.1|nobody\.invalid):\d+|unix:\/)/.test(target),
		)
		expect(elsewhere).toEqual([])
	})

	it("names files that exist, keys readable by their owner alone", () => {
		const named = lab.scenarios.filter(({ id }) => id !== "missing-file").map(({ settings }) => settings)
		const files = named
			.flatMap(({ ca, certificate, key }) => [ca, certificate, key])
			.filter((path) => path !== "")
		expect(files.filter((path) => !existsSync(path))).toEqual([])
		const keys = named.map(({ key }) => key).filter((path) => path !== "")
		expect(keys.filter((path) => (statSync(path).mode & 0o777) !== 0o600)).toEqual([])
		expect(existsSync(settingsOf("missing-file").ca)).toBe(false)
	})
})

it.each([
	"plaintext",
	"tls",
	"tls-private-ca",
	"mtls-tls12",
	"mtls-tls13",
	"mtls-optional",
	"external-rotating",
	"external-stale",
	"spiffe",
	"spiffe-other-trust-domain",
	"no-alpn",
	"tls12-only",
	"tls13-only",
	"token-accepted",
	"token-over-plaintext",
	"unix-plaintext",
	"unix-mtls",
])("%s serves a plain gRPC client that has its settings", async (id) => {
	expect(await callAs(settingsOf(id))).toEqual({ code: 0, details: "", answer: serving })
})

it.each([
	["health-not-serving", 0, Buffer.from([0x08, 2])],
	["token-required", 16, Buffer.alloc(0)],
	["permission-denied", 7, Buffer.alloc(0)],
])("%s lets the call through and answers with status %i", async (id, code, answer) => {
	expect(await callAs(settingsOf(id))).toMatchObject({ code, answer })
})

it("knows its health services, and echoes", async () => {
	const settings = settingsOf("tls-private-ca")
	const check = "/grpc.health.v1.Health/Check"
	expect(await callAs(settings, check, Buffer.from("\n\x17countersign.lab.v1.Echo"))).toMatchObject({
		code: 0,
	})
	expect(await callAs(settings, check, Buffer.from("\n\x05other"))).toMatchObject({ code: 5 })
	const echoed = await callAs(settings, "/countersign.lab.v1.Echo/Echo", Buffer.from("\n\x02hi"))
	expect(echoed).toEqual({ code: 0, details: "", answer: Buffer.from("\n\x02hi") })
	expect(await callAs(settings, "/nobody.Knows/This")).toMatchObject({ code: 12 })
})

describe("server certificates that are wrong on purpose", () => {
	it.each([
		["untrusted-issuer", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
		["self-signed", "DEPTH_ZERO_SELF_SIGNED_CERT"],
		["missing-intermediate", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
		["trust-bundle-stale", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
		["expired", "CERT_HAS_EXPIRED"],
		["not-yet-valid", "CERT_NOT_YET_VALID"],
		["wrong-host", "ERR_TLS_CERT_ALTNAME_INVALID"],
		["server-cert-wrong-eku", "INVALID_PURPOSE"],
		["spiffe-dialled-as-tls", "ERR_TLS_CERT_ALTNAME_INVALID"],
		["tls-private-ca", ""],
		["tls", ""],
	])("%s: OpenSSL says %j", async (id, verdict) => {
		const settings = settingsOf(id)
		const seen = await handshake(portOf(settings), filesOf(settings))
		expect(seen).toMatchObject({ isSecure: true, verdict, protocol: "TLSv1.3", alpn: "h2" })
	})

	it("ip-dialled names no address", async () => {
		const settings = settingsOf("ip-dialled")
		const { sent } = await handshake(portOf(settings))
		expect(settings.target).toMatch(/^grpcs:\/\/127\.0\.0\.1:/)
		expect(sent.map((each) => each.subjectAltName)).toEqual(["DNS:localhost"])
	})

	it("cn-only has a common name and no subject alternative name", async () => {
		const { sent } = await handshake(portOf(settingsOf("cn-only")))
		expect(sent.map((each) => [each.subject, each.subjectAltName])).toEqual([["CN=localhost", undefined]])
	})

	it("missing-intermediate sends one certificate, whose issuer is below the root that the client has", async () => {
		const settings = settingsOf("missing-intermediate")
		const { sent } = await handshake(portOf(settings))
		const root = new X509Certificate(readFileSync(settings.ca))
		expect(sent.map((each) => each.issuer)).toEqual(["O=Countersign Lab\nCN=Lab Issuing CA"])
		expect(root.subject).toBe("O=Countersign Lab\nCN=Lab Root CA")
	})

	it("trust-bundle-stale has an issuer of the trusted name and of another key", async () => {
		const settings = settingsOf("trust-bundle-stale")
		const { sent } = await handshake(portOf(settings))
		const root = new X509Certificate(readFileSync(settings.ca))
		expect(sent.map((each) => [each.issuer, each.verify(root.publicKey)])).toEqual([[root.subject, false]])
	})

	it("external-stale serves an older certificate than its file holds, external-rotating the same", async () => {
		const served = async (id: string) => {
			const settings = settingsOf(id)
			const { sent } = await handshake(portOf(settings), filesOf(settings))
			const file = new X509Certificate(readFileSync(settings.certificate))
			return sent.slice(0, 1).map((leaf) => Date.parse(file.validFrom) - Date.parse(leaf.validFrom))
		}
		const [stale = 0] = await served("external-stale")
		expect(stale).toBeGreaterThan(29 * 86_400_000)
		expect(await served("external-rotating")).toEqual([0])
	})

	it.each([
		["spiffe", "URI:spiffe://lab.test/ns/default/sa/server"],
		["spiffe-wrong-id", "URI:spiffe://lab.test/ns/default/sa/server"],
		["spiffe-other-trust-domain", "URI:spiffe://other.test/ns/default/sa/server"],
		["spiffe-not-federated", "URI:spiffe://other.test/ns/default/sa/server"],
		["spiffe-wrong-trust-domain", "URI:spiffe://other.test/ns/default/sa/server"],
		["workload-api-unavailable", "URI:spiffe://lab.test/ns/default/sa/server"],
		["workload-no-identity", "URI:spiffe://lab.test/ns/default/sa/server"],
	])("%s proves %s and nothing else, and requires a client certificate", async (id, names) => {
		const seen = await handshake(portOf(settingsOf(id)), { untilClosed: true })
		expect(seen.sent[0]?.subjectAltName).toBe(names)
		expect(seen.error).toBe("ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED")
	})
})

describe("client certificates", () => {
	it.each([
		["client-cert-required", true, /CERTIFICATE_REQUIRED$/],
		["client-cert-required-tls12", false, /ALERT_HANDSHAKE_FAILURE$/],
		["client-cert-untrusted", true, /^(ECONNRESET)?$/],
		["expired-client-cert", true, /^(ECONNRESET)?$/],
		["client-cert-wrong-eku", true, /^(ECONNRESET)?$/],
	])("%s: the client believes to be connected: %j; the server's refusal: %s", async (id, isSecure, error) => {
		const settings = settingsOf(id)
		const seen = await handshake(portOf(settings), { ...filesOf(settings), untilClosed: true })
		expect(seen.isSecure).toBe(isSecure)
		expect(seen.error).toMatch(error)
		expect(await callAs(settings)).toMatchObject({ code: 14 })
	})

	it.each([
		["client-cert-untrusted", "O=Nobody You Know\nCN=Stranger CA", false, "1.3.6.1.5.5.7.3.2"],
		["expired-client-cert", "O=Countersign Lab\nCN=Lab Root CA", true, "1.3.6.1.5.5.7.3.2"],
		["client-cert-wrong-eku", "O=Countersign Lab\nCN=Lab Root CA", false, "1.3.6.1.5.5.7.3.1"],
	])("%s has the one fault that it is named for", (id, issuer, isExpired, usage) => {
		const certificate = new X509Certificate(readFileSync(settingsOf(id).certificate))
		expect(certificate.issuer).toBe(issuer)
		expect(Date.parse(certificate.validTo) < Date.now()).toBe(isExpired)
		expect(certificate.keyUsage).toEqual([usage])
	})

	it("mtls-optional lets in who brings none", async () => {
		expect(await callAs({ ...settingsOf("mtls-optional"), certificate: "", key: "" })).toMatchObject({
			code: 0,
		})
	})

	it("late-client-auth answers 400 to who brings none or a stranger's, and serves who brings the right one", async () => {
		const settings = settingsOf("late-client-auth")
		const stranger = settingsOf("client-cert-untrusted")
		const good = settingsOf("mtls-tls13")
		const statusFor = (files: object) =>
			new Promise((resolve) => {
				const session = connect(`https://localhost:${portOf(settings)}`, { ...filesOf(settings), ...files })
				session.on("error", resolve)
				const stream = session.request({ ":path": "/", ":method": "POST" })
				stream.on("response", (headers) => {
					resolve(headers[":status"])
					session.destroy()
				})
			})
		expect(await statusFor({})).toBe(400)
		expect(await statusFor(filesOf({ ...stranger, ca: settings.ca }))).toBe(400)
		const { certificate, key } = good
		expect(await callAs({ ...settings, certificate, key })).toMatchObject({ code: 0 })
	})
})

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
		const { bytes } = await exchange(portOf(settingsOf("unreadable-certificate")), hello, 120)
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

describe("settings that are wrong on purpose", () => {
	it("key-mismatch has a key of another certificate", () => {
		const { certificate, key } = settingsOf("key-mismatch")
		const own = settingsOf("mtls-tls13")
		expect(certificate).toBe(own.certificate)
		expect(readFileSync(key, "utf8")).toMatch(/^-----BEGIN PRIVATE KEY-----/)
		expect(readFileSync(key, "utf8")).not.toBe(readFileSync(own.key, "utf8"))
	})

	it("partial-config has a certificate and no key", () => {
		const { certificate, key } = settingsOf("partial-config")
		expect([certificate === "", key]).toEqual([false, ""])
	})

	it("bad-pem has a CA file without PEM", () => {
		expect(readFileSync(settingsOf("bad-pem").ca, "utf8")).not.toContain("BEGIN")
	})
})
