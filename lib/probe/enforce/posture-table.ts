import type { EnforcementPosture, ThrowAwayIssuer } from "../enforcement-observation.ts"

/** What a posture tries to get past. */
export type EnforcementGroup = "certificate" | "protocol" | "token"

/** One posture of the table, apart from any endpoint. */
export interface EnforcementRow {
	readonly group: EnforcementGroup
	/** What is brought, without a full stop: "A client certificate that expired yesterday". */
	readonly brings: string
}

/** Every posture, in the order of the table. */
export const enforcementTable = {
	"no-certificate": { group: "certificate", brings: "No client certificate" },
	"self-signed": { group: "certificate", brings: "A self-signed client certificate with the right names" },
	"foreign-ca": { group: "certificate", brings: "A client certificate with the right names" },
	"same-name-ca": {
		group: "certificate",
		brings:
			"A client certificate with the right names, by a CA that only bears the name of an acceptable one",
	},
	expired: { group: "certificate", brings: "A client certificate that has expired" },
	"not-yet-valid": { group: "certificate", brings: "A client certificate that is not valid yet" },
	"wrong-eku": { group: "certificate", brings: "A certificate that is not meant for clients" },
	"wrong-spiffe-id": { group: "certificate", brings: "An X.509-SVID of the right trust domain, for nobody" },
	"foreign-trust-domain": { group: "certificate", brings: "An X.509-SVID of another trust domain" },
	plaintext: { group: "protocol", brings: "Plaintext HTTP/2 on the TLS port" },
	"tls-1.0": { group: "protocol", brings: "TLS 1.0 and nothing newer" },
	"tls-1.1": { group: "protocol", brings: "TLS 1.1 and nothing newer" },
	"no-alpn": { group: "protocol", brings: "TLS without ALPN" },
	"no-token": { group: "token", brings: "A call without a token" },
	"malformed-token": { group: "token", brings: "A call with a made-up token" },
	"token-over-plaintext": { group: "token", brings: "A made-up token over plaintext" },
	"no-token-stream": { group: "token", brings: "A streaming call without a token" },
	"malformed-token-stream": { group: "token", brings: "A streaming call with a made-up token" },
	"health-without-token": { group: "token", brings: "The health check without a token" },
} as const satisfies Record<EnforcementPosture, EnforcementRow>

/** The postures in the order of the table. */
export const enforcementPostures: readonly EnforcementPosture[] = [
	"no-certificate",
	"self-signed",
	"foreign-ca",
	"same-name-ca",
	"expired",
	"not-yet-valid",
	"wrong-eku",
	"wrong-spiffe-id",
	"foreign-trust-domain",
	"plaintext",
	"tls-1.0",
	"tls-1.1",
	"no-alpn",
	"no-token",
	"malformed-token",
	"token-over-plaintext",
	"no-token-stream",
	"malformed-token-stream",
	"health-without-token",
]

const byWhom = {
	itself: "",
	"made-up": ", by a CA made up on the spot",
	held: ", by the CA that was given",
	own: ": the endpoint's own",
} as const satisfies Record<ThrowAwayIssuer, string>

/** What a posture brings, as a sentence. */
export function describeBrings(posture: EnforcementPosture, issuer?: ThrowAwayIssuer): string {
	const { brings } = enforcementTable[posture]
	const suffix = issuer === undefined || posture === "same-name-ca" ? "" : byWhom[issuer]
	return `${brings}${suffix}.`
}

/** True for postures that bring a client certificate. */
export function bringsCertificate(posture: EnforcementPosture): boolean {
	return enforcementTable[posture].group === "certificate" && posture !== "no-certificate"
}
