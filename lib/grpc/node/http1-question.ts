import { type IncomingMessage, request } from "node:http"
import type { Duplex } from "node:stream"
import { type HttpQuestion, type HttpReply, headerBytesMax } from "../http-question.ts"
import { BodyCollector } from "./body-collector.ts"
import { flattenHeaders } from "./flatten-headers.ts"

const bytesMax = 64

/**
 * Asks one question in HTTP/1.1 (RFC 9112) over `stream`, which is already open, and closes it afterwards. Never
 * rejects; ends with the answer, the peer's end, the signal or after `limitMs`. Headers beyond 16 KiB are refused.
 */
export function askHttp1(
	stream: Duplex,
	question: HttpQuestion,
	limitMs: number,
	signal: AbortSignal,
): Promise<HttpReply> {
	const until = AbortSignal.any([signal, AbortSignal.timeout(limitMs)])
	return new Promise((resolve) => {
		const asking = request({
			createConnection: () => stream,
			method: question.method,
			path: question.path,
			setHost: false,
			maxHeaderSize: headerBytesMax,
			headers: {
				host: question.authority,
				connection: "close",
				...question.headers,
				...(question.body === undefined ? {} : { "content-length": question.body.length }),
			},
		})
		const settle = (reply: HttpReply) => {
			until.removeEventListener("abort", onLate)
			resolve(reply)
			asking.destroy()
			stream.destroy()
		}
		const onLate = () => settle({ kind: "timeout", how: "No answer came in time." })
		if (until.aborted) onLate()
		else until.addEventListener("abort", onLate, { once: true })
		// The listener stays: what a socket says after its end must not end the process.
		asking.on("error", (error: Error) => settle(failureOf(error)))
		asking.once("response", (answer) => {
			// From here on a deadline cuts the answer short; it is an answer all the same.
			until.removeEventListener("abort", onLate)
			void collect(answer, until).then(settle)
		})
		asking.end(question.body)
	})
}

function collect(answer: IncomingMessage, until: AbortSignal): Promise<HttpReply> {
	return new Promise((resolve) => {
		const body = new BodyCollector()
		const settle = (note?: string) => {
			until.removeEventListener("abort", onLate)
			resolve({
				kind: "answered",
				status: answer.statusCode ?? 0,
				headers: [...flattenHeaders(answer.headers), ...flattenHeaders(answer.trailers)],
				body: body.bytes,
				isCut: body.isCut,
				...(note === undefined ? {} : { note }),
			})
		}
		const onLate = () => settle("the answer did not end in time")
		if (until.aborted) onLate()
		else until.addEventListener("abort", onLate, { once: true })
		answer.on("data", (chunk: Buffer) => {
			if (!body.add(chunk)) settle()
		})
		answer.once("end", () => settle())
		answer.on("error", () => settle("the answer broke off"))
	})
}

/** Node's parser keeps the bytes that it could not read. */
function failureOf(error: Error): HttpReply {
	const code: unknown = Reflect.get(error, "code")
	const raw: unknown = Reflect.get(error, "rawPacket")
	if (raw instanceof Uint8Array && typeof code === "string" && code.startsWith("HPE_")) {
		const how =
			code === "HPE_HEADER_OVERFLOW" ? "Its headers are longer than 16 KiB." : "The answer is no HTTP/1.1."
		return { kind: "failed", how, bytes: raw.slice(0, bytesMax) }
	}
	return { kind: "closed", how: "The server closed the connection without an answer." }
}
