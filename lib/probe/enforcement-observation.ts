import type { AttemptObservation } from "./observation.ts"

/** Postures that ought to be refused, named after what they bring (DESIGN.md section 5). */
export type EnforcementPosture =
	| "no-certificate"
	| "self-signed"
	| "foreign-ca"
	| "same-name-ca"
	| "expired"
	| "not-yet-valid"
	| "wrong-eku"
	| "wrong-spiffe-id"
	| "foreign-trust-domain"
	| "plaintext"
	| "tls-1.0"
	| "tls-1.1"
	| "no-alpn"
	| "no-token"
	| "malformed-token"
	| "token-over-plaintext"
	| "no-token-stream"
	| "malformed-token-stream"
	| "health-without-token"

/** One enforcement attempt: what was brought, and what came of it. No judgement. */
export interface EnforcementAttempt {
	readonly posture: EnforcementPosture
	/** What was brought, as a sentence: "A certificate for the same name by a CA made up on the spot." */
	readonly brings: string
	/** Who issued the certificate that was brought; absent when none was. */
	readonly issuer?: ThrowAwayIssuer
	/**
	 * `let-in`: transport and call went through (any gRPC status that is no refusal of the caller). `transport-only`:
	 * the connection was let in, and a later layer refused (HTTP 400, UNAUTHENTICATED, PERMISSION_DENIED, or an error
	 * where the caller of the settings gets OK). `refused`:
	 * the connection itself. `unknown`: broken, silent, out of time. `skipped`: not tried, with the reason.
	 */
	readonly actual: "let-in" | "transport-only" | "refused" | "unknown" | "skipped"
	/** How, in one sentence without advice: alert, phase and by whom, status, or why it was skipped. */
	readonly how: string
	/** The attempt itself, its messages by name and time alone; absent when skipped. */
	readonly attempt?: Omit<AttemptObservation, "posture">
}

/**
 * `itself`: self-signed. `made-up`: a CA made on the spot, which no server can trust, so that a refusal may be meant for
 * the issuer. `held`: a CA that was given as one that the server trusts, with its
 * key or by what it issued for this attempt. `own`: the endpoint's own certificate, whoever issued it.
 */
export type ThrowAwayIssuer = "itself" | "made-up" | "held" | "own"

/** What a good certificate came to, and the gRPC status where there was one. */
export interface EnforcementControl extends Pick<EnforcementAttempt, "actual" | "how"> {
	readonly status?: string
}

/** The enforcement table of one run. */
export interface EnforcementObservation {
	readonly startedAt: string
	readonly durationMs: number
	readonly connections: number
	readonly attempts: readonly EnforcementAttempt[]
	/**
	 * What came of a certificate with nothing wrong about it, by the CA that was given; absent when none was given, or none
	 * of its certificates was brought. Where it was not let in, the server may not trust that CA at all.
	 */
	readonly control?: EnforcementControl
	readonly stopped: boolean
}
