import type { Side } from "./capture.ts"
import type { ClientHello } from "./wire/client-hello.ts"
import type { HandshakeFields } from "./wire/handshake-fields.ts"
import type { ServerHello } from "./wire/server-hello.ts"

/** One message as it flew. JSON-safe. */
export interface TranscriptEntry {
	/** Milliseconds since the connection was begun. */
	readonly t: number
	readonly from: Side
	/** Index of the record within its direction, counted from 0, in which the message began. */
	readonly record: number
	/**
	 * The RFC's name: `ClientHello`, `ServerHello`, `HelloRetryRequest`, `EncryptedExtensions`, `CertificateRequest`,
	 * `Certificate`, `CertificateVerify`, `CertificateStatus`, `ServerKeyExchange`, `ServerHelloDone`,
	 * `ClientKeyExchange`, `Finished`, `NewSessionTicket`, `KeyUpdate`, `HelloRequest`, `Alert`, `ChangeCipherSpec`,
	 * `ApplicationData`, `Encrypted` (a record we hold no key for), `Unparsed` (see `problem`), `NotTls`.
	 */
	readonly message: string
	/** Handshake type or, for other records, the content type. */
	readonly typeCode: number
	/** Bytes of the message body (handshake header included). */
	readonly length: number
	/** True when it travelled encrypted and the key log opened it. */
	readonly encrypted: boolean
	/** The decoded message; `alert` for alerts; absent where nothing can be said. */
	readonly fields?: HandshakeFields
	/** The message in hex, handshake header included, at most 16 KiB of it. */
	readonly bytes?: string
	/** Why the message could not be read, with the field it failed at. */
	readonly problem?: string
}

/** An alert of either side, before or after the handshake was done. */
export interface TranscriptAlert {
	readonly t: number
	readonly from: Side
	readonly level: "warning" | "fatal" | "unknown"
	/** The RFC's name, `unknown_<code>` where there is none. */
	readonly description: string
	readonly code: number
	readonly encrypted: boolean
}

/** What both sides settled on, as far as the wire showed it. Names are IANA's. */
export interface Negotiated {
	readonly version?: string
	readonly cipherSuite?: string
	readonly group?: string
	/** Scheme of the server's CertificateVerify or ServerKeyExchange. */
	readonly signatureScheme?: string
	/** `null`: the server selected no protocol. Absent: not known. */
	readonly alpn?: string | null
	/** SNI that the client sent; `null` when it sent none. */
	readonly sni?: string | null
	readonly resumed?: boolean
	readonly helloRetryRequest?: boolean
	readonly ocspStapled?: boolean
}

/** What the CertificateRequest asked for. */
export interface CertificateRequestFacts {
	/** Distinguished names in RFC 4514 form, all of them, in wire order. */
	readonly certificateAuthorities: readonly string[]
	readonly signatureSchemes: readonly string[]
}

/** The whole connection, decoded. JSON-safe except `serverCertificates`, `clientCertificates` and `applicationData`. */
export interface Transcript {
	readonly entries: readonly TranscriptEntry[]
	readonly alerts: readonly TranscriptAlert[]
	readonly negotiated: Negotiated
	/** Present when the server sent a CertificateRequest. */
	readonly certificateRequest?: CertificateRequestFacts
	/** DER as sent, leaf first, wire order kept. Absent when no Certificate message was seen. */
	readonly serverCertificates?: readonly Uint8Array[]
	/** DER as sent by the client; empty array when the client answered with an empty Certificate. */
	readonly clientCertificates?: readonly Uint8Array[]
	/** Decrypted application data per direction, at most the first 16 KiB. */
	readonly applicationData: { readonly client: Uint8Array; readonly server: Uint8Array }
	/** Records seen per direction. */
	readonly records: { readonly client: number; readonly server: number }
	/** Encrypted records that no secret opened. */
	readonly undecryptable: number
	/** Set when the first bytes of the server were no TLS record. */
	readonly notTls?: { readonly from: Side; readonly firstBytes: string }
	readonly clientHello?: ClientHello
	readonly serverHello?: ServerHello
	/** What could not be read, and where; at most 50. */
	readonly problems: readonly string[]
}
