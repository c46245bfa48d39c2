import { fromHex } from "#base/bytes"
import type { Side } from "../capture.ts"
import type { CryptoPrimitives } from "../crypto-primitives.ts"
import type { KeyLog } from "../keylog.ts"
import type { RecordOpener } from "../protection/record-opener.ts"
import { makeTls12Opener } from "../protection/tls12-opener.ts"
import { Tls13Opener } from "../protection/tls13-opener.ts"
import { cipherSuiteFacts } from "../registry/cipher-suites.ts"
import { draftNumber, isTls13, versionCode } from "../registry/versions.ts"
import type { ClientHello } from "../wire/client-hello.ts"
import type { ProtocolContext } from "../wire/protocol-context.ts"
import type { ServerHello } from "../wire/server-hello.ts"
import { idKey, type SessionMemory, ticketKey } from "./session-memory.ts"
import { givenTicket, offeredTicket } from "./tickets.ts"

/** What both sides have settled so far, as far as it decides how to read and to open what follows. */
export class Session {
	readonly #primitives: CryptoPrimitives
	readonly #keyLog: KeyLog
	readonly #memory: SessionMemory
	#clientRandom = ""
	#offeredTicket: string | undefined
	#serverHello: ServerHello | undefined
	#version = 0
	#context: ProtocolContext = { isTls13: false, hasSchemes: true }

	constructor(primitives: CryptoPrimitives, keyLog: KeyLog, memory: SessionMemory) {
		this.#memory = memory
		this.#primitives = primitives
		this.#keyLog = keyLog
	}

	get context(): ProtocolContext {
		return this.#context
	}

	/** True from the ServerHello or HelloRetryRequest on that chose TLS 1.3 or a draft of it. */
	get isTls13(): boolean {
		return this.#context.isTls13
	}

	/** The cipher of the chosen suite where the platform cannot open it, undefined where it can or may. */
	get lackingCipher(): string | undefined {
		const suite = this.#serverHello && cipherSuiteFacts(this.#serverHello.cipherSuiteCode)
		if (suite === undefined || this.#primitives.lacks?.(suite.cipher) !== true) return undefined
		return suite.cipher
	}

	/** Takes a ClientHello in, `bytes` being all of it; a second one (retry, renegotiation) replaces the first. */
	onClientHello(hello: ClientHello, bytes: Uint8Array): void {
		this.#clientRandom = hello.random
		this.#offeredTicket = ticketKey(offeredTicket(bytes))
	}

	/** Takes all bytes of a server's NewSessionTicket in. */
	onTicket(bytes: Uint8Array): void {
		const secret = this.isTls13 ? undefined : this.#masterSecret()
		if (secret !== undefined) this.#memory.remember(ticketKey(givenTicket(bytes)), secret)
	}

	/** A resumed session has the master secret of the one that it goes on with (RFC 5246 section 7.3). */
	#masterSecret(): Uint8Array | undefined {
		const logged = this.#keyLog.find("CLIENT_RANDOM", this.#clientRandom)
		const id = idKey(this.#serverHello?.sessionId ?? "")
		const secret = logged ?? this.#memory.recall(id) ?? this.#memory.recall(this.#offeredTicket)
		if (logged !== undefined) this.#memory.remember(id, logged)
		return secret
	}

	/** Takes a ServerHello or HelloRetryRequest in. */
	onServerHello(hello: ServerHello): void {
		this.#serverHello = hello
		this.#version = versionCode(hello.version) ?? 0x0303
		const facts = cipherSuiteFacts(hello.cipherSuiteCode)
		const draft = draftNumber(this.#version)
		this.#context = {
			isTls13: isTls13(this.#version),
			...(draft === undefined ? {} : { draft }),
			hasSchemes: this.#version >= 0x0303,
			...(facts?.keyExchange === undefined ? {} : { keyExchange: facts.keyExchange }),
			...(facts?.authentication === undefined ? {} : { authentication: facts.authentication }),
		}
	}

	/** The opener of one direction under TLS 1.3; undefined where the suite is not known. */
	openerOfTls13(side: Side): Tls13Opener | undefined {
		const suite = this.#serverHello && cipherSuiteFacts(this.#serverHello.cipherSuiteCode)
		if (suite === undefined || suite.mode !== "aead") return undefined
		const prefix = side === "client" ? "CLIENT" : "SERVER"
		const find = (label: string) => this.#keyLog.find(label, this.#clientRandom)
		return new Tls13Opener(
			this.#primitives,
			suite,
			{
				handshake: () => find(`${prefix}_HANDSHAKE_TRAFFIC_SECRET`),
				application: () => find(`${prefix}_TRAFFIC_SECRET_0`),
			},
			draftNumber(this.#version),
		)
	}

	/** The opener of one direction after its ChangeCipherSpec before TLS 1.3; undefined without secret or suite. */
	openerOfTls12(side: Side): RecordOpener | undefined {
		const hello = this.#serverHello
		if (hello === undefined) return undefined
		const suite = cipherSuiteFacts(hello.cipherSuiteCode)
		const masterSecret = this.#masterSecret()
		const clientRandom = fromHex(this.#clientRandom)
		const serverRandom = fromHex(hello.random)
		const isKnown = this.#version >= 0x0301 && this.#version <= 0x0303
		if (!isKnown || suite === undefined || masterSecret === undefined) return undefined
		if (clientRandom === undefined || serverRandom === undefined) return undefined
		return makeTls12Opener(
			this.#primitives,
			{
				version: this.#version,
				suite,
				masterSecret,
				clientRandom,
				serverRandom,
				encryptThenMac: hello.extensions.some((extension) => extension.type === 22),
			},
			side,
		)
	}
}
