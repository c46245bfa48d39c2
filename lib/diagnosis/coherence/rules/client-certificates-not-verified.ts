import { operatorFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"

export const clientCertificatesNotVerified: CoherenceRule = {
	id: "client-certificates-not-verified",
	title: "A client certificate is demanded, but any will do.",
	severity: "error",
	blame: "proxy",
	judge: ({ settings }) =>
		settings.contexts
			.filter(
				({ role, requiresCertificate, trust }) =>
					role === "server" && requiresCertificate && trust === undefined,
			)
			.map(({ label, at }) => ({
				title: `${label} demands a client certificate and verifies it against nothing.`,
				detail:
					"require_client_certificate without a trusted_ca takes every certificate, those that clients made themselves included.",
				at: [at],
			})),
	prose: {
		seen: [{ stack: "Envoy", line: "require_client_certificate: true, without validation_context" }],
		means:
			"Envoy verifies a certificate only against a trusted_ca that is named, or that SDS delivers. Without one, whoever has any key pair is let in.",
		confirm: "Run the enforcement check: the posture self-signed is let in.",
		prevent: "Write both settings together.",
	},
	fixes: () => [
		operatorFix(
			"Name the CA of the clients.",
			"validation_context:\n  trusted_ca: { filename: /certs/ca.crt }",
		),
	],
	citation: [{ text: "Envoy documentation", section: "CertificateValidationContext: trusted_ca" }],
}
