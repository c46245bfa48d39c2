import type { EnforcementPosture } from "#probe/enforcement-observation"
import type { PostureName } from "#probe/observation"
import type { IssuerImplications } from "./issuer-implications.ts"

/** How much a finding matters. */
export type Severity = "error" | "warning" | "notice" | "ok" | "unknown"

/** Who has to act. */
export type Blame =
	| "client"
	| "server"
	| "network"
	| "proxy"
	| "identity-provider"
	| "countersign"
	| "unknown"

/** Who a fix is written for. */
export type FixAudience =
	| "permguard"
	| "grpcurl"
	| "go"
	| "node"
	| "python"
	| "java"
	| "rust"
	| "dotnet"
	| "server"
	| "operator"

/** What a server is built on, or what ends TLS for it. */
export type ServerKind =
	| "permguard"
	| "go"
	| "java"
	| "node"
	| "python"
	| "rust"
	| "dotnet"
	| "nginx"
	| "envoy"
	| "haproxy"
	| "kubernetes"
	| "istio"
	| "spire"

/** What to change, with this endpoint's own values in it. */
export interface Fix {
	readonly for: FixAudience
	/** The kind of server that it is written for; absent where it holds for every kind, or for a client. */
	readonly server?: ServerKind
	/** A sentence. */
	readonly text: string
	/** A command or a snippet that can be pasted. */
	readonly command?: string
}

/** A pointer into the observations, with the words that prove the finding. */
export interface Evidence {
	readonly text: string
	readonly posture?: PostureName
	/** Index into that attempt's transcript. */
	readonly entry?: number
	/** Index into that attempt's chain. */
	readonly certificate?: number
}

/** One rule's judgement over the observations of a run. */
export interface Finding {
	readonly rule: string
	readonly severity: Severity
	readonly blame: Blame
	/** The fact as a sentence: "Server did not send its intermediate certificate." */
	readonly title: string
	/** What it means for this endpoint, one to three sentences. */
	readonly detail: string
	readonly evidence: readonly Evidence[]
	readonly fixes: readonly Fix[]
	/** Postures in which it was seen. */
	readonly postures: readonly PostureName[]
}

/** What the server does, inferred from all attempts. */
export interface ServerInference {
	readonly mode: "none" | "tls" | "mtls" | "spiffe" | "unknown"
	readonly clientAuth: "none" | "requested" | "required" | "unknown"
	/** From a scan, or the version that a handshake settled on. */
	readonly tlsVersions?: Readonly<
		Partial<Record<"1.0" | "1.1" | "1.2" | "1.3", "accepted" | "refused" | "unknown">>
	>
	readonly acceptableCas?: readonly string[]
	readonly stack?: {
		/** Who runs the methods, as far as it showed; the HTTP or TLS layer otherwise. */
		readonly name: string
		/** 0 to 1. */
		readonly confidence: number
		readonly signs: readonly string[]
		/** Who stands in front of it: a proxy, or whoever ends HTTP/2 or TLS for it. */
		readonly front?: {
			readonly name: string
			readonly confidence: number
			readonly signs: readonly string[]
		}
	}
	readonly issuer?: {
		readonly id: string
		readonly label: string
		readonly confidence: number
		readonly signs: readonly string[]
		/** What usually follows from this issuer. */
		readonly implies?: IssuerImplications
		/** Why the lifetime does not fit this issuer, as a sentence; absent where it does. */
		readonly unusual?: string
	}
	/** Why we say so, one sentence per sign. */
	readonly signs: readonly string[]
}

/** The scan held against one of Mozilla's profiles. */
export interface ProfileVerdict {
	readonly profile: "modern" | "intermediate"
	readonly verdict: "meets" | "differs" | "unknown"
	/** Every point in which it differs, as a sentence; empty when it meets the profile. */
	readonly reasons: readonly string[]
}

/** One row of the enforcement table, judged. */
export interface EnforcementVerdict {
	readonly posture: EnforcementPosture
	readonly brings: string
	/** `either`: nothing of the endpoint's mode says that this must be refused. */
	readonly expected: "refused" | "either"
	readonly actual: "let-in" | "transport-only" | "refused" | "unknown" | "skipped"
	/** Alert, phase and by whom, or the status that came later. */
	readonly how: string
	readonly judgement: "as-expected" | "gap" | "unknown" | "not-applicable"
	/** Why it is judged so, in one sentence. */
	readonly text: string
	/** The refusal may be meant for the issuer of what was brought, and not for what is wrong with it. */
	readonly mayMeanIssuer?: true
}

/** Whether a client certificate would be chosen for what the server asks for, with every mismatch. */
export interface ChoiceVerdict {
	/** `not-asked`: the server sends no CertificateRequest. `no-certificate`: the settings bring none. */
	readonly verdict: "chosen" | "not-chosen" | "unknown" | "not-asked" | "no-certificate"
	readonly text: string
	readonly asked?: {
		readonly certificateAuthorities: readonly string[]
		readonly signatureSchemes: readonly string[]
		/** Versions of TLS in which the request was seen. */
		readonly versions: readonly string[]
	}
	readonly checks: readonly {
		readonly about: "issuer" | "signature-scheme" | "eku" | "validity" | "key-usage"
		readonly verdict: "fits" | "mismatch" | "unknown"
		readonly text: string
	}[]
	/** What clients do about the mismatches that were found; absent without one. */
	readonly runtimes?: readonly {
		readonly label: string
		readonly does: "sends-it" | "sends-none"
		readonly text: string
		readonly source: string
	}[]
}

/** What a client of another runtime would come to at this server. */
export interface RuntimeForecast {
	/** Stable id, e.g. `grpc-go-1.67`, `grpc-java-netty`, `c-core`, `grpc-js`, `tonic-rustls`, `dotnet`. */
	readonly runtime: string
	readonly label: string
	readonly verdict: "connects" | "fails" | "unknown"
	/** The text that its user would see; present only with `fails`. */
	readonly error?: string
	/** The deciding facts, one sentence each. */
	readonly why: readonly string[]
	readonly sources: readonly { readonly text: string; readonly section?: string }[]
}

/** Whether the port speaks one protocol. */
export interface ProtocolVerdict {
	readonly protocol:
		| "gRPC"
		| "gRPC-Web"
		| "Connect"
		| "HTTP/1.1"
		| "browser (CORS)"
		| "plaintext on the TLS port"
	readonly verdict: "yes" | "no" | "unknown"
	readonly text: string
}

/** One address of the name against the others. */
export interface AddressVerdict {
	readonly address: string
	readonly outcome: "accepted" | "refused" | "failed" | "skipped"
	readonly text: string
	/** In what it differs from the first address, one sentence each. */
	readonly differs: readonly string[]
}

/** Everything the rules concluded. */
export interface Diagnosis {
	readonly server: ServerInference
	/** Most important first. */
	readonly findings: readonly Finding[]
	/** First sentence: what the server does. Second: what is wrong with the settings, or that all is well. */
	readonly verdict: {
		readonly kind: "ok" | "attention" | "broken" | "unknown"
		readonly sentence: string
		readonly advice?: string
	}
	readonly clientCertificate: ChoiceVerdict
	readonly forecast: readonly RuntimeForecast[]
	/** Absent without a scan. */
	readonly profiles?: readonly ProfileVerdict[]
	/** Absent unless enforcement was tried. */
	readonly enforcement?: readonly EnforcementVerdict[]
	/** Absent unless the protocols were asked for. */
	readonly protocols?: readonly ProtocolVerdict[]
	/** Absent when the name has one address. */
	readonly addresses?: readonly AddressVerdict[]
}
