/** A harmless question to the application layer of the server. */
export type ProtocolQuestion =
	| "grpc-unknown-method"
	| "grpc-web"
	| "connect"
	| "connect-get"
	| "cors-preflight"
	| "non-grpc-content-type"
	| "http1-get"
	| "h2c-on-tls-port"
	| "reflection"

/** What came back to one question. JSON-safe. */
export interface ProtocolAnswer {
	readonly question: ProtocolQuestion
	/** HTTP version that carried it. */
	readonly over: "h2" | "http/1.1"
	readonly secure: boolean
	readonly kind: "answered" | "closed" | "alert" | "timeout" | "skipped" | "failed"
	readonly httpStatus?: number
	/** Headers and trailers that tell something, names in lower case, at most 32 of 512 characters each. */
	readonly headers?: Readonly<Record<string, string>>
	/** Head of the body, printable, at most 512 characters. */
	readonly body?: string
	readonly grpcStatus?: string
	readonly grpcMessage?: string
	/** Code and message of a JSON error of the Connect protocol. */
	readonly connectCode?: string
	readonly connectMessage?: string
	/** One sentence. */
	readonly how: string
}

/** What the server's application layer speaks, as it answered. No token was sent. */
export interface ProtocolObservation {
	readonly connections: number
	readonly durationMs: number
	readonly answers: readonly ProtocolAnswer[]
}
