import { serverFix } from "../client-fixes.ts"
import { gapEvidence, gapsOf, takesAnyIssuer } from "../enforcement-gaps.ts"
import type { Rule } from "../rule.ts"

export const acceptsWrongEkuClientCertificate: Rule = {
	id: "accepts-wrong-eku-client-certificate",
	title: "A certificate that is not meant for clients lets a client in.",
	severity: "error",
	blame: "server",
	judge: (facts) => {
		const anyIssuer = takesAnyIssuer(facts)
		const gaps = gapsOf(facts, ["wrong-eku"]).filter(
			({ issuer }) => !anyIssuer || issuer === "held" || issuer === "own",
		)
		if (gaps.length === 0) return []
		return [
			{
				title: "The server lets a client in whose certificate is for servers alone.",
				detail:
					"Its extended key usage lacks clientAuth. Whoever takes over one server of the same CA can call this one as a client with that server's certificate.",
				evidence: gapEvidence(gaps),
				postures: [],
				verdict: "It lets in certificates that are not meant for clients.",
				advice: "Have the server check that client certificates allow clientAuth.",
			},
		]
	},
	prose: {
		seen: [
			{ stack: "any client", line: "no error: the call with a server's certificate is answered" },
			{ stack: "Go", line: "x509.VerifyOptions{KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny}}" },
			{ stack: "Node", line: "socket.authorizationError === 'INVALID_PURPOSE'" },
		],
		means:
			"The chain is verified and its purpose is not. TLS libraries check it by themselves; a check of one's own that replaces theirs often forgets it.",
		confirm: "Connect with a certificate whose extended key usage is serverAuth alone: the call is answered.",
		prevent:
			"Leave the verification to the TLS library, and issue certificates to clients and servers from different CAs.",
	},
	fixes: () => [
		serverFix(
			"In Go, a check of your own has to ask for it:",
			"x509.VerifyOptions{Roots: pool, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}}",
		),
		serverFix(
			"In Java, use the default trust manager, which checks it:",
			"GrpcSslContexts.forServer(cert, key).trustManager(clientCa).clientAuth(ClientAuth.REQUIRE)",
		),
		serverFix(
			"In Node, let TLS itself refuse:",
			"createServer({ requestCert: true, rejectUnauthorized: true, ca: clientCa, … })",
		),
		serverFix(
			"In Python, the library checks it:",
			"grpc.ssl_server_credentials(pairs, root_certificates=client_ca, require_client_auth=True)",
		),
		serverFix("nginx and Envoy check it by themselves, once they verify:", "ssl_verify_client on;"),
	],
	citation: [{ text: "RFC 5280", section: "4.2.1.12" }],
}
