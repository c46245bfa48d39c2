import { readBytes, toHex } from "#base/bytes"
import type { Side } from "../capture.ts"
import type { RecordOpener } from "../protection/record-opener.ts"
import { Tls13Opener } from "../protection/tls13-opener.ts"
import type { TranscriptEntry } from "../transcript.ts"
import { readAlert } from "../wire/alert.ts"
import { type FramedMessage, HandshakeFramer, messageLengthMax } from "../wire/handshake.ts"
import { type HandshakeMessage, readHandshakeMessage } from "../wire/handshake-message.ts"
import { handshakeName, handshakeType } from "../wire/handshake-type.ts"
import { contentType, RecordSplitter, recordLengthMax, type TlsRecord } from "../wire/record.ts"
import { isReadable } from "./readable-record.ts"
import { RecordSearch, type SearchBudget } from "./record-search.ts"
import type { Session } from "./session.ts"
import type { Settlement } from "./settlement.ts"
import type { TranscriptLog } from "./transcript-log.ts"
import { unreadParts } from "./unread-parts.ts"

/** What the two directions of a connection share. */
export interface Shared {
	readonly log: TranscriptLog
	readonly session: Session
	readonly settlement: Settlement
	/** Takes the application data that was opened; absent where nobody needs more than the transcript keeps. */
	readonly onApplicationData?: ((t: number, from: Side, bytes: Uint8Array) => void) | undefined
	readonly searches: SearchBudget
}

/** Under TLS 1.3 a record below this size may hide an alert or a KeyUpdate, so it is opened even when data is full. */
const bulkLengthMin = 4_096

/** Records in a row that fail to open before the secrets are taken for wrong; early data may fail before others open. */
const failuresMax = 1_000

/** Reads one direction of a connection: records, then what they hold. */
export class Direction {
	/** Records seen so far. */
	records = 0
	readonly #from: Side
	readonly #shared: Shared
	readonly #splitter = new RecordSplitter()
	readonly #framer = new HandshakeFramer()
	#opener: RecordOpener | undefined
	/** TLS 1.0 to 1.2: set by ChangeCipherSpec, whether or not we hold the keys. */
	#isProtected = false
	#t = 0
	#stopTold = false
	/** Bytes were missing, and what came since has not shown yet where the connection stands. */
	#isDoubtful = false
	readonly #search: RecordSearch
	/** Records in a row that no secret opened. */
	#failures = 0

	constructor(from: Side, shared: Shared) {
		this.#from = from
		this.#shared = shared
		this.#search = new RecordSearch(shared.searches)
	}

	/** True when the very first bytes were no record of TLS. */
	get isNotTls(): boolean {
		return this.#splitter.stop?.kind === "not-a-record" && this.records === 0
	}

	/** What is left unfinished, in words; undefined where nothing is. */
	get unfinished(): string | undefined {
		if (this.#splitter.stop !== undefined) return undefined
		if (this.#splitter.pending > 0) {
			return `truncated: the ${this.#from} ended inside a record, after ${this.#splitter.pending} bytes of it`
		}
		if (this.#framer.pending === 0) return undefined
		return `truncated: the ${this.#from} ended inside a handshake message, after ${this.#framer.pending} bytes of it`
	}

	/** Bytes are missing: what was begun is named and given up, and what comes next begins with a record. */
	lose(): void {
		if (this.isNotTls) return
		this.#tellCut()
		this.#splitter.reset()
		this.#framer.reset()
		this.#isDoubtful = true
		this.#search.begin()
		this.#failures = 0
	}

	push(t: number, bytes: Uint8Array): void {
		this.#t = t
		this.#splitter.push(bytes, (record) => {
			this.#onRecord(record)
			this.records += 1
		})
		if (this.#splitter.stop !== undefined && !this.#stopTold) this.#tellStop(bytes.length)
	}

	/** Reads what is there of a handshake message in the clear whose end is missing. */
	#tellCut(): void {
		const record = this.#splitter.begun
		if (record?.type === contentType.handshake && !this.#isProtected) {
			this.#onContent(record.type, record.payload, false)
		}
		const message = this.#framer.begun
		const name = message === undefined ? undefined : handshakeName(message.type)
		if (message === undefined || name === undefined) return
		const { type, length } = message
		const problem = `only ${this.#framer.pending} of ${length} bytes were captured`
		this.#add(name, type, length, this.#isProtected, { problem })
	}

	#onRecord(record: TlsRecord): void {
		const { session } = this.#shared
		const isModern = session.isTls13 && record.type === contentType.applicationData
		const isData = record.type === contentType.applicationData
		const isDoubted = this.#isDoubtful && !session.isTls13 && !isReadable(record)
		const isSealed = isModern || this.#isProtected || isData || isDoubted
		if (!isSealed) {
			this.#isDoubtful = false
			this.#onContent(record.type, record.payload, false)
			return
		}
		if (isModern) this.#prepareTls13()
		else this.#prepareTls12()
		if (this.#canSkip(record)) {
			this.#skip(record)
			return
		}
		const opened = this.#failures < failuresMax ? this.#search.open(this.#opener, record) : undefined
		if (opened !== undefined) {
			this.#failures = 0
			this.#search.end()
			this.#isDoubtful = false
			this.#isProtected ||= !isModern
			this.#onContent(opened.type, opened.content, true)
			return
		}
		if (this.#opener !== undefined) this.#failures += 1
		this.#shared.log.undecryptable += 1
		this.#add("Encrypted", record.type, record.payload.length, false, {
			problem: this.#whyNotOpened(),
		})
	}

	#whyNotOpened(): string {
		const cipher = this.#shared.session.lackingCipher
		if (cipher !== undefined) return `${cipher} cannot be opened here`
		if (this.#opener === undefined) return "no secret of the key log belongs to this record"
		return "none of the secrets of the key log opens this record"
	}

	#prepareTls13(): void {
		if (this.#opener instanceof Tls13Opener) return
		this.#opener = this.#shared.session.openerOfTls13(this.#from)
	}

	/** Before TLS 1.3: where the ChangeCipherSpec or the ServerHello came late or not at all, keys are found later. */
	#prepareTls12(): void {
		if (this.#opener !== undefined || this.#shared.session.isTls13) return
		this.#opener = this.#shared.session.openerOfTls12(this.#from)
		if (this.#opener !== undefined) this.#search.begin()
	}

	#canSkip(record: TlsRecord): boolean {
		if (record.type !== contentType.applicationData) return false
		if (this.#opener === undefined || !this.#shared.log.isApplicationFull(this.#from)) return false
		if (this.#search.isOn) return false
		if (this.#shared.onApplicationData !== undefined) return false
		if (!(this.#opener instanceof Tls13Opener)) return true
		return this.#opener.isApplication && record.payload.length >= bulkLengthMin
	}

	#skip(record: TlsRecord): void {
		this.#opener?.skip(record)
		this.#add("ApplicationData", record.type, record.payload.length, true)
	}

	#onContent(type: number, content: Uint8Array, encrypted: boolean): void {
		if (type === contentType.handshake) {
			const record = this.records
			// A copy: the certificates in it are kept, the bytes that came need not last.
			this.#framer.push(new Uint8Array(content), record, (message) => this.#onMessage(message, encrypted))
			return
		}
		if (type === contentType.alert) {
			this.#onAlerts(content, encrypted)
			return
		}
		if (type === contentType.changeCipherSpec) {
			this.#onCipherChange(content, encrypted)
			return
		}
		if (type === contentType.applicationData) {
			this.#shared.log.keepApplicationData(this.#from, content)
			this.#shared.onApplicationData?.(this.#t, this.#from, content)
			this.#add("ApplicationData", type, content.length, encrypted)
			return
		}
		this.#addUnparsed(type, content, encrypted, `records of content type ${type} are not taken apart`)
	}

	#onMessage(message: FramedMessage, encrypted: boolean): void {
		const { type, record } = message
		const name = handshakeName(type) ?? `handshake type ${type}`
		if (message.kind === "too-large") {
			const problem = `too-large: ${name} announces ${message.length} bytes, at most ${messageLengthMax(type)} are read`
			this.#shared.log.problem(problem)
			this.#add("Unparsed", type, message.length + 4, encrypted, { record, problem })
			return
		}
		const { bytes } = message
		const read = readHandshakeMessage(type, bytes.subarray(4), this.#shared.session.context)
		if (!read.ok) {
			const problem = `${read.error.kind}: ${read.error.text}`
			this.#shared.log.problem(problem)
			this.#add("Unparsed", type, bytes.length, encrypted, { record, problem }, bytes)
			return
		}
		const { fields } = read.value
		const isRetry = fields.kind === "server_hello" && fields.isHelloRetryRequest
		const label = isRetry ? "HelloRetryRequest" : name
		for (const text of unreadParts(label, read.value)) this.#shared.log.problem(text)
		this.#add(label, type, bytes.length, encrypted, { record, fields }, bytes)
		this.#apply(type, read.value, bytes)
	}

	#apply(type: number, message: HandshakeMessage, bytes: Uint8Array): void {
		const { session, settlement } = this.#shared
		const { fields } = message
		if (fields.kind === "client_hello" && this.#from === "client") session.onClientHello(fields, bytes)
		if (fields.kind === "server_hello" && this.#from === "server") session.onServerHello(fields)
		if (type === handshakeType.newSessionTicket) session.onTicket(bytes)
		settlement.onMessage(this.#from, message)
		if (!(this.#opener instanceof Tls13Opener)) return
		if (type === handshakeType.finished) this.#opener.expectApplication()
		if (type === handshakeType.keyUpdate) this.#opener.update()
	}

	#onAlerts(content: Uint8Array, encrypted: boolean): void {
		if (content.length === 0 || content.length % 2 !== 0) {
			const text = `invalid: an alert record has ${content.length} bytes, not two for each alert`
			this.#addUnparsed(contentType.alert, content, encrypted, text)
			return
		}
		for (let at = 0; at < content.length; at += 2) {
			const bytes = content.subarray(at, at + 2)
			const read = readBytes(bytes, "alert", readAlert)
			if (!read.ok) continue
			const fields = read.value
			this.#shared.log.addAlert(this.#t, this.#from, fields, encrypted)
			this.#add("Alert", contentType.alert, bytes.length, encrypted, { fields }, bytes)
		}
	}

	/** Before TLS 1.3 everything after it is protected; in TLS 1.3 it means nothing (RFC 8446 section 5). */
	#onCipherChange(content: Uint8Array, encrypted: boolean): void {
		const { session, settlement } = this.#shared
		this.#add("ChangeCipherSpec", contentType.changeCipherSpec, content.length, encrypted, {}, content)
		if (session.isTls13) return
		this.#framer.reset()
		this.#opener = session.openerOfTls12(this.#from)
		this.#failures = 0
		this.#isProtected = true
		if (this.#from === "server") settlement.onServerCipherChange()
	}

	#tellStop(chunkLength: number): void {
		const stop = this.#splitter.stop
		this.#stopTold = true
		if (stop === undefined) return
		if (stop.kind === "too-large") {
			const problem = `too-large: a record of the ${this.#from} announces ${stop.length} bytes, at most ${recordLengthMax} are allowed`
			this.#shared.log.problem(problem)
			this.#add("Unparsed", stop.type, stop.length, false, { problem })
			return
		}
		const first = toHex(Uint8Array.of(stop.firstByte))
		if (this.isNotTls) {
			this.#add("NotTls", stop.firstByte, chunkLength, false)
			return
		}
		const problem = `invalid: after ${this.records} records the ${this.#from} sent bytes that are no record of TLS, beginning 0x${first}`
		this.#shared.log.problem(problem)
		this.#add("Unparsed", stop.firstByte, chunkLength, false, { problem })
	}

	#addUnparsed(type: number, content: Uint8Array, encrypted: boolean, problem: string): void {
		this.#shared.log.problem(problem)
		this.#add("Unparsed", type, content.length, encrypted, { problem }, content)
	}

	#add(
		message: string,
		typeCode: number,
		length: number,
		encrypted: boolean,
		more: Partial<Pick<TranscriptEntry, "record" | "fields" | "problem">> = {},
		bytes?: Uint8Array,
	): void {
		const entry = { t: this.#t, from: this.#from, record: this.records, message, typeCode, length, encrypted }
		this.#shared.log.add({ ...entry, ...more }, bytes)
	}
}
