import { credentials, status } from "@grpc/grpc-js"
import { afterEach, describe, expect, it } from "vitest"
import { plaintextGrpc } from "#lab/servers/grpc-server"
import type { Listening } from "#lab/servers/listen"
import { firstAnswerCall } from "./first-answer-call.ts"

let server: Listening | undefined
afterEach(async () => {
	await server?.close()
})

function call(port: number, method: string, signal = new AbortController().signal) {
	return {
		target: `ipv4:127.0.0.1:${port}`,
		authority: "localhost",
		credentials: credentials.createInsecure(),
		method,
		request: new Uint8Array(),
		metadata: [],
		signal,
		deadlineMs: 5_000,
	}
}

describe("a streaming call", () => {
	it("ends at the first message of a stream that never ends by itself", async () => {
		server = await plaintextGrpc({ port: 0 })
		const outcome = await firstAnswerCall("stream")(call(server.port, "grpc.health.v1.Health/Watch"))
		expect(outcome).toMatchObject({ status: "OK", fromPeer: true, response: Buffer.from([8, 1]) })
	})

	it("ends at the status of a server that refuses", async () => {
		const refuse = () => ({ code: status.UNAUTHENTICATED, details: "who are you" })
		server = await plaintextGrpc({ port: 0 }, { refuse })
		const outcome = await firstAnswerCall("stream")(call(server.port, "grpc.health.v1.Health/Watch"))
		expect(outcome).toMatchObject({ status: "UNAUTHENTICATED", statusText: "who are you", fromPeer: true })
	})

	it("tells a method that is not there", async () => {
		server = await plaintextGrpc({ port: 0 })
		const method = "grpc.reflection.v1.ServerReflection/ServerReflectionInfo"
		const outcome = await firstAnswerCall("both")(call(server.port, method))
		expect(outcome).toMatchObject({ status: "UNIMPLEMENTED", fromPeer: true })
	})

	it("ends when it is stopped, and where nobody listens", async () => {
		server = await plaintextGrpc({ port: 0 })
		const stopped = AbortSignal.abort()
		expect(await firstAnswerCall("stream")(call(server.port, "a.B/C", stopped))).toMatchObject({
			status: "CANCELLED",
			fromPeer: false,
		})
		const { port } = server
		await server.close()
		expect(await firstAnswerCall("both")(call(port, "a.B/C"))).toMatchObject({ fromPeer: false })
	})
})
