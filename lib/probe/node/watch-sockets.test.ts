import { once } from "node:events"
import { connect, createServer, type Server, type Socket } from "node:net"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { watchSockets } from "./watch-sockets.ts"

let server: Server
let port = 0
let seen: Socket[]

beforeEach(async () => {
	seen = []
	server = createServer((socket) => socket.resume().on("error", () => undefined)).listen(0, "127.0.0.1")
	await once(server, "listening")
	const address = server.address()
	port = typeof address === "object" && address !== null ? address.port : 0
})
afterEach(() => {
	for (const socket of seen) socket.destroy()
	server.close()
})

/** A socket of the watched work; its name never resolves, so that it stays in the state of a lost SYN. */
function connectNowhere(): Socket {
	return connect({ host: "lost.example", port, lookup: () => undefined }).on("error", () => undefined)
}

const keep = (socket: Socket) => {
	seen.push(socket)
}

describe("watchSockets", () => {
	it("destroys a socket that never connected when the signal aborts", async () => {
		const stopping = new AbortController()
		await watchSockets(
			keep,
			async () => {
				const closed = once(connectNowhere(), "close")
				stopping.abort()
				await closed
			},
			stopping.signal,
		)
		expect(seen.map((socket) => socket.destroyed)).toEqual([true])
	})

	it("destroys a socket that is still connecting when the work ends", async () => {
		const signal = new AbortController().signal
		await watchSockets(keep, async () => void connectNowhere(), signal)
		expect(seen.map((socket) => socket.destroyed)).toEqual([true])
	})

	it("destroys at once what is opened after the abort", async () => {
		await watchSockets(keep, async () => void connect(port, "127.0.0.1"), AbortSignal.abort())
		expect(seen.map((socket) => socket.destroyed)).toEqual([true])
	})

	it("leaves a connected socket to its owner, and other work's sockets alone", async () => {
		const other = connect(port, "127.0.0.1")
		const signal = new AbortController().signal
		await watchSockets(keep, () => once(connect(port, "127.0.0.1"), "connect"), signal)
		expect(seen.map((socket) => socket.destroyed)).toEqual([false])
		expect(other.destroyed).toBe(false)
		other.destroy()
	})
})
