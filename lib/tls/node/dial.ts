import type { Duplex } from "node:stream"
import { connect, type SecureContext, type TLSSocket } from "node:tls"
import type { Recording } from "./tap.ts"

/** What the client brings to one TLS handshake. */
export interface TlsOffer {
	readonly secureContext: SecureContext
	/** Sent as SNI; leave out for IP addresses, which SNI cannot carry (RFC 6066 section 3). */
	readonly serverName?: string
	readonly alpn: readonly string[]
	readonly signal: AbortSignal
}

/** A handshake that came to an end on our side. */
export type DialResult =
	| { readonly kind: "connected"; readonly socket: TLSSocket; readonly openssl: string }
	| { readonly kind: "failed"; readonly error: Error }

/**
 * Performs one TLS handshake by Node's own TLS over a tapped stream. The chain is never enforced: `openssl` is what
 * OpenSSL said of it (`ok` or a code such as `CERT_HAS_EXPIRED`), names are left to our own check. Resolves when the
 * client believes that the handshake is done, which under TLS 1.3 is before the server has judged a client
 * certificate. Never rejects; ends at the latest when the signal aborts, and then destroys the connection.
 */
export function dialTls(stream: Duplex, recording: Recording, offer: TlsOffer): Promise<DialResult> {
	return new Promise((resolve) => {
		const socket = connect({
			socket: stream,
			secureContext: offer.secureContext,
			ALPNProtocols: [...offer.alpn],
			rejectUnauthorized: false,
			requestOCSP: true,
			checkServerIdentity: () => undefined,
			...(offer.serverName === undefined ? {} : { servername: offer.serverName }),
		})
		const settle = (result: DialResult) => {
			offer.signal.removeEventListener("abort", onAbort)
			socket.off("secureConnect", onConnected)
			socket.off("close", onClose)
			resolve(result)
		}
		const onAbort = () => {
			settle({ kind: "failed", error: toError(offer.signal.reason) })
			socket.destroy()
		}
		const onConnected = () => {
			recording.mark("secure-connect")
			settle({ kind: "connected", socket, openssl: opensslVerdict(socket) })
		}
		const onClose = () =>
			settle({ kind: "failed", error: new Error("the connection closed before TLS was established") })
		socket.on("keylog", (line: Buffer) => recording.keyLogLine(line))
		socket.once("secureConnect", onConnected)
		socket.once("close", onClose)
		// The listener stays for the life of the socket: an error after the handshake must not end the process.
		socket.on("error", (error) => settle({ kind: "failed", error }))
		if (offer.signal.aborted) onAbort()
		else offer.signal.addEventListener("abort", onAbort, { once: true })
	})
}

function opensslVerdict(socket: TLSSocket): string {
	if (socket.authorized) return "ok"
	const error: unknown = socket.authorizationError
	if (typeof error === "string") return error
	return error instanceof Error ? error.message : "unknown"
}

function toError(reason: unknown): Error {
	return reason instanceof Error ? reason : new Error(String(reason))
}
