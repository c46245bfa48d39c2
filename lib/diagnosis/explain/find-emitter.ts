/** Who printed a text. */
export type Emitter = "client" | "server" | "proxy" | "agent"

const serverWords =
	/TLS handshake error from|ServerHandshake|Server\.Serve|rejected connection|accept loop error|failed to verify client|client'?s certificate|TransportSecurity[^\n]{0,40}server|Kestrel|HttpsConnectionMiddleware|http: TLS handshake|client offered only|bogus greeting from client/i
const proxyWords = /upstream|envoy|nginx|StreamSecrets|haproxy|linkerd_app/i

/** Who probably printed the text, when nobody said: the words of servers and proxies are told by; otherwise a client. */
export function findEmitter(text: string): Emitter {
	if (serverWords.test(text)) return "server"
	return proxyWords.test(text) ? "proxy" : "client"
}
