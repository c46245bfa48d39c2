/** Who put bytes on the wire. */
export type Side = "client" | "server"

/** A run of bytes as it passed the tap. */
export interface CapturedChunk {
	/** Milliseconds since the connection was begun, with fraction. */
	readonly t: number
	readonly from: Side
	readonly bytes: Uint8Array
}

/** Something that happened on the connection that is not bytes. */
export interface CapturedMark {
	readonly t: number
	readonly kind: "secure-connect" | "server-fin" | "server-reset" | "client-fin" | "socket-error" | "closed"
	/** The system's error code where there is one, e.g. `ECONNRESET`. */
	readonly code?: string
}

/**
 * Everything one connection left behind: bytes of both directions with their times, and the secrets of the key
 * log. Lives in memory only: the secrets are dropped once the transcript is decoded.
 */
export interface Capture {
	readonly chunks: readonly CapturedChunk[]
	readonly marks: readonly CapturedMark[]
	/** Lines of the NSS key log format, e.g. `CLIENT_HANDSHAKE_TRAFFIC_SECRET <random> <secret>`. */
	readonly keyLog: readonly string[]
	/** Bytes that were not kept because the byte limit of the tap was reached, per direction. */
	readonly dropped: { readonly client: number; readonly server: number }
}
