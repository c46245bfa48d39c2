import { createServer as createTcpServer, type Socket } from "node:net"
import type { Duplex } from "node:stream"
import { createServer as createTlsServer } from "node:tls"
import { afterEach, beforeAll, describe, expect, it } from "vitest"
import { systemClock } from "#base/clock"
import { openDialPolicy } from "#endpoints/dial-policy"
import { parseEndpointInput } from "#endpoints/parse-input"
import { identityOptions } from "#lab/servers/grpc-server"
import { type Listening, listen } from "#lab/servers/listen"
import { createAuthority } from "#pki/authority"
import { type Issued, issueCertificate } from "#pki/issue"
import type { AttemptObservation } from "../observation.ts"
import { runCheck } from "./run-check.ts"

const kinds = { data: 0, headers: 1, settings: 4, ping: 6, continuation: 9, unknown: 0xbb } as const

/** One HTTP/2 frame (RFC 9113 section 4.1). */
function frame(type: number, flags: number, stream: number, payload: Buffer): Buffer {
	const head = Buffer.alloc(9)
	head.writeUIntBE(payload.length, 0, 3)
	head.writeUInt8(type, 3)
	head.writeUInt8(flags, 4)
	head.writeUInt32BE(stream, 5)
	return Buffer.concat([head, payload])
}

const settings = frame(kinds.settings, 0, 0, Buffer.alloc(0))
/** `:status: 200` of the static table, and a literal of 4,000 bytes that enters the dynamic table (RFC 7541 section 6.2.1). */
const bomb = Buffer.concat([
	Buffer.from([0x88, 0x40, 0x01, 0x61, 0x7f, 0xa1, 0x1e]),
	Buffer.alloc(4_000, 0x78),
	// The same entry again, a byte each.
	Buffer.alloc(12_000, 0xbe),
])
/** What the reason must speak of, whichever bound was met first. */
const named = /frame of 16777210|SETTINGS|header|PING|HTTP status 200|16 MiB|more than is read/

const okHeaders = frame(kinds.headers, 4, 1, Buffer.from([0x88]))

/** What a hostile server writes: once after SETTINGS and the client's first bytes, then the rest for as long as it is read. */
interface Attack {
	readonly first: Buffer
	readonly forever?: Buffer
}

const attacks: Readonly<Record<string, Attack>> = {
	"a SETTINGS frame of 16 MB": {
		first: frame(kinds.settings, 0, 0, Buffer.alloc(16_777_210)),
	},
	"SETTINGS without end": { first: settings, forever: frame(kinds.settings, 0, 0, Buffer.alloc(16_380)) },
	"HEADERS and CONTINUATION without end": {
		first: Buffer.concat([settings, frame(kinds.headers, 0, 1, Buffer.from([0x88]))]),
		forever: frame(kinds.continuation, 0, 1, Buffer.alloc(16_000, 0x82)),
	},
	"a compression bomb": { first: Buffer.concat([settings, frame(kinds.headers, 4, 1, bomb)]) },
	"PING without end": {
		first: settings,
		forever: Buffer.concat(Array.from({ length: 500 }, () => frame(kinds.ping, 0, 0, Buffer.alloc(8)))),
	},
	"DATA without end": {
		first: Buffer.concat([settings, okHeaders]),
		forever: frame(kinds.data, 0, 1, Buffer.alloc(16_000)),
	},
	"frames of an unknown type without end": {
		first: settings,
		forever: frame(kinds.unknown, 0, 0, Buffer.alloc(16_000)),
	},
}

let server: Listening | undefined
let identity: Issued
let ca = ""

beforeAll(async () => {
	const authority = await createAuthority({ commonName: "Hostile CA" })
	ca = authority.pem
	identity = await issueCertificate({ authority, subject: "CN=hostile", dns: ["localhost"] })
})

afterEach(async () => {
	await server?.close()
	server = undefined
})

function attackOver(stream: Duplex, { first, forever }: Attack): void {
	stream.on("error", () => stream.destroy())
	const more = () => {
		while (forever !== undefined && !stream.destroyed) if (!stream.write(forever)) return
	}
	stream.on("drain", more)
	stream.once("data", () => {
		stream.write(first)
		more()
	})
	stream.resume()
}

async function configuredLane(target: string, more: object): Promise<AttemptObservation> {
	const parsed = parseEndpointInput({ target, timeoutMs: 4_000, ...more })
	if (!parsed.ok) throw new Error(parsed.error.map((problem) => problem.text).join("; "))
	const run = await runCheck({
		settings: parsed.value.settings,
		policy: openDialPolicy,
		clock: systemClock,
		signal: new AbortController().signal,
		onEvent: () => undefined,
	})
	const lane = run.attempts.find((attempt) => attempt.configured)
	if (lane === undefined) throw new Error("no lane speaks for the settings")
	return lane
}

describe("a hostile HTTP/2 server", () => {
	it.each(Object.entries(attacks))(
		"in the clear: %s ends the attempt with a reason",
		async (_name, attack) => {
			server = await listen(
				createTcpServer((socket) => attackOver(socket, attack)),
				{ port: 0 },
			)
			const lane = await configuredLane(`grpc://localhost:${server.port}`, { mode: "none" })
			expect(lane.outcome.kind).toBe("failed")
			expect(lane.outcome.text).toMatch(named)
			expect(lane.ending?.serverBytes).toBeLessThan(64 * 1024 * 1024)
			expect(JSON.stringify(lane).length).toBeLessThan(4 * 1024 * 1024)
		},
	)

	it.each(Object.entries(attacks))("over TLS: %s ends the attempt with a reason", async (_name, attack) => {
		const tls = createTlsServer({ ...identityOptions(identity), ALPNProtocols: ["h2"] }, (socket) =>
			attackOver(socket, attack),
		)
		server = await listen(tls, { port: 0 })
		const lane = await configuredLane(`grpcs://localhost:${server.port}`, { mode: "tls", ca })
		expect(lane.outcome.kind).toBe("failed")
		expect(lane.outcome.text).toMatch(named)
		expect(lane.ending?.serverBytes).toBeLessThan(64 * 1024 * 1024)
		expect(JSON.stringify(lane).length).toBeLessThan(8 * 1024 * 1024)
	})

	it("names the limit where nothing but the flood was the matter", async () => {
		const attack = attacks["frames of an unknown type without end"]
		if (attack === undefined) throw new Error("no such attack")
		server = await listen(
			createTcpServer((socket) => attackOver(socket, attack)),
			{ port: 0 },
		)
		const lane = await configuredLane(`grpc://localhost:${server.port}`, { mode: "none" })
		expect(lane.outcome).toMatchObject({ kind: "failed", by: "client", code: "LIMIT" })
	})
})

/** ServerHello of TLS 1.2 and then one CertificateRequest that announces 16 MB and never ends. */
function endlessCertificateRequest(socket: Socket): void {
	const hello = Buffer.from([
		...[2, 0, 0, 45, 3, 3],
		...Array.from({ length: 32 }, () => 0x5c),
		...[0, 0xc0, 0x2b, 0, 0, 5, 0xff, 1, 0, 1, 0],
	])
	const record = (payload: Buffer) =>
		Buffer.concat([Buffer.from([22, 3, 3, payload.length >> 8, payload.length & 0xff]), payload])
	const names = record(Buffer.alloc(16_000, 0x30))
	attackOver(socket, {
		first: Buffer.concat([record(hello), record(Buffer.from([13, 0xff, 0xff, 0xff, 1, 1]))]),
		forever: names,
	})
}

describe("a hostile TLS server", () => {
	it("that never ends its CertificateRequest is cut off and named", async () => {
		server = await listen(createTcpServer(endlessCertificateRequest), { port: 0 })
		const lane = await configuredLane(`grpcs://localhost:${server.port}`, { mode: "tls", ca })
		expect(lane.outcome.kind).toBe("failed")
		expect(lane.problems.join(" ")).toMatch(/CertificateRequest/)
		expect(lane.ending?.serverBytes).toBeLessThan(64 * 1024 * 1024)
	})

	it("is never sent an IP address as SNI", async () => {
		let sni: string | false | null = null
		const tls = createTlsServer({
			...identityOptions(identity),
			ALPNProtocols: ["h2"],
			SNICallback: (name, done) => {
				sni = name
				done(null)
			},
		})
		tls.on("secureConnection", (socket) => {
			sni = socket.servername ?? null
			socket.destroy()
		})
		server = await listen(tls, { port: 0 })
		const more = { mode: "tls", ca, skipVerify: true, serverName: "192.0.2.7" }
		await configuredLane(`grpcs://localhost:${server.port}`, more)
		expect(sni === null || sni === false).toBe(true)
	})
})
