import type { Client, Metadata, StatusObject } from "@grpc/grpc-js"
import { statusName } from "../status.ts"
import { describeMetadata, type MetadataEntry } from "./metadata-text.ts"
import { overChannel, type UnaryCall, type UnaryOutcome } from "./unary-call.ts"

/** `stream`: one request, a stream of answers. `both`: streams in both directions. */
export type StreamingKind = "stream" | "both"

const statusTextMax = 2_000
const pass = (bytes: Buffer) => bytes

/**
 * Makes a streaming call through grpc-js with one request, and ends it at the first message (status `OK`, the message
 * as `response`) or at the status, whichever comes first. Never rejects; closes its channel; otherwise like
 * `unaryCall`.
 */
export function firstAnswerCall(kind: StreamingKind): (call: UnaryCall) => Promise<UnaryOutcome> {
	return (call) => overChannel(call, (client, plan, metadata) => firstAnswer(kind, client, plan, metadata))
}

function firstAnswer(
	kind: StreamingKind,
	client: Client,
	call: UnaryCall,
	metadata: Metadata,
): Promise<UnaryOutcome> {
	return new Promise((resolve) => {
		let headers: readonly MetadataEntry[] = []
		const running = startCall(kind, client, call, metadata)
		const onAbort = () => running.cancel()
		const settle = (outcome: Omit<UnaryOutcome, "metadata">) => {
			call.signal.removeEventListener("abort", onAbort)
			resolve({ ...outcome, metadata: headers })
		}
		running.once("metadata", (received: Metadata) => {
			headers = describeMetadata(received)
		})
		running.once("data", (response: Buffer) => {
			settle({ status: "OK", statusText: "", fromPeer: true, trailers: [], response })
			running.cancel()
		})
		running.once("status", ({ code, details, metadata: last }: StatusObject) => {
			const trailers = describeMetadata(last)
			const fromPeer = headers.length + trailers.length > 0
			settle({ status: statusName(code), statusText: details.slice(0, statusTextMax), fromPeer, trailers })
		})
		// Every failure is told as a status too; without a listener it would end the process.
		running.on("error", () => undefined)
		if (call.signal.aborted) onAbort()
		else call.signal.addEventListener("abort", onAbort, { once: true })
	})
}

function startCall(kind: StreamingKind, client: Client, call: UnaryCall, metadata: Metadata) {
	const request = Buffer.from(call.request)
	const options = { deadline: Date.now() + call.deadlineMs }
	const path = `/${call.method}`
	if (kind === "stream") return client.makeServerStreamRequest(path, pass, pass, request, metadata, options)
	const running = client.makeBidiStreamRequest(path, pass, pass, metadata, options)
	running.write(request)
	return running
}
