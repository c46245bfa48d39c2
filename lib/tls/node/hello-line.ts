import { randomBytes } from "node:crypto"
import type { Socket } from "node:net"
import { AnswerReader } from "../hello/answer-reader.ts"
import type { OwnShare } from "../hello/handshake-secret.ts"
import type { HelloAnswer } from "../hello/hello-answer.ts"
import type { HelloOffer } from "../hello/hello-offer.ts"
import { writeClientHello } from "../hello/write-client-hello.ts"
import { exchangeHello } from "./hello-exchange.ts"
import { nodePrimitives } from "./primitives.ts"

/** What all questions of one scan share. */
export interface LineInput {
	/** Resolves with a connected socket of its own; rejects when there is none. */
	readonly connect: (signal: AbortSignal) => Promise<Socket>
	/** Aborting it ends every connection. */
	readonly signal: AbortSignal
	readonly connectionsMax: number
	/** Connections at a time. */
	readonly concurrency: number
	/** Milliseconds that one answer may take. */
	readonly answerMs: number
	readonly onProgress: (asking: string, connections: number) => void
}

/** One question. */
export interface HelloQuestion {
	/** A few words for whoever watches. */
	readonly asking: string
	readonly offer: HelloOffer
	readonly wants: "hello" | "flight"
	/** Keys behind `offer.keyShares`. */
	readonly shares?: readonly OwnShare[]
	/** Bytes of the hello at which it is cut into two TCP segments. */
	readonly splitAt?: number
}

/** Why a question was not put at all. */
export type NotAsked = { readonly kind: "not-asked"; readonly text: string }

/** Bytes of one connection that are read: far above any real flight. */
const bytesMax = 256 * 1024
/** Connections in a row without any answer after which nothing more is asked: before and after the first answer. */
const failuresMax = { before: 4, after: 8 } as const

/** The one way to the server: counts connections, keeps them few at a time, and stops where nobody answers any more. */
export class HelloLine {
	readonly #input: LineInput
	readonly #waiting: (() => void)[] = []
	#open = 0
	#connections = 0
	#failures = 0
	#hasAnswered = false
	#endedBy: string | undefined

	constructor(input: LineInput) {
		this.#input = input
	}

	/** TCP connections that were opened or tried. */
	get connections(): number {
		return this.#connections
	}

	/** Why nothing more is asked; undefined while it is. */
	get endedBy(): string | undefined {
		return this.#endedBy
	}

	get signal(): AbortSignal {
		return this.#input.signal
	}

	/**
	 * Puts one question. A connection that breaks without an answer is tried once more. Never rejects.
	 */
	async ask(question: HelloQuestion): Promise<HelloAnswer | NotAsked> {
		const first = await this.askOnce(question)
		return isBroken(first) && first.kind !== "not-asked" ? this.askOnce(question) : first
	}

	/** As `ask`, without the second try. */
	askOnce(question: HelloQuestion): Promise<HelloAnswer | NotAsked> {
		return this.withConnection(question.asking, async () => {
			const { message, records } = writeClientHello(question.offer, randomBytes(32))
			const at = question.splitAt ?? records.length
			const reader = new AnswerReader({
				message,
				shares: question.shares ?? [],
				primitives: nodePrimitives,
				wants: question.wants,
				bytesMax,
			})
			const answer = await exchangeHello({
				connect: this.#input.connect,
				parts: [records.subarray(0, at), records.subarray(at)].filter((part) => part.length > 0),
				reader,
				answerMs: this.#input.answerMs,
				signal: this.#input.signal,
			})
			this.#note(answer)
			return answer
		})
	}

	/** Runs `work` on one of the few connections at a time, counted; `not-asked` when there is none to be had. */
	async withConnection<Value>(asking: string, work: () => Promise<Value>): Promise<Value | NotAsked> {
		if (this.#open >= this.#input.concurrency) {
			await new Promise<void>((resolve) => this.#waiting.push(resolve))
		} else this.#open += 1
		try {
			const reason = this.#whyNot()
			if (reason !== undefined) return { kind: "not-asked", text: reason }
			this.#connections += 1
			this.#input.onProgress(asking, this.#connections)
			return await work()
		} finally {
			const next = this.#waiting.shift()
			if (next === undefined) this.#open -= 1
			else next()
		}
	}

	/** Opens a counted connection's socket for whoever speaks TLS on it without our hellos. */
	connect(signal: AbortSignal): Promise<Socket> {
		return this.#input.connect(signal)
	}

	#whyNot(): string | undefined {
		const { signal, connectionsMax } = this.#input
		if (signal.aborted) this.#endedBy ??= stopWords(signal.reason)
		if (this.#connections >= connectionsMax) this.#endedBy ??= `all ${connectionsMax} connections were used`
		return this.#endedBy
	}

	#note(answer: HelloAnswer): void {
		// What was cut off by our own stop says nothing about the server.
		if (this.#input.signal.aborted) return
		this.#failures = isBroken(answer) ? this.#failures + 1 : 0
		this.#hasAnswered ||= this.#failures === 0
		if (this.#failures < failuresMax[this.#hasAnswered ? "after" : "before"]) return
		const last = describeBroken(answer)
		this.#endedBy ??= this.#hasAnswered
			? `the server stopped answering after ${this.#connections} connections: ${last}`
			: `the server answered none of ${this.#connections} hellos: ${last}`
	}
}

function stopWords(reason: unknown): string {
	return reason instanceof Error && reason.name === "TimeoutError"
		? "the time was up"
		: "the check was stopped"
}

/** True for what says neither yes nor no. */
export function isBroken(answer: HelloAnswer | NotAsked): boolean {
	switch (answer.kind) {
		case "hello":
		case "retry":
		case "alert":
		case "not-tls":
		case "unreadable":
		case "too-large":
			return false
		default:
			return true
	}
}

/** What happened, as the end of a sentence. */
export function describeBroken(answer: HelloAnswer | NotAsked): string {
	switch (answer.kind) {
		case "silent":
			return answer.bytes === 0 ? "it said nothing in time" : `only ${answer.bytes} bytes came in time`
		case "closed":
			return "it closed the connection without an alert"
		case "reset":
			return "it reset the connection"
		case "unreachable":
			return `no connection: ${answer.text}`
		case "not-asked":
			return answer.text
		case "alert":
			return `alert ${answer.alert.description}`
		case "not-tls":
			return "it answered something that is no TLS"
		case "unreadable":
			return `its answer could not be read: ${answer.text}`
		case "too-large":
			return "its answer is larger than is read"
		case "hello":
			return `a ServerHello of TLS ${answer.hello.version}`
		case "retry":
			return "a HelloRetryRequest"
	}
}
