import { connect, type Socket } from "node:net"
import { createServer as createTlsServer } from "node:tls"
import * as fc from "fast-check"
import { afterEach, beforeAll, describe, expect, it } from "vitest"
import { identityOptions } from "#lab/servers/grpc-server"
import { serverFlightWith } from "#lab/servers/raw-flight"
import { createAuthority } from "#pki/authority"
import { type Issued, issueCertificate } from "#pki/issue"
import { answers, scan, stopServers, tcpServer, tlsServer } from "./hello-scan.fixture.ts"

let identity: Issued

beforeAll(async () => {
	const authority = await createAuthority({ commonName: "Scan CA" })
	identity = await issueCertificate({
		authority,
		subject: "CN=scan",
		dns: ["localhost"],
		eku: ["serverAuth"],
	})
})

afterEach(stopServers)

const nothing = ["1.0 unknown", "1.1 unknown", "1.2 unknown", "1.3 unknown"]

describe("a scan of something hostile", () => {
	const endless = Buffer.concat([Buffer.from([22, 3, 3, 64, 0, 13, 7, 255, 255]), Buffer.alloc(16_380)])

	it.each<[string, (socket: Socket) => void]>([
		["says nothing", (socket) => socket.resume()],
		["closes at once", (socket) => socket.end()],
		["resets at the hello", (socket) => socket.once("data", () => socket.resetAndDestroy())],
		["answers HTTP", (socket) => socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"))],
		["sends a CertificateRequest without end", (socket) => flood(socket, endless)],
		["sends zeros without end", (socket) => flood(socket, Buffer.alloc(65_536))],
		[
			"sends alerts of no known level",
			(socket) => socket.once("data", () => socket.end(Buffer.from([21, 3, 3, 0, 2, 9, 9]))),
		],
	])("takes what %s for unknown, never for a no", async (_, onSocket) => {
		const port = await tcpServer((socket) => {
			socket.on("error", () => socket.destroy())
			onSocket(socket)
		})
		const { scan: seen, stillOpen } = await scan(port, { answerMs: 150 })
		expect(answers(seen)).toEqual(nothing)
		expect(seen.cipherSuites).toEqual({})
		expect(seen.largeClientHello.answer).toBe("unknown")
		expect(stillOpen).toBe(0)
	})

	it("gives each connection its time once, however slowly bytes come", async () => {
		const timers = new Set<NodeJS.Timeout>()
		const flight = serverFlightWith([Buffer.from(identity.der)])
		const port = await tcpServer((socket) => {
			let at = 0
			const timer = setInterval(() => {
				socket.write(flight.subarray(at, at + 1))
				at += 1
			}, 20)
			timers.add(timer)
			socket.resume()
			socket.once("close", () => clearInterval(timer))
		})
		const { scan: seen } = await scan(port, { answerMs: 150 })
		expect(answers(seen)).toEqual(nothing)
		expect(seen.versions["1.2"].how).toMatch(/only \d+ bytes came in time/i)
		for (const timer of timers) clearInterval(timer)
	})

	it("gives up a server that stops answering, and says after how many connections", async () => {
		const tls = createTlsServer(identityOptions(identity), (socket) =>
			socket.on("error", () => socket.destroy()),
		)
		tls.on("tlsClientError", (_error, socket) => socket.destroy())
		let taken = 0
		const port = await tcpServer((socket) => {
			taken += 1
			if (taken > 15) socket.resetAndDestroy()
			else tls.emit("connection", socket)
		})
		const { scan: seen } = await scan(port, { answerMs: 300 })
		expect(seen.problems.join(" ")).toMatch(/the server stopped answering after \d+ connections/)
		expect(seen.connections).toBeLessThan(45)
		expect(Object.values(seen.cipherSuites).every((list) => list.incomplete !== undefined)).toBe(true)
	})

	it("takes a closed connection for a no only where the server goes on answering what it knows", async () => {
		const port = await tlsServer({ ...identityOptions(identity), minVersion: "TLSv1.3" })
		const front = await tcpServer((socket) => {
			const onward = connect({ port, host: "127.0.0.1" })
			onward.on("error", () => socket.destroy())
			socket.on("error", () => onward.destroy())
			socket.pipe(onward)
			// Closes where the server behind would send a plaintext alert.
			onward.on("data", (chunk: Buffer) => (chunk[0] === 21 ? socket.end() : socket.write(chunk)))
			onward.once("close", () => socket.end())
			socket.once("close", () => onward.destroy())
		})
		const { scan: seen } = await scan(front, { answerMs: 1_000 })
		expect(answers(seen)).toEqual(["1.0 refused", "1.1 refused", "1.2 refused", "1.3 accepted"])
		expect(seen.versions["1.2"].how).toContain("as it does with everything that it does not know")
		expect(seen.groups["1.3"]?.incomplete).toBeUndefined()
		expect(seen.problems).toEqual([])
	})

	it.each<[string, (socket: Socket) => void, string]>([
		["refused where it is reset", (socket) => socket.resetAndDestroy(), "refused"],
		["unknown where it is dropped", () => undefined, "unknown"],
	])("holds a large hello for %s while the small one is answered", async (_, onLarge, expected) => {
		const tls = createTlsServer(identityOptions(identity), (socket) =>
			socket.on("error", () => socket.destroy()),
		)
		tls.on("tlsClientError", (_error, socket) => socket.destroy())
		const port = await tcpServer((socket) => {
			socket.on("error", () => socket.destroy())
			socket.once("data", (first: Buffer) => {
				if (first.length < 5 + first.readUInt16BE(3)) return onLarge(socket)
				socket.pause()
				socket.unshift(first)
				tls.emit("connection", socket)
			})
		})
		const { scan: seen } = await scan(port, { answerMs: 400 })
		expect(seen.largeClientHello).toMatchObject({ answer: expected })
		expect(seen.smallClientHello?.answer).toBe("accepted")
		expect(seen.versions["1.3"].answer).toBe("accepted")
	})

	it("comes to an end and throws nothing, whatever a server sends: noise, and real flights with bytes changed", async () => {
		const flight = serverFlightWith([Buffer.from(identity.der)])
		const noise = fc.uint8Array({ minLength: 1, maxLength: 300 })
		const change = fc.record({ at: fc.nat(), to: fc.integer({ min: 0, max: 255 }) })
		const spoiled = fc.array(change, { minLength: 1, maxLength: 6 }).map((changes) => {
			const bytes = Uint8Array.from(flight)
			for (const { at, to } of changes) bytes[at % bytes.length] = to
			return bytes
		})
		await fc.assert(
			fc.asyncProperty(fc.oneof(noise, spoiled), async (bytes) => {
				const port = await tcpServer((socket) => {
					socket.on("error", () => socket.destroy())
					socket.once("data", () => socket.end(bytes))
				})
				const { scan: seen, stillOpen } = await scan(port, { answerMs: 500, connectionsMax: 40 })
				await stopServers()
				expect(stillOpen).toBe(0)
				expect(JSON.parse(JSON.stringify(seen))).toEqual(seen)
				expect(seen.connections).toBeLessThanOrEqual(40)
			}),
			{ numRuns: 40 },
		)
	})
})

/** Writes the same bytes for as long as they are read. */
function flood(socket: Socket, bytes: Buffer): void {
	const write = () => {
		while (!socket.destroyed && socket.write(bytes));
	}
	socket.on("drain", write)
	socket.once("data", write)
}
