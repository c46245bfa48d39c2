import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http"
import {
	createServer as createHttp2Server,
	createSecureServer,
	type Http2ServerRequest,
	type Http2ServerResponse,
} from "node:http2"
import { createServer as createTcpServer, type Server, type Socket } from "node:net"
import { afterEach, beforeAll, describe, expect, it } from "vitest"
import { systemClock } from "#base/clock"
import { startDeadline } from "#base/deadline"
import { type DialPolicy, openDialPolicy } from "#endpoints/dial-policy"
import { loadMaterials } from "#endpoints/node/load-materials"
import { parseEndpointInput } from "#endpoints/parse-input"
import { parseTarget } from "#grpc/parse-target"
import { type Listening, listen } from "#lab/servers/listen"
import { createAuthority } from "#pki/authority"
import { type Issued, issueCertificate } from "#pki/issue"
import type { RunObservation } from "../observation.ts"
import type { ProtocolObservation } from "../protocol-observation.ts"
import { runCheck } from "./run-check.ts"
import { runProtocols } from "./run-protocols.ts"

const token = "a-token-that-nobody-may-see"
let identity: Issued
let ca = ""
const open: Listening[] = []

beforeAll(async () => {
	const authority = await createAuthority({ commonName: "Protocol CA" })
	ca = authority.pem
	identity = await issueCertificate({ authority, subject: "CN=protocols", dns: ["localhost"] })
})

afterEach(async () => {
	await Promise.all(open.splice(0).map((server) => server.close()))
})

async function start(server: Server): Promise<number> {
	const listening = await listen(server, { port: 0 })
	open.push(listening)
	return listening.port
}

const tlsOptions = () => ({ cert: identity.chainPem, key: identity.privateKeyPem.reveal() })

interface Asked {
	readonly run: RunObservation
	readonly protocols: ProtocolObservation | undefined
}

/** The lanes first, then the questions alone: no other step of a scan is mixed in. */
async function ask(
	input: object,
	more: { readonly policy?: DialPolicy; readonly signal?: AbortSignal; readonly onLanes?: () => void } = {},
): Promise<Asked> {
	const parsed = parseEndpointInput({ timeoutMs: 1_500, ...input })
	if (!parsed.ok) throw new Error(parsed.error.map((problem) => problem.text).join("; "))
	const { settings } = parsed.value
	const request = {
		settings,
		policy: more.policy ?? openDialPolicy,
		clock: systemClock,
		signal: more.signal ?? new AbortController().signal,
		onEvent: () => undefined,
	}
	const run = await runCheck(request)
	more.onLanes?.()
	const target = parseTarget(settings.target)
	const configured = run.attempts.find((attempt) => attempt.configured)
	if (!target.ok || configured === undefined) throw new Error("nothing was dialled")
	const deadline = startDeadline(systemClock, settings.timeoutMs)
	try {
		const protocols = await runProtocols({
			request,
			target: target.value,
			materials: await loadMaterials(settings, { fileRoots: undefined }),
			deadline,
			attempts: run.attempts,
			configured,
		})
		return { run, protocols }
	} finally {
		deadline.clear()
	}
}

/** One request as a server got it. */
interface Got {
	readonly path: string
	readonly headers: Readonly<Record<string, unknown>>
	readonly body: string
}

/** Remembers every request and answers it with 404. */
function recorder(got: Got[]) {
	return (
		asked: IncomingMessage | Http2ServerRequest,
		answer: ServerResponse | Http2ServerResponse,
	): void => {
		const chunks: Buffer[] = []
		asked.on("data", (chunk: Buffer) => chunks.push(chunk))
		asked.once("end", () => {
			const body = Buffer.concat(chunks).toString("latin1")
			got.push({ path: asked.url ?? "", headers: { ...asked.headers }, body })
			answer.statusCode = 404
			answer.end("")
		})
	}
}

/** Headers by which credentials travel, and the token wherever it may be. */
function credentialsOf(got: readonly Got[]): readonly string[] {
	const names = ["authorization", "cookie", "proxy-authorization", "x-api-key"]
	return got.flatMap(({ headers, body, path }) => [
		...names.filter((name) => headers[name] !== undefined),
		...(`${JSON.stringify(headers)}${body}${path}`.includes(token) ? ["the token itself"] : []),
	])
}

/** What came from the questions: the lanes are made by grpc-js and say so. */
const isQuestion = ({ headers }: Got) => headers["user-agent"] === "countersign"

describe("questions about protocols", () => {
	it("never send the token of the settings, over TLS with HTTP/2 and HTTP/1.1", async () => {
		const got: Got[] = []
		const port = await start(createSecureServer({ ...tlsOptions(), allowHTTP1: true }, recorder(got)))
		const { run } = await ask({
			target: `grpcs://localhost:${port}`,
			mode: "tls",
			ca,
			token: `text:${token}`,
		})
		expect(run.settings.hasToken).toBe(true)
		// The lanes do send it over TLS: the recorder sees what it is to see.
		expect(credentialsOf(got.filter((each) => !isQuestion(each)))).not.toEqual([])
		const questions = got.filter(isQuestion)
		expect(questions.length).toBeGreaterThanOrEqual(10)
		expect(credentialsOf(questions)).toEqual([])
	})

	it.each([
		["HTTP/2", (got: Got[]) => createHttp2Server(recorder(got))],
		["HTTP/1.1", (got: Got[]) => createHttpServer(recorder(got))],
	])("never send the token in the clear, over %s", async (_, make) => {
		const got: Got[] = []
		const port = await start(make(got))
		await ask({ target: `grpc://localhost:${port}`, mode: "none" })
		await ask({ target: `localhost:${port}`, mode: "auto", token: `text:${token}` })
		expect(got.filter(isQuestion).length).toBeGreaterThanOrEqual(4)
		expect(credentialsOf(got)).toEqual([])
	})

	it("ask only for what changes nothing, and hand the endpoint's own method no message", async () => {
		const got: Got[] = []
		const port = await start(createHttp2Server(recorder(got)))
		await ask({ target: `grpc://localhost:${port}`, mode: "none", method: "shop.v1.Orders/Delete" })
		const harmless =
			/^\/(grpc\.health\.v1\.Health\/Check|countersign\.Probe\/Unknown|grpc\.reflection\.v1(alpha)?\.ServerReflection\/ServerReflectionInfo)?(\?|$)/
		const own = got.filter(({ path }) => !harmless.test(path)).filter(isQuestion)
		expect(new Set(own.map(({ path }) => path))).toEqual(new Set(["/shop.v1.Orders/Delete"]))
		expect(new Set(own.map(({ body }) => body))).toEqual(new Set(["", "{"]))
	})

	it("use at most three connections at once and few in all", async () => {
		let now = 0
		let most = 0
		let all = 0
		const server = createSecureServer({ ...tlsOptions(), allowHTTP1: true }, recorder([]))
		const port = await start(server)
		const count = (socket: Socket) => {
			all += 1
			now += 1
			most = Math.max(most, now)
			socket.once("close", () => {
				now -= 1
			})
		}
		const input = { target: `grpcs://localhost:${port}`, mode: "tls", ca }
		const { protocols } = await ask(input, { onLanes: () => server.on("connection", count) })
		expect(protocols?.answers.length).toBeGreaterThan(8)
		expect([all, protocols?.connections]).toEqual([7, 7])
		expect(most).toBeLessThanOrEqual(5)
	})

	it("open no connection that the dial policy forbids", async () => {
		const got: Got[] = []
		const port = await start(createHttp2Server(recorder(got)))
		const policy: DialPolicy = { ...openDialPolicy, ports: [[1, 1]] }
		const { protocols } = await ask({ target: `grpc://localhost:${port}`, mode: "none" }, { policy })
		expect(got).toEqual([])
		expect(protocols).toBeUndefined()
	})
})

const page = "HTTP/1.1 200 OK\r\n"
const chunk = Buffer.alloc(32 * 1024, "x")
const emptySettings = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0])
const goaway = Buffer.from([0, 0, 12, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0x1b, 0x5b, 0x32, 0x4a])
/** What a hostile peer says to whoever asks in HTTP/1.1, once or for ever. */
const hostile: Readonly<
	Record<string, { readonly first: string | Buffer; readonly forever?: string | Buffer }>
> = {
	"a body without end": { first: `${page}content-type: text/plain\r\n\r\n`, forever: chunk },
	"headers without end": { first: page, forever: `x-flood: ${"y".repeat(900)}\r\n` },
	"interim answers without end": { first: "", forever: "HTTP/1.1 103 Early Hints\r\n\r\n" },
	"chunks without end": { first: `${page}transfer-encoding: chunked\r\n\r\n`, forever: "1\r\nx\r\n" },
	"garbage without end": { first: Buffer.alloc(64, 0xa5), forever: chunk },
	"a length that is never filled": { first: `${page}content-length: 999999999\r\n\r\nx` },
	silence: { first: "" },
	"SETTINGS without end": { first: emptySettings, forever: emptySettings },
	"a GOAWAY of garbage": { first: Buffer.concat([emptySettings, goaway]), forever: chunk },
}

function hostileServer({
	first,
	forever,
}: {
	readonly first: string | Buffer
	readonly forever?: string | Buffer
}): Server {
	return createTcpServer((socket) => {
		socket.on("error", () => socket.destroy())
		const more = () => {
			while (forever !== undefined && !socket.destroyed) if (!socket.write(forever)) return
		}
		socket.on("drain", more)
		socket.once("data", () => {
			if (first.length > 0) socket.write(first)
			more()
		})
		socket.resume()
	})
}

describe("questions to a hostile peer", () => {
	it.each(Object.entries(hostile))("%s ends with named, bounded answers", async (_, attack) => {
		const port = await start(hostileServer(attack))
		const { protocols } = await ask({
			target: `grpc://localhost:${port}`,
			mode: "none",
			timeoutMs: 1_000,
		})
		const answers = protocols?.answers ?? []
		expect(answers.filter(({ how }) => how === "")).toEqual([])
		expect(JSON.stringify(answers).length).toBeLessThan(64 * 1024)
	})

	it("closes every socket when it is stopped", async () => {
		const asked = Promise.withResolvers<void>()
		const closed: Promise<unknown>[] = []
		const server = createHttp2Server()
		server.on("session", (session) => session.on("error", () => undefined))
		server.on("sessionError", () => undefined)
		server.on("connection", (socket: Socket) => {
			closed.push(new Promise((resolve) => socket.once("close", resolve)))
		})
		server.on("stream", (stream, headers) => {
			stream.on("error", () => undefined)
			// The lanes are answered; the questions are left to wait.
			if (headers["user-agent"] === "countersign") asked.resolve()
			else stream.respond({ ":status": 404 }, { endStream: true })
		})
		const port = await start(server)
		const stopping = new AbortController()
		const running = ask({ target: `grpc://localhost:${port}`, mode: "none" }, { signal: stopping.signal })
		await asked.promise
		stopping.abort()
		expect((await running).protocols?.answers.map(({ kind }) => kind)).not.toContain("answered")
		await Promise.all(closed)
	})
})
