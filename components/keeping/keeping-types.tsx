import type { FieldProblem } from "#pki/field-problem"

/** What came of keeping a CA in the workspace. */
export type KeepOutcome =
	| { readonly kind: "kept"; readonly wasKept?: boolean }
	| { readonly kind: "problems"; readonly problems: readonly FieldProblem[] }
	| { readonly kind: "failed"; readonly text: string }

/** A CA that is kept in the workspace, as a list shows it. */
export interface KeptCa {
	readonly sha256: string
	readonly subject: string
	readonly keyType: string
	/** ISO 8601. */
	readonly notBefore: string
	readonly notAfter: string
	readonly keptAt: string
	readonly isEncrypted: boolean
}

/** Asks a kept CA for a signature. */
export type AskToIssue = (question: {
	readonly authority: string
	readonly passphrase?: string
	/** PEM of the certificate request. */
	readonly request: string
	readonly terms: { readonly profile: "server" | "client" | "both" | "svid"; readonly lifetime: string }
}) => Promise<
	| {
			readonly kind: "issued"
			readonly chainPem: string
			readonly caPem: string
			readonly leftOut: readonly { readonly what: string; readonly why: string }[]
			readonly advice: readonly string[]
	  }
	| { readonly kind: "problems"; readonly problems: readonly FieldProblem[] }
	| { readonly kind: "failed"; readonly text: string }
>

/** What came of remembering certificates in the status: how many were new among all that were given. */
export type RememberOutcome =
	| { readonly kind: "remembered"; readonly fresh: number; readonly all: number }
	| { readonly kind: "problem" | "failed"; readonly text: string }

/** Remembers public certificates, DER as Base64. */
export type RememberAction = (question: { readonly certificates: string[] }) => Promise<RememberOutcome>
