/** One HTTP request, whatever version carries it. */
export interface HttpQuestion {
	readonly method: "GET" | "POST" | "OPTIONS"
	/** With its leading slash, and query. */
	readonly path: string
	/** `Host` or `:authority`. */
	readonly authority: string
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string>>
	readonly body?: Uint8Array
}

/** What came back. JSON-like; nothing in it is longer than its bound. */
export type HttpReply =
	| {
			readonly kind: "answered"
			readonly status: number
			/** Headers and trailers, names in lower case, in the order in which they came. */
			readonly headers: readonly (readonly [name: string, value: string])[]
			/** At most `bodyBytesMax` bytes. */
			readonly body: Uint8Array
			/** True when the peer had more to say than was read. */
			readonly isCut: boolean
			/** How the answer ended, when that was no ordinary end. */
			readonly note?: string
	  }
	| {
			/** `closed`: the peer ended it. `failed`: what came is no HTTP of this version. */
			readonly kind: "closed" | "timeout" | "failed"
			/** One sentence. */
			readonly how: string
			/** The first bytes that came instead, at most 64. */
			readonly bytes?: Uint8Array
	  }

/** At most this much of a body is read: 64 KiB. */
export const bodyBytesMax = 64 * 1024

/** At most this much of headers is read: 16 KiB. */
export const headerBytesMax = 16 * 1024

/** At most this many headers and trailers are kept. */
export const headersMax = 64
