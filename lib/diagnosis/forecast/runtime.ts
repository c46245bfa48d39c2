import type { Cause, PeerStep, Strictness } from "./cause.ts"

/** What a source is about. */
export type Topic = "hello" | "alpn" | "peer" | "client-certificate" | "reach" | "answer"

/** Where a fact is written down, or in which version it was measured. */
export interface Source {
	readonly text: string
	readonly section?: string
}

/** What a runtime offers in its ClientHello without settings of its own. Names are IANA's. */
export interface Offer {
	readonly versions: readonly ("1.2" | "1.3")[]
	readonly cipherSuites: readonly string[]
	readonly groups: readonly string[]
	readonly signatureSchemes: readonly string[]
	/** True when its post-quantum key share needs a second TCP segment at the usual 1,460 bytes; undefined: it depends. */
	readonly isLarge?: boolean
}

/** Where a client dials, as error texts name it. */
export interface Place {
	/** `127.0.0.1:9091`, `[::1]:9091`, `unix:/path`. */
	readonly address: string
	/** Host and port as gRPC clients write them in `:authority`. */
	readonly authority: string
	readonly serverName: string
}

/** One gRPC runtime in one era: what it does with a server, each fact with a source. */
export interface Runtime {
	readonly id: string
	readonly label: string
	/** Absent: the platform decides, so nothing can be said of it. */
	readonly offer?: Offer
	/** Whether it goes on when the server selects no protocol. */
	readonly alpn: "required" | "optional"
	/** When it takes the common name for a host name. */
	readonly commonName: "never" | "without-any-alternative-name" | "without-dns-name" | "unknown"
	readonly order: readonly PeerStep[]
	readonly strictness: Readonly<Partial<Record<Strictness, "refuses" | "unknown">>>
	/** Set when it may fetch an intermediate certificate that the server did not send. */
	readonly mayFetchIntermediates?: boolean
	/** Whether verification can be left out by a setting of its own. */
	readonly canSkipVerification: boolean
	/** Library that lets it verify SPIFFE IDs; absent where it only knows names. */
	readonly spiffe?: string
	/** What it compares before it sends a client certificate. */
	readonly looksAt: readonly ("issuer" | "signature-scheme" | "eku" | "key-usage")[]
	readonly unix: "dialled" | "not-dialled" | "plaintext-only" | "unknown"
	/** The name that it matches over a unix socket without a server name of its own; absent: `localhost`. */
	readonly unixName?: "path"
	/** The text that its user would see; undefined where the wording is not known. */
	readonly errorText: (cause: Cause, place: Place) => string | undefined
	/** Where the error texts come from. */
	readonly textSource: Source
	readonly sources: Readonly<Partial<Record<Topic, readonly Source[]>>>
}
