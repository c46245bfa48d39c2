import type { Clock } from "#base/clock"
import type { Secret } from "#base/secret"
import type { DialPolicy } from "#endpoints/dial-policy"
import type { EndpointSettings } from "#endpoints/endpoint"
import type { Authority } from "#pki/issue"
import type { EnforcementPosture } from "../enforcement-observation.ts"
import type { ProbeEvent } from "../events.ts"

/** What a check does beyond its lanes. */
export interface CheckExtras {
	/** Ask with ClientHellos of our own what the server offers, and which protocols it speaks. */
	readonly scan: boolean
	/** Try the postures that ought to be refused. */
	readonly enforce: boolean
	/** A CA that the server trusts, to issue throw-away certificates from. Absent: they are made by CAs of their own. */
	readonly authority?: Authority
	/** Certificates that such a CA issued for postures, with their keys; they are brought instead of made-up ones. */
	readonly issued?: Partial<Record<EnforcementPosture, IssuedIdentity>>
}

/** A chain, leaf first, and its key: PEM. */
export interface IssuedIdentity {
	readonly chainPem: string
	readonly keyPem: Secret<string>
}

/** One check of one endpoint. */
export interface CheckRequest {
	readonly settings: EndpointSettings
	/** Absent: lanes alone. */
	readonly extras?: CheckExtras
	readonly policy: DialPolicy
	readonly clock: Clock
	/** Aborting it stops the check and closes its sockets; the observation says so. */
	readonly signal: AbortSignal
	readonly onEvent: (event: ProbeEvent) => void
}
