import type { VerdictKind } from "#components/ui/meaning"
import type { EndpointMode } from "#endpoints/endpoint"

/** What the overview knows of one endpoint. JSON-safe, no secrets. */
export interface EndpointRow {
	readonly id: string
	readonly name: string
	readonly target: string
	readonly labels: readonly string[]
	readonly mode: EndpointMode
	readonly fromLab: boolean
	/** The newest run, if there ever was one. */
	readonly last?: LastRun
}

/** The newest run of an endpoint, as far as a row shows it. */
export interface LastRun {
	readonly runId: string
	/** ISO 8601. */
	readonly startedAt: string
	readonly verdict: Exclude<VerdictKind, "unchecked">
	/** The verdict's first line. */
	readonly sentence: string
	readonly serverMode: "none" | "tls" | "mtls" | "spiffe" | "unknown"
	/** Who the peer proved to be. */
	readonly identity?: string
	/** `1.3` */
	readonly tlsVersion?: string
	/** Of the leaf, ISO 8601. */
	readonly notBefore?: string
	readonly notAfter?: string
}
