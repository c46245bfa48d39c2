import type { Emitter, Side } from "./matcher.ts"

/** Words that only the accepting side of a connection prints. */
const serverWords =
	/TLS handshake error from|ServerHandshake\(|Server\.Serve failed|rejected connection from|"rejected connection"|client'?s? certificate: |peer did not return|PEER_DID_NOT_RETURN|accept loop|client offered|while SSL handshaking, client|Failed to authenticate HTTPS|bogus greeting from client|Kestrel|inbound::/i

/** Words of a proxy about its own client. */
const downstreamWords = /downstream|while SSL handshaking, client|inbound/i

/** The side of whoever printed the text: as it was said, else by its words, else a client. */
export function sideOf(text: string, emitter: Emitter | undefined): Side {
	switch (emitter) {
		case "server":
			return "server"
		case "client":
		case "agent":
			return "client"
		case "proxy":
			return downstreamWords.test(text) ? "server" : "client"
		default:
			return serverWords.test(text) ? "server" : "client"
	}
}
