import type { Side } from "../capture.ts"
import type { CertificateRequestFacts, Negotiated, Transcript } from "../transcript.ts"
import type { CertificateFields } from "../wire/certificate.ts"
import type { CertificateRequest } from "../wire/certificate-request.ts"
import type { ClientHello } from "../wire/client-hello.ts"
import { findExtension } from "../wire/extension.ts"
import type { HandshakeMessage } from "../wire/handshake-message.ts"
import type { ServerHello } from "../wire/server-hello.ts"

type Facts = Pick<
	Transcript,
	| "negotiated"
	| "certificateRequest"
	| "serverCertificates"
	| "clientCertificates"
	| "clientHello"
	| "serverHello"
>

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

/** Sums up the messages of a connection: what was settled, what was asked, which certificates were shown. */
export class Settlement {
	readonly #negotiated: Writable<Negotiated> = {}
	#certificateRequest: CertificateRequestFacts | undefined
	readonly #certificates: Partial<Record<Side, readonly Uint8Array[]>> = {}
	#clientHello: ClientHello | undefined
	#serverHello: ServerHello | undefined
	#isTls13 = false

	/** Takes one message in, in the order of the wire. */
	onMessage(from: Side, message: HandshakeMessage): void {
		const { fields } = message
		if (fields.kind === "client_hello" && from === "client") this.#onClientHello(fields)
		if (fields.kind === "certificate") this.#onCertificate(from, fields, message.certificates ?? [])
		if (from === "client") return
		if (fields.kind === "server_hello") this.#onServerHello(fields)
		if (fields.kind === "encrypted_extensions") this.#negotiated.alpn = fields.alpn
		if (fields.kind === "certificate_request") this.#onCertificateRequest(fields)
		if (fields.kind === "certificate_status") this.#negotiated.ocspStapled = true
		if (fields.kind === "certificate_verify") this.#onScheme(fields.signatureScheme)
		if (fields.kind === "server_key_exchange") {
			if (fields.exchange.kind === "ecdhe") this.#negotiated.group = fields.exchange.group
			this.#onScheme(fields.signatureScheme)
		}
	}

	/** The server's ChangeCipherSpec before TLS 1.3: without a Certificate before it, an old session goes on. */
	onServerCipherChange(): void {
		if (this.#isTls13 || this.#serverHello === undefined) return
		this.#negotiated.resumed ??= this.#certificates.server === undefined && this.#echoesSession()
		if (this.#certificates.server !== undefined) this.#negotiated.ocspStapled ??= false
	}

	facts(): Facts {
		const { client, server } = this.#certificates
		return {
			negotiated: { ...this.#negotiated },
			...(this.#certificateRequest === undefined ? {} : { certificateRequest: this.#certificateRequest }),
			...(server === undefined ? {} : { serverCertificates: server }),
			...(client === undefined ? {} : { clientCertificates: client }),
			...(this.#clientHello === undefined ? {} : { clientHello: this.#clientHello }),
			...(this.#serverHello === undefined ? {} : { serverHello: this.#serverHello }),
		}
	}

	#onClientHello(hello: ClientHello): void {
		this.#clientHello ??= hello
		this.#negotiated.sni ??= hello.serverName
	}

	#onServerHello(hello: ServerHello): void {
		if (hello.isHelloRetryRequest) {
			this.#negotiated.helloRetryRequest = true
			return
		}
		if (this.#serverHello !== undefined) return
		this.#serverHello = hello
		this.#isTls13 = hello.version.startsWith("1.3")
		this.#negotiated.version = hello.version
		this.#negotiated.cipherSuite = hello.cipherSuite
		this.#negotiated.helloRetryRequest ??= false
		if (hello.group !== undefined) this.#negotiated.group = hello.group
		if (this.#isTls13) this.#negotiated.resumed = hello.selectedPsk !== undefined
		else this.#negotiated.alpn = hello.alpn ?? null
	}

	#onCertificate(from: Side, fields: CertificateFields, certificates: readonly Uint8Array[]): void {
		if (this.#certificates[from] !== undefined) return
		this.#certificates[from] = certificates
		if (from === "client") return
		if (!this.#isTls13) this.#negotiated.resumed = false
		else this.#negotiated.ocspStapled = isStapled(fields)
	}

	#onCertificateRequest(request: CertificateRequest): void {
		this.#certificateRequest ??= {
			certificateAuthorities: request.certificateAuthorities,
			signatureSchemes: request.signatureSchemes,
		}
	}

	#onScheme(scheme: string | undefined): void {
		if (scheme !== undefined) this.#negotiated.signatureScheme ??= scheme
	}

	#echoesSession(): boolean {
		const offered = this.#clientHello?.sessionId ?? ""
		return offered !== "" && offered === this.#serverHello?.sessionId
	}
}

function isStapled(fields: CertificateFields): boolean {
	const [leaf] = fields.entries
	return leaf !== undefined && findExtension(leaf.extensions, "status_request") !== undefined
}
