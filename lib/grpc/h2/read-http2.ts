import { concatBytes } from "#base/bytes"
import { type BodyKind, recogniseBody } from "../answer-body.ts"
import { latin1, printableText } from "../printable.ts"
import { frameFlags, frameTypes, type Http2Frame, readFrames, readU32, unpadded } from "./frame.ts"
import { errorCodeName, type Goaway, readGoaway } from "./goaway.ts"
import { HeaderBlocks } from "./header-blocks.ts"
import type { HeaderField } from "./header-table.ts"
import { http2Preface } from "./preface.ts"
import { type Http2Setting, readSettings } from "./settings.ts"

/** One answer of the peer on a stream. */
export interface Http2Response {
	readonly stream: number
	/** HTTP status, when the headers could be read. */
	readonly httpStatus?: number
	/** Header values, printable, at most 200 characters each. */
	readonly contentType?: string
	readonly server?: string
	/** `grpc-status` as sent, in headers or trailers. */
	readonly grpcStatus?: string
	/** What the body is; `grpc` for an answer of a gRPC server. */
	readonly body: BodyKind
	/** Start of the body, printable, at most 512 characters. */
	readonly bodyText: string
	/** True when the body is a page for people and no gRPC message. */
	readonly isHtml: boolean
	/** Name of the error code when the peer reset the stream. */
	readonly resetWith?: string
}

/** What the head of one direction of an HTTP/2 connection says. */
export interface Http2Reading {
	readonly settingsSeen: boolean
	readonly settings: readonly Http2Setting[]
	readonly goaway?: Goaway
	readonly frames: readonly Pick<Http2Frame, "type" | "flags" | "stream" | "length">[]
	readonly responses: readonly Http2Response[]
	/** Why reading stopped, or what could not be read. */
	readonly problem?: string
}

const framesMax = 200
const responsesMax = 16
const bodyMax = 512
const valueMax = 200
/** What Node's HTTP/2 client announces, which is the standard's own default. */
const headerTableSize = 4_096

/**
 * Reads the frames of one direction of HTTP/2 (RFC 9113 section 4) from its first bytes; a client's preface is passed
 * over. Never throws: the first frame must be SETTINGS, and what is cut off or malformed is said in `problem`. At most
 * 200 frames and 16 answers are read.
 */
export function readHttp2(bytes: Uint8Array): Http2Reading {
	const hasPreface = latin1(bytes.subarray(0, http2Preface.length)) === http2Preface
	const frames = readFrames(hasPreface ? bytes.subarray(http2Preface.length) : bytes, framesMax)
	const [first] = frames
	const reading = new Reading()
	if (first !== undefined && !isSettings(first)) reading.problem = "the first frame is not SETTINGS"
	else for (const frame of frames) reading.take(frame)
	return reading.describe()
}

function isSettings(frame: Http2Frame): boolean {
	return frame.type === frameTypes.settings && frame.stream === 0 && frame.length % 6 === 0
}

interface Answer {
	readonly fields: HeaderField[]
	body: Uint8Array
	resetWith?: string
}

/** What has been read so far. */
class Reading {
	problem: string | undefined
	#settingsSeen = false
	#goaway: Goaway | undefined
	readonly #settings: Http2Setting[] = []
	readonly #frames: Pick<Http2Frame, "type" | "flags" | "stream" | "length">[] = []
	readonly #answers = new Map<number, Answer>()
	readonly #blocks = new HeaderBlocks(headerTableSize)

	take(frame: Http2Frame): void {
		const { type, flags, stream, length } = frame
		const isCutOff = frame.payload.length < length
		if (isCutOff && type !== frameTypes.data) {
			this.problem ??= "the bytes end inside a frame"
			return
		}
		this.#frames.push({ type, flags, stream, length })
		if (type === frameTypes.settings && (flags & frameFlags.ack) === 0) {
			this.#settingsSeen = true
			this.#settings.push(...readSettings(frame.payload))
		}
		// An error stays, whatever announces the end in good order behind it.
		if (type === frameTypes.goaway && (this.#goaway?.code ?? 0) === 0)
			this.#goaway = readGoaway(frame.payload)
		if (type === frameTypes.headers || type === frameTypes.continuation) this.#takeHeaders(frame)
		if (type === frameTypes.data) this.#takeBody(frame)
		if (type === frameTypes.resetStream) {
			const answer = this.#answer(stream)
			if (answer !== undefined) answer.resetWith = errorCodeName(readU32(frame.payload, 0))
		}
	}

	/** A block goes on in CONTINUATION frames until END_HEADERS. */
	#takeHeaders(frame: Http2Frame): void {
		const answer = this.#answer(frame.stream)
		const step = frame.type === frameTypes.headers ? this.#blocks.begin(frame) : this.#blocks.take(frame)
		if (step.kind === "failed") this.problem ??= step.text
		if (step.kind === "fields") answer?.fields.push(...step.fields)
	}

	#takeBody(frame: Http2Frame): void {
		const answer = this.#answer(frame.stream)
		if (answer === undefined || answer.body.length >= bodyMax) return
		answer.body = concatBytes([answer.body, unpadded(frame).subarray(0, bodyMax - answer.body.length)])
	}

	#answer(stream: number): Answer | undefined {
		const known = this.#answers.get(stream)
		if (known !== undefined || this.#answers.size >= responsesMax) return known
		const answer: Answer = { fields: [], body: new Uint8Array() }
		this.#answers.set(stream, answer)
		return answer
	}

	describe(): Http2Reading {
		return {
			settingsSeen: this.#settingsSeen,
			settings: this.#settings,
			frames: this.#frames,
			responses: [...this.#answers].map(([stream, answer]) => describeAnswer(stream, answer)),
			...(this.#goaway === undefined ? {} : { goaway: this.#goaway }),
			...(this.problem === undefined ? {} : { problem: this.problem }),
		}
	}
}

function describeAnswer(stream: number, answer: Answer): Http2Response {
	const value = (name: string) => {
		const text = answer.fields.find((field) => field.name === name)?.value
		return text?.slice(0, valueMax).replace(/[^\x20-\x7e]/g, ".")
	}
	const status = value(":status") ?? ""
	const contentType = value("content-type")
	const server = value("server")
	const grpcStatus = value("grpc-status")
	const body = recogniseBody(contentType, answer.body)
	return {
		stream,
		body,
		bodyText: printableText(answer.body, bodyMax),
		isHtml: body === "html",
		...(/^\d{3}$/.test(status) ? { httpStatus: Number(status) } : {}),
		...(contentType === undefined ? {} : { contentType }),
		...(server === undefined ? {} : { server }),
		...(grpcStatus === undefined ? {} : { grpcStatus }),
		...(answer.resetWith === undefined ? {} : { resetWith: answer.resetWith }),
	}
}
