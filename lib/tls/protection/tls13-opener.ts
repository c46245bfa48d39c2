import type { CryptoPrimitives } from "../crypto-primitives.ts"
import type { CipherSuiteFacts } from "../registry/cipher-suites.ts"
import type { TlsRecord } from "../wire/record.ts"
import { expandLabel } from "./key-derivation.ts"
import type { OpenedRecord, RecordOpener } from "./record-opener.ts"
import { mixNonce } from "./sequence.ts"

/** Where the secrets of one direction come from: asked when they are needed, since a key log grows. */
export interface Tls13Secrets {
	readonly handshake: () => Uint8Array | undefined
	readonly application: () => Uint8Array | undefined
}

interface TrafficKeys {
	readonly secret: Uint8Array
	readonly key: Uint8Array
	readonly iv: Uint8Array
}

type Phase = "handshake" | "application"

/**
 * Opens records of one direction under TLS 1.3 (RFC 8446 section 5.2): by the handshake key until the application key
 * is the first that fits. Alerts of a client may come under either, so both are tried.
 */
export class Tls13Opener implements RecordOpener {
	readonly #primitives: CryptoPrimitives
	readonly #suite: CipherSuiteFacts
	readonly #secrets: Tls13Secrets
	readonly #hasAdditionalData: boolean
	#phase: Phase = "handshake"
	#keys: Partial<Record<Phase, TrafficKeys>> = {}
	#expectsApplication = false
	#sequence = 0

	/** `draft`: number of the draft, undefined for TLS 1.3 itself; before the 25th the header was not authenticated. */
	constructor(
		primitives: CryptoPrimitives,
		suite: CipherSuiteFacts,
		secrets: Tls13Secrets,
		draft: number | undefined,
	) {
		this.#primitives = primitives
		this.#suite = suite
		this.#secrets = secrets
		this.#hasAdditionalData = draft === undefined || draft >= 25
	}

	/** True once a record has opened under the application key. */
	get isApplication(): boolean {
		return this.#phase === "application"
	}

	open(record: TlsRecord, ahead = 0): OpenedRecord | undefined {
		if (this.#expectsApplication && !this.isApplication) {
			const early = this.#openFirstApplication(record, ahead)
			if (early !== undefined) return early
		}
		const opened = this.#attempt(record, this.#phase, this.#sequence + ahead)
		if (opened !== undefined) {
			this.#sequence += ahead + 1
			return opened
		}
		return this.isApplication || this.#expectsApplication
			? undefined
			: this.#openFirstApplication(record, ahead)
	}

	/** Tells that the direction's Finished has passed: what follows is tried under the application key first. */
	expectApplication(): void {
		this.#expectsApplication = true
	}

	skip(): void {
		this.#sequence += 1
	}

	/** Moves on to the next application key (RFC 8446 section 7.2), after the direction's own KeyUpdate. */
	update(): void {
		const current = this.#keysOf("application")
		if (current === undefined) return
		const hash = this.#suite.hash
		const secret = expandLabel(this.#primitives, hash, current.secret, "traffic upd", current.secret.length)
		const keys = secret === undefined ? undefined : this.#derive(secret)
		if (keys === undefined) return
		this.#keys = { ...this.#keys, application: keys }
		this.#phase = "application"
		this.#sequence = 0
	}

	#openFirstApplication(record: TlsRecord, ahead: number): OpenedRecord | undefined {
		const opened = this.#attempt(record, "application", ahead)
		if (opened === undefined) return undefined
		this.#phase = "application"
		this.#sequence = ahead + 1
		return opened
	}

	#attempt(record: TlsRecord, phase: Phase, sequence: number): OpenedRecord | undefined {
		const keys = this.#keysOf(phase)
		if (keys === undefined || record.payload.length <= this.#suite.tagLength) return undefined
		const inner = this.#primitives.aeadOpen(this.#suite.cipher, {
			key: keys.key,
			nonce: mixNonce(keys.iv, sequence),
			additionalData: this.#hasAdditionalData ? header(record) : nothing,
			sealed: record.payload,
			tagLength: this.#suite.tagLength,
		})
		return inner === undefined ? undefined : unwrap(inner)
	}

	#keysOf(phase: Phase): TrafficKeys | undefined {
		const known = this.#keys[phase]
		if (known !== undefined) return known
		const secret = this.#secrets[phase]()
		const keys = secret === undefined ? undefined : this.#derive(secret)
		if (keys !== undefined) this.#keys = { ...this.#keys, [phase]: keys }
		return keys
	}

	#derive(secret: Uint8Array): TrafficKeys | undefined {
		const { hash, keyLength } = this.#suite
		const key = expandLabel(this.#primitives, hash, secret, "key", keyLength)
		const iv = expandLabel(this.#primitives, hash, secret, "iv", 12)
		return key === undefined || iv === undefined ? undefined : { secret, key, iv }
	}
}

const nothing = new Uint8Array(0)

function header(record: TlsRecord): Uint8Array {
	const length = record.payload.length
	return Uint8Array.of(record.type, record.version >> 8, record.version & 0xff, length >> 8, length & 0xff)
}

/** Takes the padding off and the content type out (RFC 8446 section 5.4). */
function unwrap(inner: Uint8Array): OpenedRecord | undefined {
	let end = inner.length - 1
	while (end >= 0 && inner[end] === 0) end -= 1
	const type = inner[end]
	return type === undefined ? undefined : { type, content: inner.subarray(0, end) }
}
