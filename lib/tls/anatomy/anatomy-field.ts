/** One field of a message, for showing bytes and meaning side by side. JSON-safe. */
export interface AnatomyField {
	/** The RFC's name of the field. */
	readonly name: string
	/** What it holds: a name, a number or, for opaque bytes, hex (at most 64 bytes of it). */
	readonly value: string
	/** What that means, in a plain sentence, where it is not obvious. */
	readonly meaning?: string
	/** Where it is defined, e.g. `RFC 8446 section 4.1.2`. */
	readonly reference?: string
	/** From the start of the message, in bytes. */
	readonly offset: number
	readonly length: number
	readonly children?: readonly AnatomyField[]
}

/** What may be said about a field besides its value. */
export interface AnatomyNote {
	readonly meaning?: string
	readonly reference?: string
}
