import { serverFix } from "../client-fixes.ts"
import { gapEvidence, gapsOf } from "../enforcement-gaps.ts"
import type { Rule } from "../rule.ts"

export const tokenAcceptedOverPlaintext: Rule = {
	id: "token-accepted-over-plaintext",
	title: "The server reads tokens that travel in the clear.",
	severity: "error",
	blame: "server",
	judge: (facts) => {
		const gaps = gapsOf(facts, ["token-over-plaintext"])
		if (gaps.length === 0) return []
		return [
			{
				title: "The server takes calls with a token over plaintext.",
				detail:
					"The token of this test was made up; the real one was not sent. A client that is set up in this way shows its token to everybody on the way, and is never told.",
				evidence: gapEvidence(gaps),
				postures: [],
				verdict: "It reads tokens that travel in the clear.",
				advice: "Serve TLS wherever tokens are used.",
			},
		]
	},
	prose: {
		seen: [
			{ stack: "any client", line: "no error: the call with a token over plaintext is answered" },
			{ stack: "any client", line: "UNAUTHENTICATED over plaintext: the token was read, and not liked" },
		],
		means:
			"gRPC libraries refuse to put call credentials on a plaintext channel, but nothing keeps a client from setting the header by hand. The server does not mind.",
		confirm: "Call in plaintext with a made-up token: a gRPC status comes back.",
		prevent: "Turn TLS on for the last hop too, or refuse the authorization header where there is no TLS.",
	},
	fixes: () => [
		serverFix("In Go:", "grpc.NewServer(grpc.Creds(credentials.NewTLS(config)))"),
		serverFix("In Java:", "Grpc.newServerBuilderForPort(port, TlsServerCredentials.create(cert, key))"),
		serverFix("In Node:", "server.bindAsync(address, ServerCredentials.createSsl(null, pairs), done)"),
		serverFix("In Python:", "server.add_secure_port(address, grpc.ssl_server_credentials(pairs))"),
		serverFix("In nginx:", "listen 443 ssl;"),
		serverFix(
			"In Envoy, give the listener a transport socket:",
			"transport_socket: { name: envoy.transport_sockets.tls, … }",
		),
	],
	citation: [{ text: "RFC 6750", section: "5.3" }],
}
