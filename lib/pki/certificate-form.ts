import type { FaultId } from "./faults.ts"
import type { KeyAlgorithm } from "./key-pair.ts"

/** What a certificate is made for. */
export const profiles = ["server", "client", "both", "svid", "intermediate", "root"] as const

/** One of `profiles`. */
export type Profile = (typeof profiles)[number]

/** What a person asks for, on the page or on the command line, as they wrote it. Plain JSON. */
export interface CertificateForm {
	readonly profile: Profile
	readonly commonName?: string
	readonly organization?: string
	/** DNS names, IP addresses, URIs and mail addresses; `readName` finds the kind of each. */
	readonly names: readonly string[]
	/** For the profile `svid`. */
	readonly spiffeId?: string
	readonly keyAlgorithm: KeyAlgorithm
	/** Such as `15m`, `90d`, `10y`. */
	readonly lifetime: string
	/** How far notBefore lies in the past, for clocks that differ; `1m` when absent. */
	readonly backdate?: string
	/** Of a CA: how many CAs may follow below it. Absent: no limit for a root, 0 for an intermediate. */
	readonly pathLength?: number
	/** Of a CA: the only DNS domains, IP ranges, URI hosts and mail domains that it may vouch for. */
	readonly permittedNames?: readonly string[]
	/** Of a CA: those that it may not vouch for. */
	readonly excludedNames?: readonly string[]
	/** Makes the certificate wrong on purpose, in this one way. */
	readonly fault?: FaultId
}
