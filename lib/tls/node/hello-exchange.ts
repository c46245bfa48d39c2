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
	/** Milliseconds from the first byte that is written to the last that is waited for. */
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
	const { connect, signal, answerMs } = exchange
	let socket: Socket
	try {
		socket = await connect(AbortSignal.any([signal, AbortSignal.timeout(answerMs)]))
	} catch (cause) {
		if (cause instanceof Error && cause.name === "TimeoutError") return { kind: "silent", bytes: 0 }
		return { kind: "unreachable", text: describeFailure(cause).message }
	}
	return new Promise((resolve) => {
		const finish = (ending: HelloEnding) => {
			clearTimeout(timer)
			signal.removeEventListener("abort", onAbort)
			socket.destroy()
			resolve(exchange.reader.conclude(ending))
		}
		const onAbort = () => finish("silent")
		const timer = setTimeout(onAbort, answerMs)
		signal.addEventListener("abort", onAbort, { once: true })
		socket.on("error", (cause) => finish(codeOf(cause) === "ECONNRESET" ? "reset" : "closed"))
		socket.once("close", () => finish("closed"))
		socket.once("end", () => finish("closed"))
		socket.on("data", (chunk: Uint8Array) => {
			exchange.reader.push(chunk)
			if (exchange.reader.isDone) finish("closed")
		})
		if (signal.aborted) onAbort()
		else writeParts(socket, exchange.parts)
	})
}

function writeParts(socket: Socket, parts: readonly Uint8Array[]): void {
	socket.setNoDelay(true)
	const [first, ...rest] = parts
	if (first === undefined || socket.destroyed) return
	socket.write(first)
	if (rest.length > 0) setTimeout(() => writeParts(socket, rest), partGapMs).unref()
}

function codeOf(cause: Error): unknown {
	return Reflect.get(cause, "code")
}
