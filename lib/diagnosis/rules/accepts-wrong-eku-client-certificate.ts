import { gapEvidence, gapsOf, takesAnyIssuer } from "../enforcement-gaps.ts"
import type { Rule } from "../rule.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

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
	fixes: (context) =>
		serverFixes(context, "require-client-certificate", "Let the library verify, which asks for clientAuth.", {
			go: {
				text: "The library asks for clientAuth by itself; a check of your own has to ask for it.",
				command: "x509.VerifyOptions{Roots: pool, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}}",
			},
			java: { text: "Use the default trust manager, which asks for clientAuth." },
			dotnet: { text: "Take ClientCertificateValidation out: the chain itself asks for clientAuth." },
			nginx: { text: "nginx asks for clientAuth by itself, once it verifies." },
			envoy: { text: "Envoy asks for clientAuth by itself, once it verifies." },
		}),
	citation: [{ text: "RFC 5280", section: "4.2.1.12" }],
}
