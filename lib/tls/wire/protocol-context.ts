/** What has been settled so far and decides how later messages are laid out. */
export interface ProtocolContext {
	/** TLS 1.3 or a draft of it. */
	readonly isTls13: boolean
	/** Number of the draft where a draft of TLS 1.3 is spoken. */
	readonly draft?: number
	/** TLS 1.2 and later: signatures name their scheme. */
	readonly hasSchemes: boolean
	/** Key exchange of the cipher suite, e.g. `ECDHE`, as the registry takes it from the name. */
	readonly keyExchange?: string
	/** `anon` where nothing is signed. */
	readonly authentication?: string
}
