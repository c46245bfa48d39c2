import type { ParsedCertificate } from "../certificate.ts"

/** How much a lint matters: what mainstream clients refuse, what will bite, what is worth knowing. */
export type LintSeverity = "error" | "warning" | "notice"

/** What a certificate is in its chain. */
export type LintRole = "leaf" | "intermediate" | "root"

/** One certificate and what is known around it. */
export interface LintSubject {
	readonly certificate: ParsedCertificate
	readonly role: LintRole
	/** What it is to be used for; absent: not said. */
	readonly usage?: "server" | "client" | "any"
	/** It carries a SPIFFE ID. */
	readonly isSvid: boolean
	/** Its issuer, where that came with it. */
	readonly issuer?: ParsedCertificate
	/** Milliseconds since 1970-01-01 UTC. */
	readonly at: number
}

/** What every lint says about itself; its page in the runbook is made of this. */
export interface LintProse {
	/** Kebab-case, never reused. */
	readonly id: string
	/** The fact as a sentence without values. */
	readonly title: string
	readonly severity: LintSeverity
	/** What follows from it, for gRPC inside an organisation. */
	readonly means: string
	/** How to see it with other tools. */
	readonly confirm: string
	readonly prevent: string
	readonly fix: { readonly text: string; readonly command?: string }
	readonly citation: readonly { readonly text: string; readonly section?: string }[]
}

/** One thing that can be wrong with a certificate. */
export interface LintRule extends LintProse {
	/** A sentence for every breach, with the values; empty when there is none. Never throws. */
	readonly judge: (subject: LintSubject) => readonly string[]
}

/** One breach that was found. JSON-safe. */
export interface Lint {
	readonly rule: string
	readonly severity: LintSeverity
	/** Position of the certificate in the input, from 0; absent for what is about a key or a request. */
	readonly certificate?: number
	/** A sentence. */
	readonly text: string
}
