import { setTimeout as wait } from "node:timers/promises"
import { Client, type ClientReadableStream, credentials, Metadata } from "@grpc/grpc-js"
import { err, type Result } from "#base/result"
import { type EndpointSocket, parseEndpointSocket } from "../endpoint-socket.ts"
import {
	fetchX509SvidPath,
	readX509SvidResponse,
	writeX509SvidRequest,
	type X509SvidResponseMessage,
} from "../workload-messages.ts"
import type { WorkloadApiFailure, X509Context } from "../x509-context.ts"
import { checkSocket } from "./check-socket.ts"
import { callEndOf, explainStatus, timedOut } from "./explain-status.ts"
import { readX509Context } from "./read-context.ts"

/** How long to wait, and who may stop it. */
export interface FetchOptions {
	readonly signal?: AbortSignal
	/** Limit for the whole fetch, milliseconds; 5,000 when absent. */
	readonly timeoutMs?: number
}

/** How to watch. */
export interface WatchOptions {
	/** Ends the watch. */
	readonly signal: AbortSignal
	/** Limit for the first message of each connection, milliseconds; 30,000 when absent. */
	readonly timeoutMs?: number
	/** Pause after the first failure, milliseconds, doubled up to 30,000; 1,000 when absent. */
	readonly backoffMs?: number
}

type Outcome = Result<X509Context, WorkloadApiFailure>

const messageBytesMax = 4_194_304
const backoffMsMax = 30_000

/**
 * Asks the Workload API once for identities and bundles (SPIFFE Workload API section 5.2). Takes at most `timeoutMs`;
 * the connection is closed in every case. Address: `unix:///path` or `tcp://IP:port`.
 */
export async function fetchX509Context(address: string, options: FetchOptions = {}): Promise<Outcome> {
	const limit = AbortSignal.timeout(Math.max(1, Math.ceil(options.timeoutMs ?? 5_000)))
	const signal = options.signal === undefined ? limit : AbortSignal.any([limit, options.signal])
	for await (const outcome of readStream(address, signal)) return outcome
	if (limit.aborted && options.signal?.aborted !== true) return err(timedOut(address))
	return err(options.signal?.aborted === true ? stopped : silent)
}

/**
 * Keeps asking: yields a full context for every message of the agent, and a failure whenever the stream breaks, then
 * connects again. Ends when `signal` aborts, or after a failure that asking again cannot mend.
 */
export async function* watchX509Context(address: string, options: WatchOptions): AsyncGenerator<Outcome> {
	const { signal, timeoutMs = 30_000, backoffMs = 1_000 } = options
	let pauseMs = backoffMs
	while (!signal.aborted) {
		const first = new AbortController()
		const timer = setTimeout(() => first.abort(), timeoutMs)
		let last: Outcome | undefined
		try {
			for await (const outcome of readStream(address, AbortSignal.any([signal, first.signal]))) {
				clearTimeout(timer)
				if (outcome.ok) pauseMs = backoffMs
				last = outcome
				yield outcome
			}
		} finally {
			clearTimeout(timer)
		}
		if (signal.aborted) return
		if (first.signal.aborted) yield err(timedOut(address))
		else if (last?.ok !== false) yield err(silent)
		else if (isFinal(last.error)) return
		await wait(pauseMs, undefined, { signal }).catch(ignoreAbort)
		pauseMs = Math.min(pauseMs * 2, backoffMsMax)
	}
}

/** One connection: a context per message, at most one failure as the last item; ends silently when stopped. */
async function* readStream(address: string, signal: AbortSignal): AsyncGenerator<Outcome> {
	const socket = parseEndpointSocket(address)
	if (!socket.ok) {
		yield err({ reason: "address-invalid", ...socket.error })
		return
	}
	const problem = socket.value.kind === "unix" ? await checkSocket(socket.value.path) : undefined
	if (signal.aborted) return
	if (problem !== undefined) {
		yield err(problem)
		return
	}
	yield* readCall(socket.value, address, signal)
}

async function* readCall(
	socket: EndpointSocket,
	address: string,
	signal: AbortSignal,
): AsyncGenerator<Outcome> {
	const client = new Client(grpcTarget(socket), credentials.createInsecure(), channelOptions)
	const call = startCall(client)
	const onAbort = () => call.cancel()
	signal.addEventListener("abort", onAbort, { once: true })
	if (signal.aborted) onAbort()
	try {
		for await (const message of messagesOf(call)) {
			const context = message.ok ? readX509Context(message.value) : message
			yield context.ok ? context : err(badResponse(context.error))
			if (!context.ok) return
		}
	} catch (cause) {
		const end = callEndOf(cause)
		if (end === undefined) throw cause
		if (!signal.aborted) yield err(explainStatus(end, address))
	} finally {
		signal.removeEventListener("abort", onAbort)
		call.on("error", () => undefined)
		call.cancel()
		client.close()
	}
}

type Message = Result<X509SvidResponseMessage, string>

function startCall(client: Client): ClientReadableStream<Message> {
	const metadata = new Metadata()
	metadata.set("workload.spiffe.io", "true")
	const write = () => Buffer.from(writeX509SvidRequest())
	return client.makeServerStreamRequest(fetchX509SvidPath, write, readX509SvidResponse, undefined, metadata)
}

/** The messages of a call. The guard holds because the call's own deserializer made every item. */
async function* messagesOf(call: ClientReadableStream<Message>): AsyncGenerator<Message> {
	for await (const item of call) yield item as Message
}

/** One connection of its own: no shared pool, no proxy, no retries, and a bound on what one message may hold. */
const channelOptions = {
	"grpc.max_receive_message_length": messageBytesMax,
	"grpc.use_local_subchannel_pool": 1,
	"grpc.enable_http_proxy": 0,
	"grpc.enable_retries": 0,
	"grpc.default_authority": "localhost",
} as const

function grpcTarget(socket: EndpointSocket): string {
	if (socket.kind === "unix") return `unix:${socket.path}`
	return socket.host.includes(":")
		? `ipv6:[${socket.host}]:${socket.port}`
		: `ipv4:${socket.host}:${socket.port}`
}

function isFinal({ reason, grpcStatus }: WorkloadApiFailure): boolean {
	return reason === "address-invalid" || reason === "unimplemented" || grpcStatus === "INVALID_ARGUMENT"
}

const stopped: WorkloadApiFailure = {
	reason: "other",
	text: "The request was stopped.",
	hint: "Start it again.",
}
const silent: WorkloadApiFailure = {
	reason: "bad-response",
	text: "The agent ended the stream without an identity.",
	hint: "Look at the log of the agent.",
}

function badResponse(text: string): WorkloadApiFailure {
	return { reason: "bad-response", text, hint: "Look at what listens at this address." }
}

function ignoreAbort(cause: unknown): void {
	if (!(cause instanceof Error) || cause.name !== "AbortError") throw cause
}
