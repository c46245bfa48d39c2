import { randomBytes } from "node:crypto"
import { once } from "node:events"
import { existsSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { connect, createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, it } from "vitest"
import { listen } from "./servers/listen.ts"
import { startLab } from "./start-lab.ts"
import { callAs } from "./testing/call.ts"
import { exchange, handshake, portOf } from "./testing/wire.ts"

const folder = await mkdtemp(join(tmpdir(), "lab-closing-"))
afterAll(() => rm(folder, { recursive: true, force: true }))

const closeMs = 3_000
const http2Preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "latin1")

it("ends every server, connection and socket file in bounded time, also those that somebody holds open", async () => {
	const lab = await startLab({ directory: join(folder, "all") })
	const tcp = lab.scenarios.filter(({ id, target }) => /localhost/.test(target) && id !== "flood")
	const held = await Promise.all(tcp.map(({ settings }) => holdOpen(portOf(settings))))
	const startedAt = performance.now()
	await lab.close()
	await Promise.all(held.map(({ closed }) => closed))
	expect(performance.now() - startedAt).toBeLessThan(closeMs)
	const ends = await Promise.all(tcp.map(({ settings }) => handshake(portOf(settings))))
	expect(ends.filter(({ error }) => error !== "ECONNREFUSED")).toEqual([])
	expect(existsSync(join(folder, "all", "sockets"))).toBe(false)
	expect(existsSync(join(folder, "all", "lab.json"))).toBe(true)
})

it("survives what clients send: noise, cut hellos, wrong frames, sudden ends", async () => {
	const lab = await startLab({ directory: join(folder, "noise") })
	const ports = lab.scenarios
		.filter(({ target }) => /localhost/.test(target))
		.map(({ settings }) => portOf(settings))
	const hello = Buffer.from("160301020001000200", "hex")
	const noise = [
		randomBytes(2_000),
		hello,
		Buffer.concat([http2Preface, randomBytes(500)]),
		Buffer.concat([http2Preface, Buffer.from("0000040300000000010000000b", "hex")]),
		Buffer.from("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n"),
		Buffer.from("15030300020228", "hex"),
	]
	for (const port of ports) await Promise.all(noise.map((bytes) => exchange(port, bytes, 100_000, 50)))
	const healthy = lab.scenarios.filter(({ expected }) => expected.rule === "works-as-configured")
	const ends = await Promise.all(healthy.map(({ settings }) => callAs(settings)))
	await lab.close()
	expect(ends.map(({ code }) => code)).toEqual(healthy.map(() => 0))
})

it("starts again in the same directory, with certificates that are new and settings that work", async () => {
	const directory = join(folder, "twice")
	const only = ["mtls-tls13", "spiffe", "external-rotating"]
	const first = await startLab({ directory, only })
	await first.close()
	const second = await startLab({ directory, only })
	const ends = await Promise.all(second.scenarios.map(({ settings }) => callAs(settings)))
	await second.close()
	expect(ends.map(({ code }) => code)).toEqual([0, 0, 0])
})

it("takes a free port, and says so, where the wanted one is taken", async () => {
	const taken = await listen(createServer(), { port: 0 })
	const lines: string[] = []
	const lab = await startLab({
		directory: join(folder, "taken"),
		basePort: taken.port,
		only: ["plaintext"],
		log: (line) => lines.push(line),
	})
	const [plaintext] = lab.scenarios
	const end = plaintext && (await callAs(plaintext.settings))
	await lab.close()
	await taken.close()
	expect(end?.code).toBe(0)
	expect(lines).toEqual([expect.stringContaining("EADDRINUSE")])
})

it("puts sockets into a short folder when the directory is too long for a socket address", async () => {
	const directory = join(folder, "long".repeat(30))
	const lab = await startLab({ directory, only: ["unix-plaintext", "spiffe"] })
	const ends = await Promise.all(lab.scenarios.map(({ settings }) => callAs(settings)))
	const [socket = ""] = lab.scenarios.map(({ target }) => target.replace("unix:", ""))
	await lab.close()
	expect(ends.map(({ code }) => code)).toEqual([0, 0])
	expect(Buffer.byteLength(socket)).toBeLessThan(108)
	expect(existsSync(socket)).toBe(false)
})

it("rejects a scenario that does not exist, by name", async () => {
	await expect(startLab({ directory: folder, only: ["nothing"] })).rejects.toThrow(
		"there is no scenario nothing",
	)
})

/** Connects and says nothing. The promise is wrapped, or awaiting the connection would await its end. */
async function holdOpen(port: number): Promise<{ readonly closed: Promise<unknown> }> {
	const socket = connect({ host: "127.0.0.1", port })
	socket.on("error", () => socket.destroy())
	const closed = once(socket, "close")
	await once(socket, "connect")
	socket.resume()
	return { closed }
}
