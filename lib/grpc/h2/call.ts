import { type BodyKind, recogniseBody } from "../answer-body.ts"
import { printableText } from "../printable.ts"
import { statusName } from "../status.ts"
import { errorCodeName } from "./goaway.ts"
import type { HeaderField } from "./header-table.ts"
import { type MessageFacts, MessageLengths } from "./message-lengths.ts"
import { clean, type ShownHeader, showHeaders, showPath } from "./shown-headers.ts"
import type { Side } from "./side.ts"

/** One stream of an HTTP/2 connection: a request and its answer. JSON-safe, without values of credentials. */
export interface Http2Call {
	readonly stream: number
	/** Milliseconds since the connection was begun. */
	readonly startMs: number
	/** Absent: it was still open when the bytes ended. */
	readonly endMs?: number
	readonly method?: string
	/** `/package.Service/Method`; a query is left out. */
	readonly path?: string
	readonly authority?: string
	readonly scheme?: string
	/** Of the request. */
	readonly contentType?: string
	/** `grpc-timeout` as sent. */
	readonly timeout?: string
	readonly userAgent?: string
	readonly httpStatus?: number
	readonly responseContentType?: string
	/** `server` header of the answer. */
	readonly server?: string
	/** `grpc-status`, of headers or trailers. */
	readonly grpcStatus?: { readonly code: number; readonly name: string }
	/** `grpc-message`, percent-decoded, at most 1,024 characters. */
	readonly grpcMessage?: string
	readonly requestHeaders: readonly ShownHeader[]
	readonly responseHeaders: readonly ShownHeader[]
	readonly trailers: readonly ShownHeader[]
	readonly request: MessageFacts
	readonly response: MessageFacts
	/** What the answer's body is. */
	readonly body: BodyKind
	/** Start of an answer's body that is not gRPC, printable, at most 512 characters. */
	readonly bodyText?: string
	readonly reset?: { readonly from: Side; readonly code: number; readonly codeName: string }
}

const bodyMax = 512
const messageMax = 1_024

/** One stream while its frames come. Holds the shown headers and 512 bytes of the answer's body. */
export class CallState {
	readonly stream: number
	readonly #startMs: number
	#endMs: number | undefined
	readonly #values: Record<Side, Map<string, string>> = { client: new Map(), server: new Map() }
	#requestHeaders: readonly ShownHeader[] = []
	#responseHeaders: readonly ShownHeader[] = []
	#trailers: readonly ShownHeader[] = []
	#hasFinalHeaders = false
	readonly #messages: Record<Side, MessageLengths> = {
		client: new MessageLengths(),
		server: new MessageLengths(),
	}
	#body = new Uint8Array()
	#reset: Http2Call["reset"]

	constructor(stream: number, startMs: number) {
		this.stream = stream
		this.#startMs = startMs
	}

	/** Headers first, then trailers; an informational answer (1xx) is followed by the headers proper. */
	takeFields(from: Side, fields: readonly HeaderField[]): void {
		const values = this.#values[from]
		for (const { name, value } of fields) if (!values.has(name)) values.set(name, value.slice(0, messageMax))
		const shown = showHeaders(fields)
		if (from === "client") {
			if (this.#requestHeaders.length === 0) this.#requestHeaders = shown
			return
		}
		const status = fields.find(({ name }) => name === ":status")?.value
		if (status?.startsWith("1") === true) {
			values.delete(":status")
			return
		}
		if (this.#hasFinalHeaders || status === undefined) this.#trailers = shown
		else this.#responseHeaders = shown
		this.#hasFinalHeaders = true
	}

	takeData(from: Side, piece: Uint8Array): void {
		this.#messages[from].push(piece)
		const room = bodyMax - this.#body.length
		if (from === "client" || room <= 0) return
		const joined = new Uint8Array(this.#body.length + Math.min(room, piece.length))
		joined.set(this.#body)
		joined.set(piece.subarray(0, room), this.#body.length)
		this.#body = joined
	}

	/** Bytes of one direction are missing. */
	lose(from: Side): void {
		this.#messages[from].lose()
	}

	/** The stream is over: the answer ended, or one side reset it. */
	end(t: number, reset?: { readonly from: Side; readonly code: number }): void {
		this.#endMs ??= t
		if (reset !== undefined) this.#reset ??= { ...reset, codeName: errorCodeName(reset.code) }
	}

	describe(): Http2Call {
		const sent = (name: string) => this.#text("client", name)
		const answered = (name: string) => this.#text("server", name)
		const status = answered(":status") ?? ""
		const path = this.#values.client.get(":path")
		const responseContentType = answered("content-type")
		const grpcStatus = this.#grpcStatus()
		const message = this.#values.server.get("grpc-message") ?? this.#webTrailer("grpc-message")
		const body = recogniseBody(responseContentType, this.#body)
		return {
			stream: this.stream,
			startMs: this.#startMs,
			...optional("endMs", this.#endMs),
			...optional("method", sent(":method")),
			...optional("path", path === undefined ? undefined : showPath(path)),
			...optional("authority", sent(":authority")),
			...optional("scheme", sent(":scheme")),
			...optional("contentType", sent("content-type")),
			...optional("timeout", sent("grpc-timeout")),
			...optional("userAgent", sent("user-agent")),
			...optional("httpStatus", /^\d{3}$/.test(status) ? Number(status) : undefined),
			...optional("responseContentType", responseContentType),
			...optional("server", answered("server")),
			...optional("grpcStatus", grpcStatus),
			...optional(
				"grpcMessage",
				message === undefined ? undefined : clean(percentDecoded(message), messageMax),
			),
			requestHeaders: this.#requestHeaders,
			responseHeaders: this.#responseHeaders,
			trailers: this.#trailers,
			request: this.#facts("client"),
			response: this.#facts("server"),
			body,
			...optional(
				"bodyText",
				body === "grpc" || body === "grpc-web" || body === "empty"
					? undefined
					: printableText(this.#body, bodyMax),
			),
			...optional("reset", this.#reset),
		}
	}

	#text(from: Side, name: string): string | undefined {
		const value = this.#values[from].get(name)
		return value === undefined ? undefined : clean(value, bodyMax)
	}

	/** A body that is not gRPC has bytes but no messages; one without known headers is taken for gRPC. */
	#facts(from: Side): MessageFacts {
		const values = this.#values[from]
		const facts = this.#messages[from].facts()
		if (values.size === 0 || values.get("content-type")?.startsWith("application/grpc") === true) return facts
		return { count: 0, lengths: [], compressed: 0, bytes: facts.bytes, missing: 0 }
	}

	#grpcStatus(): Http2Call["grpcStatus"] {
		const text = this.#values.server.get("grpc-status") ?? this.#webTrailer("grpc-status")
		if (text === undefined || !/^\d{1,9}$/.test(text)) return undefined
		return { code: Number(text), name: statusName(Number(text)) }
	}

	/** gRPC-Web sends its trailers as text at the end of the body. */
	#webTrailer(name: string): string | undefined {
		const text = this.#messages.server.trailers
		if (text === "") return undefined
		const line = text.split(/\r?\n/).find((each) => each.toLowerCase().startsWith(`${name}:`))
		return line?.slice(name.length + 1).trim()
	}
}

function percentDecoded(text: string): string {
	return text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** A property that is left out where there is no value. */
function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
	if (value === undefined) return {}
	return { [key]: value } as { [K in Key]?: Value }
}
