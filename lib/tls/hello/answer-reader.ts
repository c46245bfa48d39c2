import { concatBytes, readBytes, toHex } from "#base/bytes"
import type { CryptoPrimitives } from "../crypto-primitives.ts"
import { Tls13Opener } from "../protection/tls13-opener.ts"
import { cipherSuiteFacts } from "../registry/cipher-suites.ts"
import { draftNumber, isTls13, versionCode } from "../registry/versions.ts"
import { type Alert, readAlert } from "../wire/alert.ts"
import { type FramedMessage, HandshakeFramer } from "../wire/handshake.ts"
import { readHandshakeMessage } from "../wire/handshake-message.ts"
import { handshakeType } from "../wire/handshake-type.ts"
import type { ProtocolContext } from "../wire/protocol-context.ts"
import { contentType, RecordSplitter, type TlsRecord } from "../wire/record.ts"
import type { ServerHello } from "../wire/server-hello.ts"
import { FlightLog } from "./flight.ts"
import { type OwnShare, readServerShare, serverHandshakeSecret } from "./handshake-secret.ts"
import type { HelloAnswer, HelloEnding } from "./hello-answer.ts"

/** What reading an answer needs to know. */
export interface AnswerInput {
	/** Our ClientHello as a handshake message, header included. */
	readonly message: Uint8Array
	/** Keys that the ClientHello carried. */
	readonly shares: readonly OwnShare[]
	readonly primitives: CryptoPrimitives
	/** `hello`: done at the ServerHello. `flight`: everything up to the server's signature. */
	readonly wants: "hello" | "flight"
	/** Bytes of the whole connection that are read. */
	readonly bytesMax: number
}

const firstBytesMax = 24

/**
 * Reads a server's answer to one ClientHello, however it is cut into chunks: ServerHello or HelloRetryRequest, the
 * flight behind it (under TLS 1.3 opened with our own key), an alert, or what is no TLS. Holds at most `bytesMax` and
 * one message. Nothing that a peer sends makes it throw.
 */
export class AnswerReader {
	readonly #input: AnswerInput
	readonly #splitter = new RecordSplitter()
	readonly #framer = new HandshakeFramer()
	readonly #flight = new FlightLog()
	#context: ProtocolContext = { isTls13: false, hasSchemes: false }
	#opener: Tls13Opener | undefined
	#hello: ServerHello | undefined
	#answer: HelloAnswer | undefined
	#first: Uint8Array = new Uint8Array(0)
	#bytes = 0
	#record = 0

	constructor(input: AnswerInput) {
		this.#input = input
	}

	/** True when nothing that may still come would change the answer. */
	get isDone(): boolean {
		return this.#answer !== undefined
	}

	/** Takes bytes of the server in. */
	push(chunk: Uint8Array): void {
		if (this.isDone) return
		this.#bytes += chunk.length
		if (this.#first.length < firstBytesMax) {
			this.#first = concatBytes([this.#first, chunk.subarray(0, firstBytesMax - this.#first.length)])
		}
		this.#splitter.push(chunk, (record) => this.#onRecord(record))
		if (this.isDone) return
		if (this.#splitter.stop !== undefined) this.#onStop()
		else if (this.#bytes > this.#input.bytesMax) this.#breakOff({ kind: "too-large", bytes: this.#bytes })
	}

	/** The answer, when the connection ended in this way. */
	conclude(ending: HelloEnding): HelloAnswer {
		if (this.#answer !== undefined) return this.#answer
		if (this.#hello !== undefined) return this.#helloAnswer(this.#hello)
		return { kind: ending, bytes: this.#bytes }
	}

	#onStop(): void {
		if (this.#record > 0 || this.#splitter.stop?.kind === "too-large") {
			this.#breakOff({ kind: "unreadable", text: "a record that breaks the rules of TLS" })
			return
		}
		this.#answer = { kind: "not-tls", firstBytes: toHex(this.#first) }
	}

	#onRecord(record: TlsRecord): void {
		if (this.isDone) return
		this.#record += 1
		if (record.type === contentType.handshake) this.#onHandshake(record.payload)
		else if (record.type === contentType.alert) this.#onAlert(record.payload)
		else if (record.type === contentType.applicationData) this.#onProtected(record)
	}

	#onProtected(record: TlsRecord): void {
		if (this.#hello === undefined) {
			this.#breakOff({ kind: "unreadable", text: "encrypted data before a ServerHello" })
			return
		}
		const opened = this.#opener?.open(record)
		if (opened === undefined) this.#breakFlight("the server's flight could not be decrypted")
		else if (opened.type === contentType.handshake) this.#onHandshake(opened.content)
		else if (opened.type === contentType.alert) this.#onAlert(opened.content)
	}

	/** Warnings such as unrecognized_name are passed over: what follows them is the answer. */
	#onAlert(payload: Uint8Array): void {
		const read = readBytes(payload, "alert", readAlert)
		if (!read.ok) this.#breakOff({ kind: "unreadable", text: read.error.text })
		else if (read.value.level === "warning" && read.value.description !== "close_notify") return
		else this.#endWith(read.value)
	}

	#endWith(alert: Alert): void {
		if (this.#hello !== undefined) {
			this.#flight.facts.alert = alert
			this.#answer = this.#helloAnswer(this.#hello)
		} else if (alert.description === "close_notify") {
			this.#answer = { kind: "closed", bytes: this.#bytes }
		} else this.#answer = { kind: "alert", alert }
	}

	#onHandshake(payload: Uint8Array): void {
		this.#framer.push(payload, this.#record, (message) => this.#onMessage(message))
	}

	#onMessage(message: FramedMessage): void {
		if (this.isDone) return
		if (message.kind === "too-large") {
			this.#breakOff({ kind: "too-large", bytes: this.#bytes })
			return
		}
		const body = message.bytes.subarray(4)
		const read = readHandshakeMessage(message.type, body, this.#context)
		if (!read.ok) {
			// A message that is not taken apart (such as CompressedCertificate) does not spoil those behind it.
			if (this.#hello === undefined) this.#breakOff({ kind: "unreadable", text: read.error.text })
			else this.#flight.facts.problem = read.error.text
			return
		}
		const { fields } = read.value
		if (fields.kind === "server_hello") this.#onHello(fields, message.bytes)
		else if (this.#hello === undefined) {
			this.#breakOff({ kind: "unreadable", text: "a handshake message before the ServerHello" })
		} else {
			this.#flight.note(read.value, body)
			const last = this.#context.isTls13 ? handshakeType.certificateVerify : handshakeType.serverHelloDone
			if (message.type === last) this.#complete(this.#hello)
		}
	}

	#onHello(hello: ServerHello, message: Uint8Array): void {
		if (hello.isHelloRetryRequest) {
			this.#answer = { kind: "retry", hello }
			return
		}
		if (this.#hello !== undefined) {
			this.#breakFlight("a second ServerHello")
			return
		}
		this.#hello = hello
		this.#settle(hello)
		if (this.#input.wants === "hello") this.#answer = this.#helloAnswer(hello)
		else if (this.#context.isTls13) this.#openFlight(hello, message)
		else this.#flight.facts.alpn = hello.alpn ?? null
	}

	#settle(hello: ServerHello): void {
		const version = versionCode(hello.version) ?? 0
		const draft = draftNumber(version)
		const suite = cipherSuiteFacts(hello.cipherSuiteCode)
		this.#context = {
			isTls13: isTls13(version),
			hasSchemes: version >= 0x0303,
			...(draft === undefined ? {} : { draft }),
			...(suite?.keyExchange === undefined ? {} : { keyExchange: suite.keyExchange }),
			...(suite?.authentication === undefined ? {} : { authentication: suite.authentication }),
		}
	}

	#openFlight(hello: ServerHello, message: Uint8Array): void {
		const { primitives, shares } = this.#input
		const suite = cipherSuiteFacts(hello.cipherSuiteCode)
		const theirs = readServerShare(message.subarray(4))
		const shared = shares.find((each) => each.group === theirs?.group)?.agree(theirs?.publicKey ?? message)
		const secret =
			suite && shared && serverHandshakeSecret(primitives, suite.hash, shared, [this.#input.message, message])
		if (suite === undefined || secret === undefined) {
			this.#breakFlight("no key of ours opens the server's flight")
			return
		}
		const secrets = { handshake: () => secret, application: () => undefined }
		this.#opener = new Tls13Opener(primitives, suite, secrets, this.#context.draft)
	}

	#complete(hello: ServerHello): void {
		this.#flight.facts.isComplete = true
		this.#answer = this.#helloAnswer(hello)
	}

	#breakFlight(problem: string): void {
		this.#flight.facts.problem ??= problem
		this.#breakOff({ kind: "unreadable", text: problem })
	}

	/** A ServerHello that was read stays the answer; what came after it is then known to be short. */
	#breakOff(answer: Extract<HelloAnswer, { kind: "unreadable" | "too-large" }>): void {
		if (this.#hello === undefined) this.#answer = answer
		else {
			this.#flight.facts.problem ??= answer.kind === "unreadable" ? answer.text : "it is larger than is read"
			this.#answer = this.#helloAnswer(this.#hello)
		}
	}

	#helloAnswer(hello: ServerHello): HelloAnswer {
		return { kind: "hello", hello, flight: { ...this.#flight.facts } }
	}
}
