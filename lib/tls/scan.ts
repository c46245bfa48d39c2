import type { CertificateRequestFacts } from "./transcript.ts"

/** Versions that a scan asks for, by the names of the machine interface. */
export type ScanVersion = "1.0" | "1.1" | "1.2" | "1.3"

/** What a question came to. `unknown`: no answer that means yes or no, such as silence or a broken connection. */
export type ScanAnswer = "accepted" | "refused" | "unknown"

/** One yes-or-no question and how it was answered. */
export interface ScanFact {
	readonly answer: ScanAnswer
	/** One plain sentence: the alert, the message or the silence that answered. */
	readonly how: string
}

/** A list that was found out by offering everything and taking away what was chosen. */
export interface ScanList {
	/** IANA names, in the order in which the server chose them; in ours where the client's order decides. */
	readonly names: readonly string[]
	/** Whose order decides: found by a reversed offer. `unknown` with fewer than two names. */
	readonly preference: "server" | "client" | "unknown"
	/** Set when the list may be short: budget used up, server silent, answer unreadable. */
	readonly incomplete?: string
}

/** Everything that a scan with our own ClientHellos saw. JSON-safe, no opinions, no secrets. */
export interface ScanObservation {
	/** Address that was scanned: `127.0.0.1:9091`, `unix:/path`. */
	readonly peerAddress: string
	/** SNI of all hellos that do not ask about SNI. */
	readonly sni: string | null
	/** TCP connections that were opened. */
	readonly connections: number
	readonly connectionsMax: number
	readonly durationMs: number
	readonly stopped: boolean
	readonly versions: Readonly<Record<ScanVersion, ScanFact>>
	/** Only versions that were accepted. */
	readonly cipherSuites: Readonly<Partial<Record<ScanVersion, ScanList>>>
	/** Only versions that were accepted; below 1.3 elliptic curves and, where seen, finite-field groups. */
	readonly groups: Readonly<Partial<Record<"1.2" | "1.3", ScanList>>>
	/** Sizes in bits of the finite-field primes that were seen below TLS 1.3, ascending; absent when none was. */
	readonly primeBits?: readonly number[]
	/** Schemes that the server signs its handshake with. */
	readonly signatureSchemes: Readonly<Partial<Record<"1.2" | "1.3", ScanList>>>
	/** The server's answer to each offer of ALPN; `selected` is null when it chose none. */
	readonly alpn: readonly {
		readonly offer: "h2" | "http/1.1" | "none" | "unknown"
		readonly answer: ScanAnswer
		readonly selected?: string | null
		readonly how: string
	}[]
	/** What another or no server name changes. `leaf` is the SHA-256 of the certificate shown. */
	readonly sniAnswers: readonly {
		readonly sent: "present" | "absent" | "wrong"
		readonly answer: ScanAnswer
		readonly leaf?: string
		readonly how: string
	}[]
	readonly resumption: Readonly<Partial<Record<"1.2" | "1.3", ScanFact>>>
	readonly ocspStapling: ScanFact
	readonly extendedMasterSecret: ScanFact
	readonly secureRenegotiation: ScanFact
	/** A ClientHello of more than one TCP segment, as post-quantum key shares make it. */
	readonly largeClientHello: ScanFact
	/** The same hello without its post-quantum key share; asked only where the large one got no ServerHello. */
	readonly smallClientHello?: ScanFact
	/** CertificateRequest by version. Absent: none was sent. */
	readonly certificateRequests: Readonly<Partial<Record<"1.2" | "1.3", CertificateRequestFacts>>>
	/** What could not be asked or read, and why. */
	readonly problems: readonly string[]
}
