import type { ScanVersion } from "../scan.ts"
import { groupCandidates, schemeCandidates } from "./candidates.ts"
import type { HelloOffer, OfferedShare } from "./hello-offer.ts"

/** What one question changes; all else is offered in full. */
export interface OfferChange {
	readonly cipherSuites: readonly number[]
	readonly groups?: readonly number[]
	readonly signatureSchemes?: readonly number[]
	/** SNI; `null`: none. */
	readonly sni: string | null
	readonly alpn?: readonly string[]
}

/** Versions below 1.3 and their code points. */
export const legacyCodes = { "1.0": 0x0301, "1.1": 0x0302, "1.2": 0x0303 } as const satisfies Partial<
	Record<ScanVersion, number>
>

/** A ClientHello that offers one version below TLS 1.3 and no other above it. */
export function legacyOffer(version: keyof typeof legacyCodes, change: OfferChange): HelloOffer {
	return {
		legacyVersion: legacyCodes[version],
		...shared(change),
		plain: [
			"extended_master_secret",
			"renegotiation_info",
			"ec_point_formats",
			"session_ticket",
			"status_request",
		],
	}
}

/** A ClientHello that offers TLS 1.3 alone. Without shares it asks for a HelloRetryRequest. */
export function modernOffer(change: OfferChange, keyShares: readonly OfferedShare[]): HelloOffer {
	return {
		legacyVersion: 0x0303,
		supportedVersions: [0x0304],
		...shared(change),
		keyShares,
		// A session id makes the hello look like one of TLS 1.2 to middleboxes (RFC 8446 appendix D.4).
		sessionId: new Uint8Array(32).fill(0xc5),
		plain: ["psk_key_exchange_modes", "status_request"],
	}
}

/**
 * The certificates may be signed with anything: a server that looks at its chain before it chooses (RFC 8446 section
 * 4.4.2.2) would otherwise refuse for another reason than the one that is asked about.
 */
function shared({ cipherSuites, groups, signatureSchemes, sni, alpn }: OfferChange) {
	const schemes = schemeCandidates()
	return {
		cipherSuites,
		groups: groups ?? groupCandidates(),
		signatureSchemes: signatureSchemes ?? schemes,
		certificateSchemes: schemes,
		...(sni === null ? {} : { serverName: sni }),
		...(alpn === undefined ? {} : { alpn }),
	}
}
