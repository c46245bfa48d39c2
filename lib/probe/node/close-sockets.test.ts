import { once } from "node:events"
import { createServer, type Server, type Socket } from "node:net"
import { afterEach, beforeEach, expect, it } from "vitest"
import { systemClock } from "#base/clock"
import { openDialPolicy } from "#endpoints/dial-policy"
import { runCheck } from "./run-check.ts"

let server: Server
let closed: Promise<unknown>[]
let opened: PromiseWithResolvers<void>

/** A server that takes every connection and never says a word. */
beforeEach(async () => {
	closed = []
	opened = Promise.withResolvers()
	server = createServer((socket: Socket) => {
		closed.push(once(socket, "close"))
		socket.on("error", () => undefined)
		socket.resume()
		if (closed.length === 3) opened.resolve()
	}).listen(0, "127.0.0.1")
	await once(server, "listening")
})
afterEach(() => {
	server.close()
})

function check(timeoutMs: number, signal: AbortSignal) {
	const address = server.address()
	const port = typeof address === "object" && address !== null ? address.port : 0
	const settings = {
		target: `127.0.0.1:${port}`,
		mode: "auto",
		skipVerify: false,
		healthService: "",
		timeoutMs,
	} as const
	return runCheck({ settings, policy: openDialPolicy, clock: systemClock, signal, onEvent: () => undefined })
}

it("closes every socket of a check that is stopped", async () => {
	const stopping = new AbortController()
	const running = check(15_000, stopping.signal)
	await opened.promise
	stopping.abort()
	expect(await running).toMatchObject({ stopped: true })
	await Promise.all(closed)
	expect(closed.length).toBe(3)
})

it("closes every socket of a check that ran out of time", async () => {
	expect(await check(500, new AbortController().signal)).toMatchObject({ stopped: false })
	await Promise.all(closed)
	expect(closed.length).toBe(3)
})
