import type { FailureFacts } from "#base/failure-facts"
import type { EndpointMode, SettingProblem } from "#endpoints/endpoint"
import type { ScanObservation } from "#tls/scan"
import type { CertificateRequestFacts, Negotiated, TranscriptAlert, TranscriptEntry } from "#tls/transcript"
import type { CertificateDescription, ObservedCertificate } from "#x509/description"
import type { RuntimeComparison } from "#x509/path/compare-runtimes"
import type { Verification } from "#x509/verification"
import type { AddressObservation } from "./address-observation.ts"
import type { EnforcementObservation } from "./enforcement-observation.ts"
import type { ProtocolObservation } from "./protocol-observation.ts"

/** The postures of a check; those of the enforcement table are in enforcement-observation.ts. */
export type PostureName = "plaintext" | "tls" | "tls-unverified" | "mtls" | "external" | "spiffe"

/** What an attempt came to. */
export type OutcomeKind = "accepted" | "refused" | "failed" | "skipped"

/** The steps of one connection, in order. */
export type PhaseName = "dns" | "tcp" | "tls" | "quiet" | "http2" | "rpc"

/** One step that was begun. A step that did not end well is the last of its list. */
export interface Phase {
	readonly name: PhaseName
	/** Milliseconds since the attempt began. */
	readonly startMs: number
	/** Duration in milliseconds, with fraction. */
	readonly ms: number
	readonly ok: boolean
}

/** How an attempt ended. `refused`: somebody said no. `failed`: it broke or nothing answered. */
export interface Outcome {
	readonly kind: OutcomeKind
	/** Where it ended; for `accepted` the last phase reached, for `skipped` the phase that was never begun (`dns`). */
	readonly phase: PhaseName
	/** Who ended it. */
	readonly by?: "client" | "server" | "network"
	/** RFC name of the alert that decided it. */
	readonly alert?: string
	/** A code: system error (`ECONNREFUSED`), `DEADLINE`, `STOPPED`, `LIMIT`, `HTTP_400`, `NOT_TLS`, `NO_ALPN`, `VERIFY`, gRPC status name … */
	readonly code?: string
	/** One plain sentence of what happened, without advice. */
	readonly text: string
}

/** How the connection came to an end, where the wire showed it. */
export interface Ending {
	/** `fin`: the peer closed; `reset`: RST; `client`: we closed; `open`: nobody had closed when we looked. */
	readonly kind: "fin" | "reset" | "client" | "open"
	readonly t: number
	/** True when the peer sent close_notify before it closed. */
	readonly closeNotify: boolean
	/** Bytes received from the peer before the end. */
	readonly serverBytes: number
}

/** What the peer spoke first, and what that is. */
export interface FirstBytes {
	/** Hex of at most 64 bytes. */
	readonly hex: string
	/** The same as printable text, dots for the rest. */
	readonly text: string
	readonly kind: "tls-handshake" | "tls-alert" | "http2-settings" | "http1" | "ssh" | "other"
	readonly t: number
}

/** HTTP/2 and RPC facts of one attempt. */
export interface RpcFacts {
	readonly method: string
	/** gRPC status name (`OK`, `UNIMPLEMENTED` …), absent when no status came from the peer. */
	readonly status?: string
	readonly statusText?: string
	/** For Health/Check: `SERVING`, `NOT_SERVING`, `SERVICE_UNKNOWN`, `UNKNOWN`. */
	readonly serving?: string
	/** HTTP status when the answer was not gRPC. */
	readonly httpStatus?: number
	/** Head of a body that was no gRPC, printable, at most 512 characters. */
	readonly httpBody?: string
	readonly httpServer?: string
}

/** Settings and farewells of the HTTP/2 layer as the peer sent them. */
export interface Http2Facts {
	readonly settings: readonly { readonly id: number; readonly name: string; readonly value: number }[]
	readonly goaway?: { readonly code: number; readonly codeName: string; readonly debug: string }
}

/** What the peer proved to be. */
export interface PeerFacts {
	readonly identity: string
	readonly kind: "spiffe" | "dns" | "ip" | "cn" | "none"
	readonly spiffeId?: string
	readonly trustDomain?: string
	/** Absent when nothing was expected. */
	readonly matched?: boolean
	/** What was expected, in words, e.g. `spiffe://td/a` or `DNS name localhost`. */
	readonly expected?: string
}

/** Our own identity in this attempt, in a capture the client's. No key, ever. */
export interface OwnIdentity {
	/** `captured`: what the client of a capture sent. */
	readonly source: "none" | "files" | "pasted" | "workload-api" | "made-up" | "captured"
	readonly spiffeId?: string
	readonly certificate?: CertificateDescription
	/** Chain length that we have ready to send. */
	readonly chainLength?: number
	/** The chain as we would send it, leaf first; without certificates that cannot be read. */
	readonly chain?: readonly OwnLink[]
}

/** One certificate of our own chain. */
export type OwnLink = Pick<CertificateDescription, "subject" | "issuer" | "sha256" | "notBefore" | "notAfter">

/** What is to be known of a connection that was captured instead of made. */
export interface CapturedFacts {
	/** `address:port`. */
	readonly client: string
	readonly server: string
	/** False: its beginning or one of its directions is not in the capture. */
	readonly isWhole: boolean
	/**
	 * How much of what is encrypted could be read: `clear`: nothing is encrypted; `opened`: all of it; `partly`: some
	 * records; `sealed`: none, for want of keys.
	 */
	readonly secrecy: "clear" | "opened" | "partly" | "sealed"
	/** What the sizes of the client's sealed last flight of a TLS 1.3 handshake mean. Absent where it is no guess. */
	readonly flight?: "finished" | "empty-certificate" | "certificate" | "alert"
	/** True when the server sent application data after the client's last flight, as far as sizes tell. */
	readonly serverWentOn: boolean
	/** HTTP/2 calls seen. */
	readonly calls: number
}

/** The facts of one attempt. JSON-safe, no opinions, no secrets. */
export interface AttemptObservation {
	readonly posture: PostureName
	/** True when this is how the endpoint is configured (the lane that speaks for the settings). */
	readonly configured: boolean
	readonly outcome: Outcome
	readonly startedAt: string
	readonly phases: readonly Phase[]
	/** Address that was dialled: `127.0.0.1:9091`, `[::1]:9091`, `unix:/path`. */
	readonly peerAddress?: string
	readonly resolved?: readonly string[]
	readonly firstBytes?: FirstBytes
	readonly ending?: Ending
	readonly tls?: Negotiated
	readonly chain?: readonly ObservedCertificate[]
	readonly verification?: Verification
	/** What the rules of every runtime say of the chain. Absent in a capture, which holds no trust anchors. */
	readonly runtimes?: RuntimeComparison
	readonly peer?: PeerFacts
	readonly own: OwnIdentity
	readonly requested?: CertificateRequestFacts
	/** What we answered to a CertificateRequest: SHA-256 of our leaf, or null for an empty Certificate. */
	readonly sent?: { readonly certificate: string | null }
	readonly alerts: readonly TranscriptAlert[]
	readonly http2?: Http2Facts
	readonly rpc?: RpcFacts
	readonly tokenSent?: boolean
	readonly transcript: readonly TranscriptEntry[]
	readonly undecryptable: number
	/** What could not be read on the wire, and where. */
	readonly problems: readonly string[]
	readonly error?: FailureFacts
	/** What the TLS library or grpc-js said, verbatim. */
	readonly clientError?: string
	/** Present in a capture: then everything said of "us" is about its client. */
	readonly captured?: CapturedFacts
}

/** How the Workload API answered us. */
export interface WorkloadApiObservation {
	readonly address: string
	readonly outcome:
		| {
				readonly kind: "identity"
				readonly spiffeId: string
				readonly trustDomains: readonly string[]
				readonly svids: number
				readonly expiresAt: string
		  }
		| {
				readonly kind: "failed"
				/** `address-invalid`, `socket-missing`, `not-a-socket`, `permission`, `refused`, `no-identity`, `header-missing`, `unimplemented`, `unavailable`, `timeout`, `bad-response`, `other` */
				readonly reason: string
				readonly grpcStatus?: string
				readonly text: string
		  }
	readonly ms: number
}

/** A file that a setting names, as it was at the moment of the attempt. */
export interface FileFacts {
	readonly field: string
	readonly path: string
	readonly modifiedAt?: string
	readonly size?: number
	readonly leaf?: CertificateDescription
}

/** Everything one check saw. Stored as it is. */
export interface RunObservation {
	readonly schema: "countersign.observation/v1"
	readonly target: string
	readonly authority: string
	readonly serverName: string
	readonly startedAt: string
	readonly durationMs: number
	/** Settings without secrets, as rules and snippets need them. */
	readonly settings: {
		readonly mode: EndpointMode
		readonly scheme: "grpc" | "grpcs" | "unstated"
		readonly skipVerify: boolean
		readonly caFile?: string
		readonly certFile?: string
		readonly keyFile?: string
		readonly hasCa: boolean
		readonly hasClientCertificate: boolean
		readonly hasToken: boolean
		readonly serverName?: string
		readonly spiffeSocket?: string
		readonly expectSpiffeId?: string
		readonly trustDomain?: string
		readonly healthService: string
		readonly method?: string
		readonly timeoutMs: number
	}
	/** What was wrong with the settings themselves; lanes that need them are skipped. */
	readonly settingProblems: readonly SettingProblem[]
	readonly files: readonly FileFacts[]
	readonly workloadApi?: WorkloadApiObservation
	readonly attempts: readonly AttemptObservation[]
	/** `capture`: read from a capture of somebody else's connection. Absent: we dialled. */
	readonly origin?: "capture"
	/** The other addresses of the same name, one configured attempt each. Absent when there is only one. */
	readonly addresses?: readonly AddressObservation[]
	/** Absent when no scan was asked for, or nothing could be scanned. */
	readonly scan?: ScanObservation
	readonly protocols?: ProtocolObservation
	/** Absent when no proof of refusal was asked for. */
	readonly enforcement?: EnforcementObservation
	/** True when somebody stopped the run. */
	readonly stopped: boolean
}
