import { operatorFix } from "../client-fixes.ts"
import { type Rule, silent } from "../rule.ts"
import { opensslAddress } from "../snippet/openssl.ts"

export const tlsInterception: Rule = {
	id: "tls-interception",
	title: "Something between client and server breaks TLS open.",
	severity: "error",
	blame: "proxy",
	judge: silent,
	prose: {
		seen: [
			{
				stack: "Go",
				line: "x509: certificate signed by unknown authority, with a company's security product as issuer",
			},
			{ stack: "C-core", line: "Cannot check peer: missing selected ALPN property." },
			{ stack: "Node", line: "SELF_SIGNED_CERT_IN_CHAIN" },
		],
		means:
			"A middlebox ends the TLS connection and opens its own: the certificate on the wire is the box's, ALPN is often lost, and client certificates cannot pass at all.",
		confirm: "Compare the fingerprint seen from here with the one seen on the server itself.",
		prevent:
			"Take internal gRPC traffic out of inspection; mutual TLS and SPIFFE cannot be inspected this way.",
	},
	fixes: (context) => [
		operatorFix(
			"Print the issuer and fingerprint seen from here, and the same on the server's own machine.",
			`openssl s_client ${opensslAddress(context)} </dev/null | openssl x509 -noout -issuer -fingerprint -sha256`,
		),
	],
	citation: [{ text: "RFC 8446", section: "9.3" }],
}
