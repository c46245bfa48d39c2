/** What a foreign client is configured with: paths of PEM files, empty for none; `plaintext` as CA for no TLS. */
export interface ClientSettings {
	/** `host:port`. */
	readonly target: string
	readonly ca: string
	readonly certificate: string
	readonly key: string
}
