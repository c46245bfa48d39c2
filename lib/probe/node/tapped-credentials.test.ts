import { PassThrough } from "node:stream"
import { describe, expect, it } from "vitest"
import { unaryCall } from "#grpc/node/unary-call"
import { plaintextGrpc } from "#lab/servers/grpc-server"
import { TappedCredentials } from "./tapped-credentials.ts"

const check = {
	authority: "localhost",
	method: "grpc.health.v1.Health/Check",
	request: new Uint8Array(),
	metadata: [],
	deadlineMs: 5_000,
}

describe("the contract with grpc-js", () => {
	it("hands us the connected socket and speaks HTTP/2 on the stream that it gets back", async () => {
		const server = await plaintextGrpc({ port: 0 })
		const seen: string[] = []
		const credentials = new TappedCredentials(async (socket) => {
			seen.push(`${socket.remoteAddress}:${socket.remotePort}`)
			return socket
		}, false)
		const signal = new AbortController().signal
		const outcome = await unaryCall({
			...check,
			target: `ipv4:127.0.0.1:${server.port}`,
			credentials,
			signal,
		})
		await server.close()
		expect(outcome).toMatchObject({ status: "OK", fromPeer: true })
		expect(seen).toEqual([`127.0.0.1:${server.port}`])
	})

	it("gives up when we refuse the socket, and makes no second connection", async () => {
		const server = await plaintextGrpc({ port: 0 })
		let connections = 0
		const credentials = new TappedCredentials(async () => {
			connections += 1
			throw new Error("not this one")
		}, false)
		const signal = new AbortController().signal
		const outcome = await unaryCall({
			...check,
			target: `ipv4:127.0.0.1:${server.port}`,
			credentials,
			signal,
		})
		await server.close()
		expect(outcome).toMatchObject({ status: "UNAVAILABLE", fromPeer: false })
		expect(connections).toBe(1)
	})

	it("says whether the channel is secure, and equals only itself", () => {
		const one = new TappedCredentials(async () => new PassThrough(), true)
		const other = new TappedCredentials(async () => new PassThrough(), true)
		expect(one._isSecure()).toBe(true)
		expect(one._equals(one)).toBe(true)
		expect(one._equals(other)).toBe(false)
	})
})
