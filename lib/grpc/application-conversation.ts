import { frameHeadLength, frameTypes, readFrameHead } from "./h2/frame.ts"
import { Http2Conversation, type Http2ConversationFacts } from "./h2/http2-conversation.ts"
import { http2Preface } from "./h2/preface.ts"
import type { Side } from "./h2/side.ts"
import { type Http1Answer, type Http1Request, readHttp1, readHttp1Request } from "./http1.ts"
import { latin1 } from "./printable.ts"

/** What one side of a connection speaks; `none` where it sent nothing. */
export type ApplicationProtocol = "http2" | "http1" | "other" | "none"

/** What an application said over a connection, read. JSON-safe, without values of credentials. */
export interface ApplicationFacts {
	readonly client: ApplicationProtocol
	readonly server: ApplicationProtocol
	/** Bytes of the application per direction. */
	readonly bytes: { readonly client: number; readonly server: number }
	/** Present when one side at least speaks HTTP/2. */
	readonly http2?: Http2ConversationFacts
	/** The first request and the first answer, where one side speaks HTTP/1. */
	readonly http1?: { readonly request?: Http1Request; readonly answer?: Http1Answer }
}

const http1HeadMax = 16_384

interface SideState {
	protocol: ApplicationProtocol
	bytes: number
	/** What came before the protocol was known; then the head of HTTP/1. */
	held: Uint8Array
	/** Bytes are missing, and none that can be read again have come since. */
	isLost: boolean
}

/**
 * Recognises what each side of a connection speaks and reads HTTP/2 and HTTP/1 as their bytes come, in the order of
 * the wire. Never throws. Other protocols are counted and passed over.
 */
export class ApplicationConversation {
	readonly #sides: Readonly<Record<Side, SideState>> = {
		client: { protocol: "none", bytes: 0, held: new Uint8Array(), isLost: false },
		server: { protocol: "none", bytes: 0, held: new Uint8Array(), isLost: false },
	}
	#http2: Http2Conversation | undefined

	/** `t` in milliseconds since the connection was begun. The bytes may be used again after the call. */
	push(t: number, from: Side, bytes: Uint8Array): void {
		const side = this.#sides[from]
		side.bytes += bytes.length
		if (side.isLost && !this.#findAgain(from, side, bytes)) return
		if (side.protocol === "http2") this.#http2?.push(t, from, bytes)
		if (side.protocol === "http1") hold(side, bytes)
		if (side.protocol !== "none") return
		hold(side, bytes)
		const recognised = recognise(from, side.held)
		if (recognised === undefined) return
		side.protocol = recognised.protocol
		if (recognised.protocol === "http1") return
		const { held } = side
		side.held = new Uint8Array()
		if (recognised.protocol === "http2") this.#beginHttp2(t, from, held, recognised.isLate)
	}

	/** Bytes of a side are missing: it is read on from the next that begin with a frame of HTTP/2. */
	lose(from: Side): void {
		const side = this.#sides[from]
		side.isLost = side.bytes > 0
		if (side.protocol === "none") side.held = new Uint8Array()
	}

	#findAgain(from: Side, side: SideState, bytes: Uint8Array): boolean {
		if (side.protocol === "http2") {
			side.isLost = bytes.length < frameHeadLength || !beginsFrame(bytes)
			if (!side.isLost) this.#http2?.startLate(from)
		}
		if (side.protocol === "none") side.isLost = false
		return !side.isLost
	}

	/** Sums up. Takes nothing after it. */
	finish(): ApplicationFacts {
		const { client, server } = this.#sides
		const http2 = this.#http2?.finish()
		const request = client.protocol === "http1" ? readHttp1Request(client.held) : undefined
		const answer = server.protocol === "http1" ? readHttp1(server.held) : undefined
		const hasHttp1 = request !== undefined || answer !== undefined
		return {
			client: spoken(client),
			server: spoken(server),
			bytes: { client: client.bytes, server: server.bytes },
			...(http2 === undefined ? {} : { http2 }),
			...(hasHttp1
				? {
						http1: {
							...(request === undefined ? {} : { request }),
							...(answer === undefined ? {} : { answer }),
						},
					}
				: {}),
		}
	}

	#beginHttp2(t: number, from: Side, held: Uint8Array, isLate: boolean): void {
		this.#http2 ??= new Http2Conversation()
		if (isLate) this.#http2.startLate(from)
		this.#http2.push(t, from, held)
	}
}

function spoken(side: SideState): ApplicationProtocol {
	return side.protocol === "none" && side.bytes > 0 ? "other" : side.protocol
}

function hold(side: SideState, bytes: Uint8Array): void {
	const room = http1HeadMax - side.held.length
	if (room <= 0) return
	const joined = new Uint8Array(side.held.length + Math.min(room, bytes.length))
	joined.set(side.held)
	joined.set(bytes.subarray(0, room), side.held.length)
	side.held = joined
}

type Recognised =
	| { readonly protocol: "http1" | "other" }
	| { readonly protocol: "http2"; readonly isLate: boolean }

const methods = /^(GET|HEAD|POST|PUT|DELETE|OPTIONS|PATCH|TRACE|CONNECT) /

/** Undefined while more bytes are needed, at most 24. */
function recognise(from: Side, bytes: Uint8Array): Recognised | undefined {
	const head = latin1(bytes.subarray(0, http2Preface.length))
	if (from === "client") {
		if (head === http2Preface) return { protocol: "http2", isLate: false }
		if (http2Preface.startsWith(head)) return undefined
		if (methods.test(head)) return { protocol: "http1" }
	}
	if (from === "server" && /^HTTP\/1\.[01] /.test(head)) return { protocol: "http1" }
	if (bytes.length < frameHeadLength) return undefined
	if (!beginsFrame(bytes)) return { protocol: "other" }
	const { type, flags } = readFrameHead(bytes)
	const isFirst = from === "server" && type === frameTypes.settings && flags === 0
	return { protocol: "http2", isLate: !isFirst }
}

/** Lengths that frames of fixed length have (RFC 9113 sections 6.3, 6.4, 6.7 and 6.9). */
const fixedLengths: Readonly<Record<number, number>> = {
	[frameTypes.priority]: 5,
	[frameTypes.resetStream]: 4,
	[frameTypes.ping]: 8,
	[frameTypes.windowUpdate]: 4,
}
const frameLengthMax = 1_048_576
const connectionTypes: readonly number[] = [frameTypes.settings, frameTypes.ping, frameTypes.goaway]

/** True for bytes that can be the head of a frame: connections whose beginning was not captured go on with one. */
function beginsFrame(bytes: Uint8Array): boolean {
	const { type, flags, stream, length } = readFrameHead(bytes)
	const isReserved = (bytes[5] ?? 0) >= 0x80
	if (isReserved || type > frameTypes.continuation || length > frameLengthMax || (flags & 0xd2) !== 0)
		return false
	const fixed = fixedLengths[type]
	if (fixed !== undefined && fixed !== length) return false
	if (type === frameTypes.windowUpdate) return true
	if (type === frameTypes.settings && length % 6 !== 0) return false
	return connectionTypes.includes(type) ? stream === 0 : stream % 2 === 1
}
