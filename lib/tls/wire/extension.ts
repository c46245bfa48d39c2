/** The message in which an extension stands; several extensions look different in each. */
export type ExtensionContext =
	| "client_hello"
	| "server_hello"
	| "hello_retry_request"
	| "encrypted_extensions"
	| "certificate"
	| "certificate_request"
	| "new_session_ticket"

/** What an extension says, by kind. Code points are given by their IANA names, which are unique and keep unknown ones. */
export type ExtensionBody =
	/** RFC 6066 section 3. Empty where the server merely says that it used the name. */
	| { readonly kind: "server_name"; readonly hostNames: readonly string[] }
	| { readonly kind: "max_fragment_length"; readonly bytes: number }
	/** RFC 6066 section 8; `ocspResponse` in hex where a TLS 1.3 Certificate carries the response. */
	| { readonly kind: "status_request"; readonly statusType?: number; readonly ocspResponse?: string }
	| { readonly kind: "supported_groups"; readonly groups: readonly string[] }
	| { readonly kind: "ec_point_formats"; readonly formats: readonly number[] }
	/** `signature_algorithms`, `signature_algorithms_cert` and `delegated_credential`. */
	| { readonly kind: "signature_algorithms"; readonly schemes: readonly string[] }
	/** RFC 7301. A server's answer holds exactly one. */
	| { readonly kind: "alpn"; readonly protocols: readonly string[] }
	/** RFC 6962; each timestamp in hex. */
	| { readonly kind: "signed_certificate_timestamp"; readonly timestamps: readonly string[] }
	| { readonly kind: "padding"; readonly bytes: number }
	| { readonly kind: "compress_certificate"; readonly algorithms: readonly number[] }
	| { readonly kind: "record_size_limit"; readonly limit: number }
	| { readonly kind: "session_ticket"; readonly ticketLength: number }
	/** RFC 8446 section 4.2.11: what the client offers, or the index that the server chose. */
	| {
			readonly kind: "pre_shared_key"
			readonly identities: readonly PskIdentity[]
			readonly selected?: number
	  }
	| { readonly kind: "early_data"; readonly maxBytes?: number }
	| { readonly kind: "supported_versions"; readonly versions: readonly string[] }
	| { readonly kind: "cookie"; readonly cookie: string }
	| { readonly kind: "psk_key_exchange_modes"; readonly modes: readonly number[] }
	/** Distinguished names in RFC 4514 form. */
	| { readonly kind: "certificate_authorities"; readonly authorities: readonly string[] }
	/** RFC 8446 section 4.2.8. A HelloRetryRequest names the group alone: its `keyLength` is 0. */
	| { readonly kind: "key_share"; readonly shares: readonly KeyShare[] }
	| { readonly kind: "renegotiation_info"; readonly verifyData: string }
	/** An extension whose presence is all it says, e.g. `extended_master_secret`. */
	| { readonly kind: "flag" }
	/** One we do not take apart, in hex. */
	| { readonly kind: "unknown"; readonly data: string }
	/** One whose content breaks its own rules, in hex, with the field it failed at. */
	| { readonly kind: "unreadable"; readonly data: string; readonly problem: string }

/** A pre-shared key that the client offers; binders are counted, not kept. */
export interface PskIdentity {
	readonly identityLength: number
	readonly obfuscatedTicketAge: number
}

/** One public key of a key exchange. */
export interface KeyShare {
	readonly group: string
	/** Bytes of the public key. */
	readonly keyLength: number
}

/** One extension as it stood in its message. */
export type Extension = {
	readonly type: number
	/** IANA name. */
	readonly name: string
	/** Bytes of the content, type and length not counted. */
	readonly length: number
} & ExtensionBody

/** The first extension of a kind, narrowed to it; undefined where the message has none that could be read. */
export function findExtension<Kind extends ExtensionBody["kind"]>(
	extensions: readonly Extension[],
	kind: Kind,
): Extract<Extension, { kind: Kind }> | undefined {
	for (const extension of extensions) if (isKind(extension, kind)) return extension
	return undefined
}

function isKind<Kind extends ExtensionBody["kind"]>(
	extension: Extension,
	kind: Kind,
): extension is Extract<Extension, { kind: Kind }> {
	return extension.kind === kind
}
