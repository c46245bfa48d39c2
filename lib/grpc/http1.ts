import { type BodyKind, recogniseBody } from "./answer-body.ts"
import { type ShownHeader, showHeaders, showPath } from "./h2/shown-headers.ts"
import { latin1, printableText } from "./printable.ts"

/** The head of an HTTP/1 answer and the beginning of its body (RFC 9112 section 4). */
export interface Http1Answer {
	readonly version: "1.0" | "1.1"
	readonly status: number
	/** Printable, at most 200 characters; may be empty. */
	readonly reason: string
	/** The `Server` header, printable, at most 200 characters. */
	readonly server?: string
	readonly contentType?: string
	/** False when the bytes end inside the head. */
	readonly isHeadComplete: boolean
	readonly body: BodyKind
	/** Start of the body, printable, at most 512 characters. */
	readonly bodyText: string
}

/** A request's first line and header fields (RFC 9112 section 3), without values of credentials. */
export interface Http1Request {
	readonly method: string
	/** Without its query; printable, at most 1,024 characters. */
	readonly target: string
	readonly version: "1.0" | "1.1"
	readonly headers: readonly ShownHeader[]
}

const headMax = 16_384
const valueMax = 200
const bodyMax = 512

/** Reads an HTTP/1 answer from the first bytes of a peer; undefined when they begin with no status line. At most 16 KiB are looked at. */
export function readHttp1(bytes: Uint8Array): Http1Answer | undefined {
	const text = latin1(bytes.subarray(0, headMax))
	const line = /^HTTP\/1\.([01]) (\d{3})(?: ([^\r\n]*))?(?=\r?\n|$)/.exec(text)
	if (line === null) return undefined
	const end = /\r?\n\r?\n/.exec(text)
	const head = end === null ? text : text.slice(0, end.index)
	const server = header(head, "server")
	const contentType = header(head, "content-type")
	const body = end === null ? new Uint8Array() : bodyBytes(head, bytes.subarray(end.index + end[0].length))
	return {
		version: line[1] === "0" ? "1.0" : "1.1",
		status: Number(line[2]),
		reason: clean(line[3] ?? ""),
		isHeadComplete: end !== null,
		body: recogniseBody(contentType, body),
		bodyText: printableText(body, bodyMax),
		...(server === undefined ? {} : { server }),
		...(contentType === undefined ? {} : { contentType }),
	}
}

/** Reads an HTTP/1 request from the first bytes of a client; undefined when they begin with no request line. At most 16 KiB are looked at. */
export function readHttp1Request(bytes: Uint8Array): Http1Request | undefined {
	const text = latin1(bytes.subarray(0, headMax))
	const line = /^([A-Z]{3,10}) ([^ \r\n]+) HTTP\/1\.([01])(?=\r?\n|$)/.exec(text)
	if (line === null) return undefined
	const [head = ""] = text.split(/\r?\n\r?\n/, 1)
	const fields = head
		.split(/\r?\n/)
		.slice(1)
		.flatMap((each) => {
			const colon = each.indexOf(":")
			return colon > 0
				? [{ name: each.slice(0, colon).toLowerCase(), value: each.slice(colon + 1).trim() }]
				: []
		})
	return {
		method: line[1] ?? "",
		target: showPath(line[2] ?? ""),
		version: line[3] === "0" ? "1.0" : "1.1",
		headers: showHeaders(fields),
	}
}

function header(head: string, name: string): string | undefined {
	for (const line of head.split(/\r?\n/).slice(1)) {
		const colon = line.indexOf(":")
		if (colon > 0 && line.slice(0, colon).toLowerCase() === name) return clean(line.slice(colon + 1))
	}
	return undefined
}

/** The first chunk's size line is no body (RFC 9112 section 7.1). */
function bodyBytes(head: string, rest: Uint8Array): Uint8Array {
	if (header(head, "transfer-encoding")?.toLowerCase() !== "chunked") return rest
	const size = /^[0-9a-f]{1,8}(;[^\r\n]{0,100})?\r?\n/i.exec(latin1(rest.subarray(0, 128)))
	return size === null ? rest : rest.subarray(size[0].length)
}

function clean(text: string): string {
	return text
		.trim()
		.slice(0, valueMax)
		.replace(/[^\x20-\x7e]/g, ".")
}
