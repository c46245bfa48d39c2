/** A public key that a ClientHello carries for one group. */
export interface OfferedShare {
	/** Code point of the group. */
	readonly group: number
	readonly publicKey: Uint8Array
}

/** Extensions whose content needs no more than their name. */
export type PlainExtension =
	/** RFC 7627. */
	| "extended_master_secret"
	/** RFC 5746, empty: a first handshake. */
	| "renegotiation_info"
	/** RFC 5077, empty: tickets are understood, none is at hand. */
	| "session_ticket"
	/** RFC 6066 section 8: an OCSP response is welcome. */
	| "status_request"
	/** RFC 8422 section 5.1.2: uncompressed points alone. */
	| "ec_point_formats"
	/** RFC 8446 section 4.2.9: psk_dhe_ke alone. */
	| "psk_key_exchange_modes"

/** What one ClientHello says, in code points. Data: writing it has no choices left. */
export interface HelloOffer {
	/** The version field: the highest that is offered, 0x0303 where `supportedVersions` speaks for newer ones. */
	readonly legacyVersion: number
	/** RFC 8446 section 4.2.1; absent: no such extension. */
	readonly supportedVersions?: readonly number[]
	readonly cipherSuites: readonly number[]
	/** At most 32 bytes; absent: empty. */
	readonly sessionId?: Uint8Array
	/** SNI; absent: no such extension. */
	readonly serverName?: string
	readonly groups?: readonly number[]
	/** An empty list asks for a HelloRetryRequest (RFC 8446 section 4.2.8); absent: no such extension. */
	readonly keyShares?: readonly OfferedShare[]
	readonly signatureSchemes?: readonly number[]
	/** RFC 8446 section 4.2.3; what the certificates may be signed with, apart from the handshake. */
	readonly certificateSchemes?: readonly number[]
	readonly alpn?: readonly string[]
	readonly plain: readonly PlainExtension[]
	/** The message is filled up to at least this many bytes by the padding extension (RFC 7685). */
	readonly paddedTo?: number
}
