import type { CertificateRequestFacts } from "../transcript.ts"
import type { Alert } from "../wire/alert.ts"
import type { ServerHello } from "../wire/server-hello.ts"

/** What followed a ServerHello, as far as it could be read. */
export interface ServerFlight {
	/** DER, leaf first. Absent when no Certificate message was read. */
	readonly certificates?: readonly Uint8Array[]
	/** Group of an ECDHE exchange before TLS 1.3, or of a finite-field one whose prime is known by name. */
	readonly group?: string
	/** Size of the prime of a finite-field exchange before TLS 1.3. */
	readonly primeBits?: number
	/** Scheme of the ServerKeyExchange or CertificateVerify. */
	readonly signatureScheme?: string
	readonly certificateRequest?: CertificateRequestFacts
	readonly hasOcspResponse: boolean
	/** Selected by ALPN; `null`: none was. Absent: the message that would say so was not read. */
	readonly alpn?: string | null
	/** Everything that the server signs and asks for has been read. */
	readonly isComplete: boolean
	/** A fatal alert that came in place of the rest. */
	readonly alert?: Alert
	/** Why the rest could not be read. */
	readonly problem?: string
}

/** How a server answered one ClientHello. */
export type HelloAnswer =
	| { readonly kind: "hello"; readonly hello: ServerHello; readonly flight: ServerFlight }
	/** A HelloRetryRequest: it names version, suite and group. */
	| { readonly kind: "retry"; readonly hello: ServerHello }
	| { readonly kind: "alert"; readonly alert: Alert }
	/** The peer closed, reset, or said nothing in time; `bytes` were heard before. */
	| { readonly kind: "closed" | "reset" | "silent"; readonly bytes: number }
	/** The first bytes are no TLS; hex of at most 24. */
	| { readonly kind: "not-tls"; readonly firstBytes: string }
	/** More bytes than one connection may take, or a message larger than is read; `bytes` were heard until then. */
	| { readonly kind: "too-large"; readonly bytes: number }
	| { readonly kind: "unreadable"; readonly text: string }
	/** No connection was made. */
	| { readonly kind: "unreachable"; readonly text: string }

/** How the connection of a hello came to its end. */
export type HelloEnding = "closed" | "reset" | "silent"
