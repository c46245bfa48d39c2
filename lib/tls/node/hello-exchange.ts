import type { Socket } from "node:net"
import { describeFailure } from "#base/failure-facts"
import type { AnswerReader } from "../hello/answer-reader.ts"
import type { HelloAnswer, HelloEnding } from "../hello/hello-answer.ts"

/** One question over one connection. */
export interface HelloExchange {
	/** Resolves with a connected socket; rejects when there is none. */
	readonly connect: (signal: AbortSignal) => Promise<Socket>
	/** What is written, one TCP segment each where there are several. */
	readonly parts: readonly Uint8Array[]
	readonly reader: AnswerReader
	/** Milliseconds for connection and answer together. */
	readonly answerMs: number
	/** Ends the wait at once. */
	readonly signal: AbortSignal
}

/** Milliseconds between the parts of a hello, so that the peer reads them one by one. */
const partGapMs = 15

/**
 * Sends one hello and waits until the reader is done, the peer ends the connection or the time is up, however slowly
 * the bytes come. Never rejects. The socket is destroyed in every case.
 */
export async function exchangeHello(exchange: HelloExchange): Promise<HelloAnswer> {
	const limit = new AbortController()
	const onAbort = () => limit.abort(exchange.signal.reason)
	const timer = setTimeout(() => limit.abort(timeUp), exchange.answerMs)
	exchange.signal.addEventListener("abort", onAbort, { once: true })
	if (exchange.signal.aborted) onAbort()
	try {
		const socket = await exchange.connect(limit.signal)
		return await converse(socket, exchange, limit.signal)
	} catch (cause) {
		if (cause === timeUp) return { kind: "silent", bytes: 0 }
		return { kind: "unreachable", text: describeFailure(cause).message }
	} finally {
		clearTimeout(timer)
		exchange.signal.removeEventListener("abort", onAbort)
	}
}

const timeUp = new Error("the time was up")

function converse(
	socket: Socket,
	{ reader, parts }: HelloExchange,
	limit: AbortSignal,
): Promise<HelloAnswer> {
	return new Promise((resolve) => {
		let isOver = false
		const finish = (ending: HelloEnding) => {
			if (isOver) return
			isOver = true
			limit.removeEventListener("abort", onLimit)
			socket.destroy()
			resolve(reader.conclude(ending))
		}
		const onLimit = () => finish("silent")
		limit.addEventListener("abort", onLimit, { once: true })
		// The listener for errors stays: one that comes after the end must not end the process.
		socket.on("error", (cause) => finish(codeOf(cause) === "ECONNRESET" ? "reset" : "closed"))
		socket.once("close", () => finish(limit.aborted ? "silent" : "closed"))
		socket.once("end", () => finish("closed"))
		socket.on("data", (chunk: Uint8Array) => {
			reader.push(chunk)
			if (reader.isDone) finish("closed")
		})
		if (limit.aborted) onLimit()
		else writeParts(socket, parts)
	})
}

function writeParts(socket: Socket, parts: readonly Uint8Array[]): void {
	socket.setNoDelay(true)
	const [first, ...rest] = parts
	if (first === undefined || socket.destroyed) return
	socket.write(first)
	if (rest.length === 0) return
	// After a busy turn the timer comes before the reading of sockets: one more turn lets a peer of this process read.
	setTimeout(() => setImmediate(() => writeParts(socket, rest)), partGapMs).unref()
}

function codeOf(cause: Error): unknown {
	return Reflect.get(cause, "code")
}
