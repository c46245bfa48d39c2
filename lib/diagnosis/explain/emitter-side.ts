import type { Emitter, Side, SideAt } from "./matcher.ts"

/** Words that only the accepting side of a connection prints. */
const serverWords =
	/TLS handshake error\b|error on TLS handshake from|Server TLS handshake|ServerHandshake\b|https channel|use for TLS client auth|Server\.Serve failed|rejected connection from|"rejected connection"|client'?s? certificate: |client SSL certificate|SSL client (?:CA|certificate)|peer did not return|PEER_DID_NOT_RETURN|peer sent no certificates|accept loop|client offered|client requested unsupported|client (?:didn|sent no)|while SSL handshaking, client|Failed to authenticate HTTPS|bogus greeting from client|Kestrel|HttpsConnectionMiddleware|inbound::|tls_(?:early_)?post_process_client|tls_process_client_(?:hello|certificate)|ssl3_get_client|SSL_accept|tlsClientError|downstream|TLS server: In state|TLS handshake with client|handshake_server\.cc|statem_srvr\.c|tls13_server\.cc|s3_srvr\.c/i

/** Words of the side that dialled. */
const clientWords =
	/Error while dialing|authentication handshake failed|error reading server preface|failed to connect to all addresses|No connection established|error trying to connect|to upstream|while connecting to upstream|TLS client: In state|SSL_connect|curl: \(|Unable to connect to the server|HttpRequestException|tls_process_server|failed calling webhook|certificate is valid for|transport failure reason|handshake_client\.cc|statem_clnt\.c|tls13_client\.cc|s3_clnt\.c/i

/** Words of a proxy about its own client. */
const downstreamWords =
	/downstream|while SSL handshaking, client|inbound|client SSL certificate|client sent no|SSL client (?:CA|certificate)|fe_?\w{0,40}\/\d+: SSL/i

const lineMax = 2_000

/**
 * The side of whoever printed the words at an offset: as it was said, else by the words of that line, else by those of the
 * whole text, else a client. A proxy stands on both sides, so its lines decide.
 */
export function sideReader(text: string, emitter: Emitter | undefined): SideAt {
	switch (emitter) {
		case "server":
			return () => "server"
		case "client":
		case "agent":
			return () => "client"
		case "proxy":
			return (offset) => (downstreamWords.test(lineAround(text, offset)) ? "server" : "client")
		default: {
			const whole: Side = serverWords.test(text) && !clientWords.test(text) ? "server" : "client"
			return (offset) => {
				const line = lineAround(text, offset)
				if (serverWords.test(line)) return "server"
				return clientWords.test(line) ? "client" : whole
			}
		}
	}
}

function lineAround(text: string, offset: number): string {
	const before = text.slice(Math.max(0, offset - lineMax), offset)
	const after = text.slice(offset, offset + lineMax)
	const newline = after.indexOf("\n")
	return before.slice(before.lastIndexOf("\n") + 1) + (newline === -1 ? after : after.slice(0, newline))
}
