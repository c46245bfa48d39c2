import { operatorFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"

export const clientCertificateNotDemanded: CoherenceRule = {
	id: "client-certificate-not-demanded",
	title: "Client certificates are verified when they come, but none is demanded.",
	severity: "warning",
	blame: "proxy",
	judge: ({ settings }) =>
		settings.sides
			.filter(({ role, isOptional }) => role === "server" && isOptional === true)
			.map(({ label, at, software, expectedIds }) => ({
				title: `${label} lets clients in that send no certificate.`,
				detail:
					software === "envoy"
						? `A validation_context alone demands nothing${expectedIds.length > 0 ? ", and the names that it lists bind only those who send a certificate" : ""}. require_client_certificate is not true.`
						: "ssl_verify_client optional leaves the decision to what reads $ssl_client_verify.",
				at: [at, ...expectedIds.map((id) => id.at)],
			})),
	prose: {
		seen: [{ stack: "Envoy", line: "validation_context without require_client_certificate" }],
		means:
			"Naming a CA looks like mutual TLS. A client that answers the CertificateRequest with an empty list is let in all the same, and looks like any other in the log.",
		confirm: "Check the endpoint without a client certificate: it is accepted.",
		prevent: "Run the enforcement check of the endpoint: it tries exactly this.",
	},
	fixes: () => [
		operatorFix("In Envoy, demand the certificate.", "require_client_certificate: true"),
		operatorFix("In nginx, demand the certificate.", "ssl_verify_client on;"),
	],
	citation: [
		{ text: "Envoy documentation", section: "DownstreamTlsContext: require_client_certificate" },
		{ text: "nginx documentation", section: "ngx_http_ssl_module: ssl_verify_client" },
	],
}
