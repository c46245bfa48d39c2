import { subscribe, unsubscribe } from "node:diagnostics_channel"
import { mkdtemp, rm } from "node:fs/promises"
import { connect, createServer, Socket } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { systemClock } from "#base/clock"
import { openDialPolicy } from "#endpoints/dial-policy"
import { parseEndpointInput } from "#endpoints/parse-input"
import { type LabCertificates, makeLabCertificates } from "#lab/certificates"
import { askClients, identityOptions, plaintextOrTlsGrpc, tlsGrpc } from "#lab/servers/grpc-server"
import { type Listening, listen } from "#lab/servers/listen"
import type { ProbeEvent } from "../events.ts"
import { runCheck } from "./run-check.ts"

const token = "q7Zr9Lw2.Kx4Tn8Vb.Hm3Jc6Pd"

let folder = ""
let certificates: LabCertificates
let server: Listening
let relay: Listening
/** Tokens in the order in which the server read them, in the clear or not. */
let tokensSeen: string[]
/** Everything that clients wrote on the wire. */
let written: Buffer[]
let open: Set<Socket>
let openMax: number
let connections: number

/** A server that takes anything, plaintext too, behind a relay that records what clients write. */
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "cs-enforcement-"))
	certificates = await makeLabCertificates(folder)
	tokensSeen = []
	written = []
	open = new Set()
	openMax = 0
	connections = 0
	const tls = { ...identityOptions(certificates.server), ...askClients(certificates.ca.pem) }
	server = await plaintextOrTlsGrpc({ port: 0 }, tls, {
		refuse: (metadata) => {
			tokensSeen.push(...metadata.get("authorization").map(String))
			return undefined
		},
	})
	relay = await listen(createServer(record), { port: 0 })
	subscribe("net.client.socket", watch)
})

afterEach(async () => {
	unsubscribe("net.client.socket", watch)
	await relay.close()
	await server.close()
	await rm(folder, { recursive: true, force: true })
})

function record(socket: Socket): void {
	const behind = connect(server.port, "127.0.0.1")
	behind.on("error", () => socket.destroy())
	socket.on("data", (chunk) => written.push(chunk))
	socket.pipe(behind).pipe(socket)
}

/** Counts what this process has open to the relay. */
function watch(message: unknown): void {
	const socket =
		typeof message === "object" && message !== null && "socket" in message ? message.socket : undefined
	if (!(socket instanceof Socket)) return
	socket.once("connect", () => {
		if (socket.remotePort !== relay.port) return
		connections += 1
		open.add(socket)
		openMax = Math.max(openMax, open.size)
		socket.once("close", () => open.delete(socket))
	})
}

async function check(
	enforce: boolean,
	more: { port?: number; signal?: AbortSignal; onEvent?: (event: ProbeEvent) => void } = {},
) {
	const parsed = parseEndpointInput({
		target: `grpcs://localhost:${more.port ?? relay.port}`,
		mode: "mtls",
		ca: certificates.files.ca,
		certificate: certificates.files.client,
		key: certificates.files.clientKey,
		token: `text:${token}`,
	})
	if (!parsed.ok) throw new Error(parsed.error.map((problem) => problem.text).join("; "))
	return runCheck({
		settings: parsed.value.settings,
		extras: { scan: false, enforce },
		policy: openDialPolicy,
		clock: systemClock,
		signal: more.signal ?? new AbortController().signal,
		onEvent: more.onEvent ?? (() => undefined),
	})
}

describe("the enforcement table", () => {
	it("never brings the real token, in the clear or to a peer of any kind", async () => {
		await check(false)
		const ofLanes = tokensSeen.filter((each) => each === `Bearer ${token}`).length
		tokensSeen = []
		await check(true)
		expect(tokensSeen.filter((each) => each === `Bearer ${token}`)).toHaveLength(ofLanes)
		const made = tokensSeen.filter((each) => each !== `Bearer ${token}`)
		// A made-up token, by a unary call, by a stream and in the clear.
		expect(made).toHaveLength(3)
		const same = made.filter((each) =>
			[...token].some((part, at) => /\w/.test(part) && each[at + 7] === part),
		)
		expect(same).toEqual([])
	})

	it("writes nothing of the token or the private key to the wire in the clear", async () => {
		await check(true)
		const wire = Buffer.concat(written)
		const key = Buffer.from(certificates.client.privateKeyPkcs8.reveal())
		// The private scalar of P-256 in PKCS #8 (RFC 5915 section 3).
		const scalar = key.subarray(36, 68)
		expect(wire.length).toBeGreaterThan(10_000)
		expect(wire.includes(scalar)).toBe(false)
		expect(token.split(".").filter((part) => wire.includes(part))).toEqual([])
	})

	it("keeps no key, no token and no bytes of messages", async () => {
		const run = await check(true)
		const text = JSON.stringify(run.enforcement)
		expect(text).not.toContain(token)
		expect(text).not.toContain("PRIVATE KEY")
		const entries = run.enforcement?.attempts.flatMap(({ attempt }) => attempt?.transcript ?? []) ?? []
		expect(entries.length).toBeGreaterThan(50)
		expect(entries.filter((entry) => entry.bytes !== undefined || entry.fields !== undefined)).toEqual([])
	})

	it("uses at most five connections at a time and says how many it used", async () => {
		let before = 0
		const run = await check(true, {
			onEvent: ({ kind }) => {
				if (kind !== "enforcement-planned") return
				before = connections
				// What the lanes still hold is theirs.
				openMax = 0
				open.clear()
			},
		})
		expect(openMax).toBeLessThanOrEqual(5)
		expect(openMax).toBeGreaterThan(1)
		expect(run.enforcement?.connections).toBe(connections - before)
	})

	it("tells of every posture that was planned, once, in JSON", async () => {
		const planned: string[] = []
		const ended: string[] = []
		await check(true, {
			onEvent: (event) => {
				if (event.kind === "enforcement-planned") planned.push(...event.postures)
				if (event.kind === "enforcement-ended" && event.attempt.actual !== "skipped")
					ended.push(event.attempt.posture)
				expect(JSON.parse(JSON.stringify(event))).toEqual(event)
			},
		})
		expect(planned.length).toBeGreaterThan(10)
		expect(ended.toSorted()).toEqual(planned.toSorted())
	})

	it("stops when it is stopped, and closes its connections", async () => {
		const stopping = new AbortController()
		const run = await check(true, {
			signal: stopping.signal,
			onEvent: ({ kind }) => {
				if (kind === "enforcement-ended") stopping.abort()
			},
		})
		expect(run.enforcement?.stopped).toBe(true)
		const actual = run.enforcement?.attempts.map((row) => row.actual) ?? []
		expect(actual.filter((each) => each === "skipped").length).toBeGreaterThan(5)
		await Promise.all([...open].map((socket) => new Promise((resolve) => socket.once("close", resolve))))
	})

	it("brings a certificate that the server's signature schemes fit, so that it is really sent", async () => {
		const rsa = await certificates.issue({
			authority: certificates.ca,
			subject: "CN=rsa",
			dns: ["localhost"],
			keyAlgorithm: "rsa2048",
		})
		const sigalgs = "rsa_pss_rsae_sha256:rsa_pkcs1_sha256"
		const options = { ...identityOptions(rsa), ...askClients(certificates.ca.pem), sigalgs }
		const rsaOnly = await tlsGrpc({ port: 0 }, options)
		const run = await check(true, { port: rsaOnly.port })
		await rsaOnly.close()
		const foreign = run.enforcement?.attempts.find(({ posture }) => posture === "foreign-ca")
		expect(foreign).toMatchObject({ actual: "let-in", attempt: { own: { certificate: { keyType: "RSA" } } } })
	})

	it("has nothing to prove where nothing was reached", async () => {
		await server.close()
		await relay.close()
		expect(await check(true)).not.toHaveProperty("enforcement")
	})
})
