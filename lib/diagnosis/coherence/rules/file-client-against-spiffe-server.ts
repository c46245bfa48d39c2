import type { CoherenceRule } from "../coherence-rule.ts"
import { pairsOf } from "../side-pairs.ts"

export const fileClientAgainstSpiffeServer: CoherenceRule = {
	id: "file-client-against-spiffe-server",
	title: "The client matches host names, and the server has a SPIFFE ID only.",
	severity: "warning",
	blame: "client",
	judge: ({ settings }) =>
		pairsOf(settings).flatMap(({ server, client }) => {
			const isByName =
				client.software !== "envoy" && client.software !== "nginx" && client.skipVerify === undefined
			if (server.mode !== "spiffe" || (client.mode !== "mtls" && client.mode !== "tls") || !isByName)
				return []
			return [
				{
					title:
						"The client looks for the host's name in a certificate that most likely has only a SPIFFE ID.",
					detail:
						"An X.509-SVID of SPIRE carries DNS names only when its entry lists them. A client without SPIFFE then finds no name to match, even with the right CA.",
					at: [client.ca?.at ?? client.at, server.at],
				},
			]
		}),
	prose: {
		seen: [
			{ stack: "Go", line: "x509: certificate is not valid for any names, but wanted to match permguard" },
		],
		means:
			"SPIFFE peers compare the URI in the certificate. A client that verifies by host name needs a DNS name there, which SPIRE adds only for entries with -dns.",
		confirm: "Check the endpoint: its certificate lists a URI and no DNS name.",
		prevent: "Use SPIFFE on both sides, or register the DNS names of servers.",
	},
	fixes: () => [
		{
			for: "permguard",
			text: "Use the Workload API on the client's side too.",
			command: "permguard zones list --spiffe-enabled",
		},
		{
			for: "operator",
			text: "Or let SPIRE add the name.",
			command: "spire-server entry update -entryID ID -dns permguard.example.com",
		},
	],
	citation: [{ text: "X.509-SVID", section: "2 and 5.2" }],
}
