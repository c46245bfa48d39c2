import type { Secret } from "#base/secret"

/** The mode that the team configured: what they expect of this endpoint. */
export type EndpointMode = "auto" | "none" | "tls" | "mtls" | "external" | "spiffe"

/** Where PEM text comes from. Paths are read at every attempt; pasted certificates are kept, pasted keys are secret. */
export type PemSource =
	| { readonly kind: "file"; readonly path: string }
	| { readonly kind: "pasted"; readonly pem: string }

/** Where a private key comes from. */
export type KeySource =
	| { readonly kind: "file"; readonly path: string; readonly passphrase?: Secret<string> }
	| { readonly kind: "pasted"; readonly pem: Secret<string>; readonly passphrase?: Secret<string> }

/** Everything needed to reach an endpoint as the team's clients do, and what they expect of it. */
export interface EndpointSettings {
	readonly target: string
	readonly mode: EndpointMode
	/** Absent: system roots. */
	readonly ca?: PemSource
	readonly certificate?: PemSource
	readonly key?: KeySource
	/** Overrides the name that is sent as SNI and matched. */
	readonly serverName?: string
	/** The person asks to go on without verification (`--skip-verify`). */
	readonly skipVerify: boolean
	/** `unix:///path` or `tcp://IP:port`. */
	readonly spiffeSocket?: string
	readonly expectSpiffeId?: string
	readonly trustDomain?: string
	readonly token?:
		| { readonly kind: "file"; readonly path: string }
		| { readonly kind: "pasted"; readonly text: Secret<string> }
	/** Service name for grpc.health.v1; empty string asks for the server as a whole. */
	readonly healthService: string
	/** Full method to call instead of Health/Check, `package.Service/Method`. */
	readonly method?: string
	/** One deadline for each attempt, milliseconds, 100 to 60,000. */
	readonly timeoutMs: number
}

/** A stored endpoint. */
export interface Endpoint {
	readonly id: string
	readonly name: string
	readonly labels: readonly string[]
	readonly settings: EndpointSettings
	/** Grows with every change; a save that names an older version is refused. */
	readonly version: number
	readonly createdAt: string
	readonly updatedAt: string
	/** True for the lab's own endpoints, which are made anew at every start. */
	readonly fromLab: boolean
}

/** What is wrong with one setting, and what to do. */
export interface SettingProblem {
	/** Name of the field of EndpointSettings, e.g. `certificate`, `key`, `ca`, `target`, `spiffeSocket`. */
	readonly field: string
	/** Rule id: `partial-config`, `key-cert-mismatch`, `bad-pem-or-key`, `file-unreadable`, `invalid-target` … */
	readonly rule: string
	/** A plain sentence that names the path or value. Never key material. */
	readonly text: string
	/** What to do. */
	readonly hint: string
}
