import { createSecureServer, type ServerHttp2Stream } from "node:http2"
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { systemClock } from "#base/clock"
import { openDialPolicy } from "#endpoints/dial-policy"
import { parseEndpointInput } from "#endpoints/parse-input"
import { identityOptions } from "#lab/servers/grpc-server"
import { type Listening, listen } from "#lab/servers/listen"
import { createAuthority } from "#pki/authority"
import { issueCertificate } from "#pki/issue"
import { runCheck } from "./run-check.ts"

let ca = ""
let identity: Parameters<typeof identityOptions>[0]
let server: Listening | undefined

beforeAll(async () => {
	const authority = await createAuthority({ commonName: "Page CA" })
	ca = authority.pem
	identity = await issueCertificate({ authority, subject: "CN=page", dns: ["localhost"] })
})

const servers: Listening[] = []
afterEach(() => {
	server = undefined
})
afterAll(async () => {
	await Promise.all(servers.map((each) => each.close()))
})

/** The configured lane at an HTTP/2 server that answers every request in the same way. */
async function laneAt(answer: (stream: ServerHttp2Stream) => void) {
	const http2 = createSecureServer(identityOptions(identity))
	http2.on("session", (session) => session.on("error", () => undefined))
	http2.on("stream", (stream) => {
		stream.on("error", () => undefined)
		answer(stream)
	})
	server = await listen(http2, { port: 0 })
	servers.push(server)
	const input = { target: `grpcs://localhost:${server.port}`, mode: "tls", ca, timeoutMs: 5_000 }
	const parsed = parseEndpointInput(input)
	if (!parsed.ok) throw new Error(parsed.error.map((problem) => problem.text).join("; "))
	const run = await runCheck({
		settings: parsed.value.settings,
		policy: openDialPolicy,
		clock: systemClock,
		signal: new AbortController().signal,
		onEvent: () => undefined,
	})
	return run.attempts.find((attempt) => attempt.configured)
}

function page(type: string, body: string) {
	return (stream: ServerHttp2Stream) => {
		stream.respond({ ":status": 200, "content-type": type })
		stream.end(body)
	}
}

describe("a gRPC status", () => {
	it.each([
		["a page of text", page("text/plain", "hello")],
		["JSON", page("application/json", '{"status":"up"}')],
		["bytes of no known kind", page("application/octet-stream", "\u0000\u0000\u0000\u0000\u0000")],
		["the content type of gRPC without a status", page("application/grpc", "")],
	])("is not made up out of HTTP 200 with %s", async (_, answer) => {
		const lane = await laneAt(answer)
		expect(lane?.outcome).toMatchObject({ kind: "failed", by: "server", code: "HTTP_200" })
		expect(lane?.rpc?.status).toBeUndefined()
	})

	it.each([
		["in the headers", { "content-type": "application/grpc", "grpc-status": "7" }],
		["in the headers, without a content type", { "grpc-status": "7" }],
	])("that the server sent %s is its own", async (_, headers) => {
		const lane = await laneAt((stream) => stream.respond({ ":status": 200, ...headers }, { endStream: true }))
		expect(lane?.outcome.kind).toBe("accepted")
		expect(lane?.rpc?.status).toBe("PERMISSION_DENIED")
	})
})

describe("a call that HTTP/2 itself ends", () => {
	it("is told in the words of RFC 9113, not in those of the client library", async () => {
		const reset = await laneAt((stream) => stream.close(2))
		expect(reset?.outcome).toMatchObject({
			kind: "failed",
			by: "server",
			code: "RST_STREAM",
			text: "The server reset the call: RST_STREAM with INTERNAL_ERROR.",
		})
		const ended = await laneAt((stream) => {
			stream.session?.goaway(11)
			stream.session?.destroy()
		})
		expect(ended?.outcome).toMatchObject({
			kind: "failed",
			by: "server",
			code: "GOAWAY",
			text: "The server ended the connection: GOAWAY with ENHANCE_YOUR_CALM.",
		})
	})
})
