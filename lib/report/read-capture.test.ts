import { readFileSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type RunningLab, startLab } from "#lab/start-lab"
import {
	callRecorded,
	pcapOf,
	type RecordedClient,
	startRecorder,
} from "#probe/node/recorded-capture.fixture"
import { splitKeyLog } from "#tls/keylog"
import { portablePrimitives } from "#tls/portable-primitives"
import type { CapturedRun } from "./captured-run.ts"
import { decodeDocument } from "./decode-document.ts"
import { readCapture } from "./read-capture.ts"

const scenarios = [
	"tls-private-ca",
	"client-cert-required",
	"mtls-tls13",
	"mtls-tls12",
	"plaintext",
	"token-required",
	"tls12-only",
]

let directory = ""
let lab: RunningLab | undefined

beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "cs-captures-"))
	lab = await startLab({ directory, only: scenarios })
})

afterAll(async () => {
	await lab?.close()
	await rm(directory, { recursive: true, force: true })
})

function settingsOf(id: string) {
	const scenario = lab?.scenarios.find((each) => each.id === id)
	if (scenario === undefined) throw new Error(`the lab has no scenario ${id}`)
	const { target, ca, certificate, key } = scenario.settings
	const text = (path: unknown) =>
		typeof path === "string" && path !== "" ? readFileSync(path, "utf8") : undefined
	return {
		port: Number(String(target).split(":").at(-1)),
		ca: text(ca),
		cert: text(certificate),
		key: text(key),
	}
}

/** Records one call to a lab server, and reads the capture with and without its key log. */
async function record(
	id: string,
	how: (settings: ReturnType<typeof settingsOf>) => Omit<RecordedClient, "port" | "servername">,
) {
	const settings = settingsOf(id)
	const recorder = await startRecorder({ host: "127.0.0.1", port: settings.port })
	try {
		const keyLog = await callRecorded({ port: recorder.port, servername: "localhost", ...how(settings) })
		const file = pcapOf(recorder.connections)
		return { opened: await readOne(file, keyLog), sealed: await readOne(file, "") }
	} finally {
		await recorder.close()
	}
}

async function readAll(file: Uint8Array, keyLog: string): Promise<readonly CapturedRun[]> {
	const readings = readCapture([file], { primitives: portablePrimitives, keyLog: splitKeyLog(keyLog) })
	const found: CapturedRun[] = []
	let step = await readings.next()
	while (step.done !== true) {
		found.push(step.value)
		step = await readings.next()
	}
	if (!step.value.ok) throw new Error(step.value.error.text)
	return found
}

async function readOne(file: Uint8Array, keyLog: string): Promise<CapturedRun> {
	const [first, ...others] = await readAll(file, keyLog)
	if (first === undefined || others.length > 0) throw new Error(`${others.length + 1} connections`)
	return first
}

const optional = <Value>(value: Value | undefined, name: string) =>
	value === undefined ? {} : { [name]: value }
const tlsOf = ({ ca }: { ca: string | undefined }) => ({ tls: { ...optional(ca, "ca") } })

describe("a capture of a connection to the lab", () => {
	it("that went well is judged so, with path, status and who the server is", async () => {
		const { opened } = await record("tls-private-ca", tlsOf)
		expect(opened.report.verdict).toMatchObject({ kind: "ok" })
		expect(opened.report.findings.map(({ rule }) => rule)).toEqual(["works-as-configured"])
		expect(opened.application?.http2?.calls).toMatchObject([
			{
				path: "/grpc.health.v1.Health/Check",
				grpcStatus: { name: "OK" },
				timeout: "5S",
				userAgent: "grpc-test/1.0",
				request: { count: 1, lengths: [0], missing: 0 },
			},
		])
		const attempt = opened.run.attempts[0]
		expect(attempt?.phases.map(({ name, ok }) => [name, ok])).toEqual([
			["tcp", true],
			["tls", true],
			["http2", true],
			["rpc", true],
		])
		expect(attempt?.peer?.matched).toBe(true)
		expect(attempt?.verification).toBeUndefined()
		expect(opened.run.target).toBe("localhost:443")
	})

	it("without its key log says what shows and that no key opens the rest", async () => {
		const { sealed } = await record("tls-private-ca", tlsOf)
		expect(sealed.report.verdict.kind).toBe("unknown")
		expect(sealed.report.findings.map(({ rule, severity }) => [rule, severity])).toEqual([
			["capture-sealed", "unknown"],
		])
		expect(sealed.run.attempts[0]).toMatchObject({
			outcome: { kind: "accepted", code: "SEALED" },
			tls: { version: "1.3", sni: "localhost" },
			captured: { secrecy: "sealed", flight: "finished", serverWentOn: true },
		})
	})

	it("over TLS 1.2 shows certificates without any key, and no more", async () => {
		const { sealed } = await record("tls12-only", tlsOf)
		const [attempt] = sealed.run.attempts
		expect(attempt).toMatchObject({ outcome: { kind: "accepted", code: "SEALED" }, tls: { version: "1.2" } })
		expect(attempt?.chain?.length).toBeGreaterThan(0)
		expect(attempt?.captured?.flight).toBeUndefined()
		expect(sealed.report.server.clientAuth).toBe("none")
		expect(sealed.report.findings[0]?.detail).toMatch(/Calls and most alerts cannot be seen/)
	})

	it("whose client sends an empty Certificate names the cause, in words about that client", async () => {
		const { opened } = await record("client-cert-required", tlsOf)
		expect(opened.report.verdict.sentence).toBe(
			"This server requires a client certificate. The client sent none.",
		)
		expect(opened.report.findings[0]).toMatchObject({ rule: "client-cert-required", severity: "error" })
		const words = opened.report.findings.flatMap(({ title, detail, evidence }) => [
			title,
			detail,
			...evidence.map(({ text }) => text),
		])
		expect(words.filter((text) => /\b(our|ours|we|us|your|yours)\b/i.test(text))).toEqual([])
	})

	it("whose client sends an empty Certificate tells by sizes what is likely where no key opens it", async () => {
		const { sealed } = await record("client-cert-required", tlsOf)
		expect(sealed.run.attempts[0]?.captured?.flight).toBe("empty-certificate")
		expect(sealed.report.findings[0]).toMatchObject({ rule: "capture-sealed", severity: "error" })
		expect(sealed.report.findings[0]?.detail).toMatch(/empty Certificate.*not proven/)
	})

	it("with a client certificate shows whose it is", async () => {
		for (const id of ["mtls-tls13", "mtls-tls12"]) {
			const { opened } = await record(id, ({ ca, cert, key }) => ({
				tls: { ...optional(ca, "ca"), ...optional(cert, "cert"), ...optional(key, "key") },
			}))
			const [attempt] = opened.run.attempts
			expect(attempt).toMatchObject({
				posture: "mtls",
				outcome: { kind: "accepted" },
				own: { source: "captured" },
			})
			expect(attempt?.sent?.certificate).toBe(attempt?.own.certificate?.sha256)
			expect(opened.clientChain?.length).toBeGreaterThan(0)
		}
	})

	it("in plaintext shows the call without any key", async () => {
		const { sealed } = await record("plaintext", () => ({}))
		expect(sealed.protocol).toBe("http2")
		expect(sealed.report.server.mode).toBe("none")
		expect(sealed.application?.http2?.calls[0]?.grpcStatus?.name).toBe("OK")
	})

	it("with a token tells that there was one, and never which", async () => {
		const { opened } = await record("token-required", (settings) => ({
			...tlsOf(settings),
			token: "not-the-right-one",
		}))
		expect(JSON.stringify(decodeDocument(opened))).not.toContain("not-the-right-one")
		expect(opened.run.attempts[0]?.tokenSent).toBe(true)
		expect(opened.report.findings[0]?.rule).toBe("token-missing-or-invalid")
	})
})

describe("the machine interface of a connection", () => {
	it("has handshake messages by the RFC's names and codes, alerts apart, and counts", async () => {
		const { opened } = await record("client-cert-required", tlsOf)
		const document = decodeDocument(opened)
		expect(document.messages.map(({ from, type, typeCode }) => [from, type, typeCode])).toEqual([
			["client", "ClientHello", 1],
			["server", "ServerHello", 2],
			["server", "EncryptedExtensions", 8],
			["server", "CertificateRequest", 13],
			["server", "Certificate", 11],
			["server", "CertificateVerify", 15],
			["server", "Finished", 20],
			["client", "Certificate", 11],
			["client", "Finished", 20],
		])
		expect(document.alerts).toMatchObject([
			{ from: "server", level: "fatal", description: "certificate_required", code: 116, encrypted: true },
		])
		expect(document).toMatchObject({ client: "10.0.0.1:40000", server: "10.0.0.2:443", undecryptable: 0 })
	})
})
