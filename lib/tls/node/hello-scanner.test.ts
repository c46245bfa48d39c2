import { createHash } from "node:crypto"
import { connect, createServer as createTcpServer, type Socket } from "node:net"
import { createSecureContext, createServer as createTlsServer, type TlsOptions } from "node:tls"
import { afterEach, beforeAll, describe, expect, it } from "vitest"
import { systemClock } from "#base/clock"
import { identityOptions } from "#lab/servers/grpc-server"
import { type Listening, listen } from "#lab/servers/listen"
import { serverFlightWith } from "#lab/servers/raw-flight"
import { createAuthority } from "#pki/authority"
import { type Issued, issueCertificate } from "#pki/issue"
import type { ScanObservation } from "../scan.ts"
import { scanHellos } from "./hello-scanner.ts"

let identity: Issued
let rsa: Issued
const running: Listening[] = []

beforeAll(async () => {
	const authority = await createAuthority({ commonName: "Scan CA" })
	const request = { authority, subject: "CN=scan", dns: ["localhost"], eku: ["serverAuth"] as const }
	identity = await issueCertificate({ ...request, eku: ["serverAuth"] })
	rsa = await issueCertificate({ ...request, eku: ["serverAuth"], keyAlgorithm: "rsa2048" })
})

afterEach(async () => {
	await Promise.all(running.splice(0).map((server) => server.close()))
})

/** What was seen of the connections of one scan. */
interface Watched {
	readonly scan: ScanObservation
	readonly opened: number
	readonly openedAtOnce: number
	readonly stillOpen: number
	readonly progress: readonly number[]
}

interface Change {
	readonly signal?: AbortSignal
	readonly connectionsMax?: number
	readonly answerMs?: number
	readonly sni?: string | null
}

async function scan(port: number, change: Change = {}): Promise<Watched> {
	let opened = 0
	let openedAtOnce = 0
	const sockets = new Set<Socket>()
	const progress: number[] = []
	const observation = await scanHellos({
		peerAddress: `127.0.0.1:${port}`,
		sni: "localhost",
		connect: (signal) =>
			new Promise((resolve, reject) => {
				opened += 1
				const socket = connect({ port, host: "127.0.0.1" })
				sockets.add(socket)
				openedAtOnce = Math.max(openedAtOnce, [...sockets].filter((each) => !each.destroyed).length)
				socket.once("connect", () => {
					socket.removeAllListeners("error")
					resolve(socket)
				})
				socket.once("error", reject)
				signal.addEventListener("abort", () => {
					socket.destroy()
					reject(signal.reason)
				})
			}),
		contextFor: (version) => {
			const name = version === "1.2" ? "TLSv1.2" : "TLSv1.3"
			return createSecureContext({ minVersion: name, maxVersion: name })
		},
		signal: AbortSignal.timeout(15_000),
		clock: systemClock,
		onProgress: (_asking, connections) => progress.push(connections),
		connectionsMax: 200,
		concurrency: 5,
		answerMs: 2_000,
		...change,
	})
	const stillOpen = [...sockets].filter((socket) => !socket.destroyed).length
	return { scan: observation, opened, openedAtOnce, stillOpen, progress }
}

async function tlsServer(options: TlsOptions): Promise<number> {
	const server = createTlsServer({ ALPNProtocols: ["h2"], ...options }, (socket) => {
		socket.on("error", () => socket.destroy())
		socket.write("hello")
	})
	server.on("tlsClientError", (_error, socket) => socket.destroy())
	return started(await listen(server, { port: 0 }))
}

async function tcpServer(onSocket: (socket: Socket) => void): Promise<number> {
	return started(await listen(createTcpServer(onSocket), { port: 0 }))
}

function started(listening: Listening): number {
	running.push(listening)
	return listening.port
}

function answers({ versions }: ScanObservation) {
	return Object.entries(versions).map(([version, { answer }]) => `${version} ${answer}`)
}

const nothing = ["1.0 unknown", "1.1 unknown", "1.2 unknown", "1.3 unknown"]

describe("a scan of a TLS server", () => {
	it("finds versions, suites in the server's order, groups, schemes, ALPN and resumption", async () => {
		const port = await tlsServer({
			...identityOptions(identity),
			ciphers:
				"TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256",
			ecdhCurve: "P-256:P-384",
			honorCipherOrder: true,
		})
		const { scan: seen } = await scan(port)
		expect(answers(seen)).toEqual(["1.0 refused", "1.1 refused", "1.2 accepted", "1.3 accepted"])
		expect(seen.cipherSuites).toEqual({
			"1.2": {
				names: ["TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"],
				preference: "server",
			},
			"1.3": { names: ["TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256"], preference: "server" },
		})
		// The curve of the certificate has to be offered, and the server likes it best: nothing else ever comes of 1.2.
		expect(seen.groups["1.2"]?.names).toEqual(["secp256r1"])
		expect(seen.groups["1.3"]?.names).toEqual(["secp256r1", "secp384r1"])
		expect(seen.signatureSchemes["1.3"]?.names).toEqual(["ecdsa_secp256r1_sha256"])
		expect(seen.alpn.map(({ offer, answer }) => `${offer} ${answer}`)).toEqual([
			"h2 accepted",
			"http/1.1 refused",
			"none accepted",
			"unknown refused",
		])
		expect(seen.resumption).toMatchObject({ "1.2": { answer: "accepted" }, "1.3": { answer: "accepted" } })
		expect(seen.largeClientHello.answer).toBe("accepted")
		expect(seen.problems).toEqual([])
	})

	it.each<[string, string]>([
		["a group without a key that we send first", "P-521"],
		["the post-quantum hybrid alone", "X25519MLKEM768"],
		["X448 alone", "X448"],
	])("opens the flight of a server that has %s", async (_, ecdhCurve) => {
		const port = await tlsServer({ ...identityOptions(identity), ecdhCurve, minVersion: "TLSv1.3" })
		const { scan: seen } = await scan(port)
		expect(seen.versions["1.3"].answer).toBe("accepted")
		expect(seen.groups["1.3"]?.names).toHaveLength(1)
		expect(seen.signatureSchemes["1.3"]?.names).toEqual(["ecdsa_secp256r1_sha256"])
		expect(seen.sniAnswers.map(({ leaf }) => leaf)).toEqual(Array(3).fill(sha256(identity)))
	})

	it("tells what SNI changes", async () => {
		const other = identityOptions(rsa)
		const port = await tlsServer({
			...identityOptions(identity),
			SNICallback: (name, done) => done(null, name === "localhost" ? createSecureContext(other) : undefined),
		})
		const { scan: seen } = await scan(port)
		expect(seen.sniAnswers.map(({ sent, leaf }) => [sent, leaf])).toEqual([
			["present", sha256(rsa)],
			["absent", sha256(identity)],
			["wrong", sha256(identity)],
		])
	})

	it("keeps every name of a CertificateRequest, 200 if it is 200, in TLS 1.2 and 1.3", async () => {
		const authorities = await Promise.all(
			Array.from({ length: 200 }, (_, index) => createAuthority({ commonName: `Client CA ${index}` })),
		)
		const port = await tlsServer({
			...identityOptions(identity),
			ca: authorities.map(({ pem }) => pem),
			requestCert: true,
		})
		const { scan: seen } = await scan(port)
		const names = authorities.map((_, index) => `CN=Client CA ${index}`)
		for (const version of ["1.2", "1.3"] as const) {
			const request = seen.certificateRequests[version]
			expect(request?.certificateAuthorities.toSorted()).toEqual(names.toSorted())
			expect(request?.signatureSchemes).toContain("ecdsa_secp256r1_sha256")
		}
		// Without a certificate nobody is let in, so that nothing is known of sessions.
		expect(seen.resumption["1.2"]?.answer).toBe("unknown")
		expect(seen.resumption["1.3"]?.answer).not.toBe("accepted")
	})

	it("holds at most five connections at a time, counts them all and leaves none open", async () => {
		const watched = await scan(await tlsServer(identityOptions(identity)))
		expect(watched.openedAtOnce).toBeLessThanOrEqual(5)
		expect(watched.scan.connections).toBe(watched.opened)
		expect(watched.progress.at(-1)).toBe(watched.opened)
		expect(watched.stillOpen).toBe(0)
	})

	it("stops at the number of connections that it may use, and says what is missing", async () => {
		const { scan: seen, opened } = await scan(await tlsServer(identityOptions(identity)), {
			connectionsMax: 12,
		})
		expect(opened).toBe(12)
		expect(seen.problems).toEqual(["Not everything was asked: all 12 connections were used."])
		expect(Object.values(seen.cipherSuites).some((list) => list.incomplete !== undefined)).toBe(true)
	})

	it("ends when it is stopped, with no connection left open", async () => {
		const stop = new AbortController()
		const port = await tlsServer(identityOptions(identity))
		const pending = scan(port, { signal: stop.signal, answerMs: 10_000 })
		setImmediate(() => stop.abort())
		const { scan: seen, stillOpen } = await pending
		expect(seen.stopped).toBe(true)
		expect(stillOpen).toBe(0)
		expect(seen.problems).toEqual(["Not everything was asked: the check was stopped."])
	})
})

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
		expect(answers(seen)).toEqual(["1.0 unknown", "1.1 unknown", "1.2 unknown", "1.3 accepted"])
		expect(seen.groups["1.3"]?.incomplete).toBeUndefined()
		expect(seen.problems.join(" ")).toContain("the server sends no alert")
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
})

function sha256(issued: Issued): string {
	return createHash("sha256").update(issued.der).digest("hex")
}

/** Writes the same bytes for as long as they are read. */
function flood(socket: Socket, bytes: Buffer): void {
	const write = () => {
		while (!socket.destroyed && socket.write(bytes));
	}
	socket.on("drain", write)
	socket.once("data", write)
}
