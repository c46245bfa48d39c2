import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from "node:http2"
import type { Duplex } from "node:stream"
import { errorCodeName } from "../h2/goaway.ts"
import { type HttpQuestion, type HttpReply, headerBytesMax, headersMax } from "../http-question.ts"
import { printableLine } from "../printable.ts"
import { BodyCollector } from "./body-collector.ts"
import { flattenHeaders } from "./flatten-headers.ts"

/** One HTTP/2 connection over a stream that is already open, for a few questions side by side. */
export interface Http2Questions {
	/** Never rejects. Ends with the session, the peer's answer, or after `limitMs`. */
	readonly ask: (question: HttpQuestion, limitMs: number) => Promise<HttpReply>
	/** True when further questions can be asked. */
	readonly isOpen: () => boolean
	/** True once the peer's SETTINGS came: without them it speaks no HTTP/2. */
	readonly isHttp2: () => boolean
	/** Closes session and stream. */
	readonly close: () => void
}

const goawayMax = 200

/**
 * Opens HTTP/2 with prior knowledge (RFC 9113 section 3.3) over `stream`, which it then owns. The signal destroys it.
 * Header lists beyond 16 KiB or 64 entries are refused, pushes too.
 */
export function openHttp2(stream: Duplex, authority: string, signal: AbortSignal): Http2Questions {
	const session = connect(`http://${authority}`, {
		createConnection: () => stream,
		maxHeaderListPairs: headersMax,
		settings: { enablePush: false, maxHeaderListSize: headerBytesMax },
	})
	const state: SessionState = { isHttp2: false }
	const destroy = () => {
		session.destroy()
		stream.destroy()
	}
	session.once("remoteSettings", () => {
		state.isHttp2 = true
	})
	session.on("error", (error: Error) => {
		state.error ??= error.message
	})
	session.on("goaway", (code: number, _last: number, data?: Buffer) => {
		const debug = data === undefined ? "" : printableLine(data, goawayMax)
		state.goaway = debug === "" ? `GOAWAY ${errorCodeName(code)}` : `GOAWAY ${errorCodeName(code)}: ${debug}`
	})
	session.once("close", () => {
		signal.removeEventListener("abort", destroy)
		stream.destroy()
	})
	if (signal.aborted) destroy()
	else signal.addEventListener("abort", destroy, { once: true })
	return {
		ask: (question, limitMs) => ask(session, question, limitMs, state),
		isOpen: () => !session.closed && !session.destroyed,
		isHttp2: () => state.isHttp2,
		close: destroy,
	}
}

interface SessionState {
	isHttp2: boolean
	goaway?: string
	error?: string
}

function ask(
	session: ClientHttp2Session,
	question: HttpQuestion,
	limitMs: number,
	state: SessionState,
): Promise<HttpReply> {
	const ended = (): HttpReply => ({ kind: "closed", how: endOf(state) })
	if (session.closed || session.destroyed) return Promise.resolve(ended())
	const stream = request(session, question)
	return stream === undefined ? Promise.resolve(ended()) : collect(stream, limitMs, ended, state)
}

/** Undefined when the session takes no further request: it got a GOAWAY a moment ago. */
function request(session: ClientHttp2Session, question: HttpQuestion): ClientHttp2Stream | undefined {
	const { method, path, authority, headers, body } = question
	try {
		const stream = session.request(
			{ ":method": method, ":path": path, ":authority": authority, ...headers },
			{ endStream: body === undefined },
		)
		if (body !== undefined) stream.end(body)
		return stream
	} catch (cause) {
		if (cause instanceof Error) return undefined
		throw cause
	}
}

function collect(
	stream: ClientHttp2Stream,
	limitMs: number,
	ended: () => HttpReply,
	state: SessionState,
): Promise<HttpReply> {
	return new Promise((resolve) => {
		const body = new BodyCollector()
		const headers: [string, string][] = []
		let status: number | undefined
		let isLate = false
		const timer = setTimeout(() => {
			isLate = true
			stream.close(constants.NGHTTP2_CANCEL)
			settle()
		}, limitMs)
		const settle = () => {
			clearTimeout(timer)
			if (status === undefined) {
				resolve(
					isLate ? { kind: "timeout", how: "No answer came in time." } : resetReply(stream, ended, state),
				)
				return
			}
			const note = noteOf(stream, isLate)
			const said = note === undefined ? {} : { note }
			resolve({ kind: "answered", status, headers, body: body.bytes, isCut: body.isCut, ...said })
		}
		stream.once("response", (received) => {
			status = Number(received[":status"] ?? 0)
			headers.push(...flattenHeaders(received))
		})
		stream.once("trailers", (received) => headers.push(...flattenHeaders(received)))
		stream.on("data", (chunk: Buffer) => {
			if (!body.add(chunk)) stream.close(constants.NGHTTP2_CANCEL)
		})
		// The listener stays: what a stream says after its end must not end the process.
		stream.on("error", () => undefined)
		// The session says only after its streams what was wrong with it.
		stream.once("close", () => setImmediate(settle))
	})
}

function resetReply(stream: ClientHttp2Stream, ended: () => HttpReply, session: SessionState): HttpReply {
	const code = stream.rstCode ?? constants.NGHTTP2_NO_ERROR
	const isOwn = session.goaway === undefined && session.error === undefined && session.isHttp2
	if (!isOwn || code === constants.NGHTTP2_NO_ERROR) return ended()
	return { kind: "closed", how: `The stream was reset with ${errorCodeName(code)}.` }
}

function noteOf(stream: ClientHttp2Stream, isLate: boolean): string | undefined {
	if (isLate) return "the answer did not end in time"
	const code = stream.rstCode ?? constants.NGHTTP2_NO_ERROR
	const isOurs = code === constants.NGHTTP2_NO_ERROR || code === constants.NGHTTP2_CANCEL
	return isOurs ? undefined : `the stream was reset with ${errorCodeName(code)}`
}

function endOf({ isHttp2, goaway, error }: SessionState): string {
	if (goaway !== undefined) return `The server ended the connection with ${goaway}.`
	if (!isHttp2) return "The server closed the connection, or answered in another protocol than HTTP/2."
	if (error !== undefined) return `The connection ended: ${error}.`
	return "The server closed the connection."
}
