import { once } from "node:events"
import { createServer as createHttp2Server, type Http2Server, type ServerHttp2Stream } from "node:http2"
import { createServer, type Server as TcpServer } from "node:net"
import {
	credentials,
	type handleUnaryCall,
	Metadata,
	Server,
	ServerCredentials,
	type ServerUnaryCall,
	type sendUnaryData,
	setLogger,
	status,
} from "@grpc/grpc-js"
import { afterEach, describe, expect, test } from "vitest"
import { encodeHealthRequest, healthCheckMethod, readHealthResponse } from "../health.ts"
import { encodeMessage } from "../message-codec.ts"
import { type UnaryCall, unaryCall } from "./unary-call.ts"

const closers: (() => void)[] = []

afterEach(() => {
	for (const close of closers.splice(0)) close()
})

function callTo(port: number, change: Partial<UnaryCall> = {}): UnaryCall {
	return {
		target: `ipv4:127.0.0.1:${port}`,
		authority: "api.example.org:443",
		credentials: credentials.createInsecure(),
		method: healthCheckMethod,
		request: encodeHealthRequest("api"),
		metadata: [],
		signal: new AbortController().signal,
		deadlineMs: 10_000,
		...change,
	}
}

async function grpcServer(check: handleUnaryCall<Buffer, Buffer>): Promise<number> {
	const server = new Server()
	const pass = (bytes: Buffer) => bytes
	const method = { path: `/${healthCheckMethod}`, requestStream: false, responseStream: false }
	const codecs = {
		requestSerialize: pass,
		requestDeserialize: pass,
		responseSerialize: pass,
		responseDeserialize: pass,
	}
	server.addService({ Check: { ...method, ...codecs } }, { Check: check })
	closers.push(() => server.forceShutdown())
	return new Promise((resolve, reject) => {
		server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
			error === null ? resolve(port) : reject(error),
		)
	})
}

async function listening(server: TcpServer | Http2Server): Promise<number> {
	server.listen(0, "127.0.0.1")
	await once(server, "listening")
	closers.push(() => server.close())
	return portOf(server)
}

function portOf(server: TcpServer | Http2Server): number {
	const address = server.address()
	if (address === null || typeof address === "string") throw new Error("the server has no port")
	return address.port
}

describe("an answer of a gRPC server", () => {
	test("is given as bytes, with authority, metadata and trailers as they went over the wire", async () => {
		const seen: unknown[] = []
		const port = await grpcServer((call, done) => answerServing(seen, call, done))
		const outcome = await unaryCall(callTo(port, { metadata: [["authorization", "Bearer t0ken"]] }))
		expect(outcome).toMatchObject({ status: "OK", statusText: "", fromPeer: true })
		expect(readHealthResponse(outcome.response ?? new Uint8Array([0xff]))).toBe("SERVING")
		expect(outcome.metadata).toContainEqual(["x-from", "header"])
		expect(outcome.trailers).toContainEqual(["x-trailer-bin", "AAE="])
		expect(seen).toEqual(["api.example.org:443", ["Bearer t0ken"], Buffer.from("0a03617069", "hex")])
	})

	test("that is an error keeps its status, and is known to be the peer's", async () => {
		const refusal = { code: status.UNAUTHENTICATED, details: "no token", metadata: new Metadata() }
		const port = await grpcServer((_call, done) => done(refusal))
		const outcome = await unaryCall(callTo(port))
		expect(outcome).toMatchObject({ status: "UNAUTHENTICATED", statusText: "no token", fromPeer: true })
	})

	test("to an unknown method is UNIMPLEMENTED by the peer", async () => {
		const port = await grpcServer(() => undefined)
		const outcome = await unaryCall(callTo(port, { method: "none.Such/Method" }))
		expect(outcome).toMatchObject({ status: "UNIMPLEMENTED", fromPeer: true })
	})
})

test("keeps at most 64 entries of 1,000 characters of what the peer sends, and prints none of it", async () => {
	const server = createHttp2Server()
	server.on("stream", (stream) => {
		const many = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`x-${at}`, "short"]))
		const long = { "a-long": "a".repeat(1_500), "b-damaged": "caf\u00e9\u009b2J" }
		const answer = {
			":status": 200,
			"content-type": "application/grpc",
			"grpc-status": "7",
			...long,
			...many,
		}
		stream.respond(answer, { endStream: true })
	})
	const logged: unknown[] = []
	setLogger({ ...console, error: (...said: unknown[]) => logged.push(said) })
	const outcome = await unaryCall(callTo(await listening(server)))
	expect(outcome).toMatchObject({ status: "PERMISSION_DENIED", fromPeer: true })
	expect(outcome.trailers).toHaveLength(64)
	expect(outcome.trailers).toContainEqual(["a-long", "a".repeat(1_000)])
	expect(logged).toHaveLength(0)
})

test("refuses a message beyond 4 MiB", async () => {
	const port = await grpcServer((_call, done) => done(null, Buffer.alloc(5 * 1024 * 1024)))
	const outcome = await unaryCall(callTo(port))
	expect(outcome).toMatchObject({ status: "RESOURCE_EXHAUSTED" })
	expect(outcome.response).toBeUndefined()
})

describe("a status that grpc-js made up is not the peer's", () => {
	test("when nobody listens, and the connection is tried once", async () => {
		const server = createServer()
		const port = await listening(server)
		server.close()
		await once(server, "close")
		expect(await unaryCall(callTo(port))).toMatchObject({ status: "UNAVAILABLE", fromPeer: false })
	})

	test("when the peer closes without a word", async () => {
		const server = createServer((socket) => socket.end())
		expect(await unaryCall(callTo(await listening(server)))).toMatchObject({
			status: "UNAVAILABLE",
			fromPeer: false,
		})
	})

	test("when the deadline passes", async () => {
		const server = createServer((socket) => socket.on("error", () => undefined))
		const outcome = await unaryCall(callTo(await listening(server), { deadlineMs: 50 }))
		expect(outcome).toMatchObject({ status: "DEADLINE_EXCEEDED", fromPeer: false })
	})
})

describe("stopping", () => {
	test("ends the call as CANCELLED and closes the connection", async () => {
		const server = createHttp2Server()
		const port = await listening(server)
		const stop = new AbortController()
		const running = unaryCall(callTo(port, { signal: stop.signal }))
		const stream = await new Promise<ServerHttp2Stream>((resolve) => server.once("stream", resolve))
		const closed = once(stream.session ?? stream, "close")
		stop.abort()
		expect(await running).toMatchObject({ status: "CANCELLED", fromPeer: false })
		await closed
	})

	test("before the start dials nobody", async () => {
		let connections = 0
		const server = createServer(() => {
			connections += 1
		})
		const outcome = await unaryCall(callTo(await listening(server), { signal: AbortSignal.abort() }))
		expect(outcome.status).toBe("CANCELLED")
		expect(connections).toBe(0)
	})
})

test.each([
	["a value with a line break", "authorization", "Bearer a\nb"],
	["a name with a space", "not a name", "value"],
])("metadata with %s is refused without quoting the value", async (_, name, value) => {
	const outcome = await unaryCall(callTo(1, { metadata: [[name, value]] }))
	expect(outcome).toMatchObject({ status: "INTERNAL", fromPeer: false })
	expect(outcome.statusText).not.toContain(value)
})

test("a target that grpc-js does not understand is a status, not an exception", async () => {
	const outcome = await unaryCall(callTo(1, { target: "ipv4:not-an-address" }))
	expect(outcome).toMatchObject({ fromPeer: false })
})

function answerServing(
	seen: unknown[],
	call: ServerUnaryCall<Buffer, Buffer>,
	done: sendUnaryData<Buffer>,
): void {
	seen.push(call.getHost(), call.metadata.get("authorization"), call.request)
	const headers = new Metadata()
	headers.set("x-from", "header")
	call.sendMetadata(headers)
	const trailers = new Metadata()
	trailers.set("x-trailer-bin", Buffer.from([0, 1]))
	done(null, Buffer.from(encodeMessage("grpc.health.v1.HealthCheckResponse", { status: 1 })), trailers)
}
