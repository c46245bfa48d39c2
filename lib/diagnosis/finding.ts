import type { PostureName } from "#probe/observation"

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
export type FixAudience = "permguard" | "grpcurl" | "go" | "node" | "python" | "java" | "server" | "operator"

/** What to change, with this endpoint's own values in it. */
export interface Fix {
	readonly for: FixAudience
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
	readonly acceptableCas?: readonly string[]
	readonly stack?: { readonly name: string; readonly confidence: number; readonly signs: readonly string[] }
	readonly issuer?: {
		readonly id: string
		readonly label: string
		readonly confidence: number
		readonly signs: readonly string[]
	}
	/** Why we say so, one sentence per sign. */
	readonly signs: readonly string[]
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
}
