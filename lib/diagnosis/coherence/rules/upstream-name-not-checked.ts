import { operatorFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"

export const upstreamNameNotChecked: CoherenceRule = {
	id: "upstream-name-not-checked",
	title: "The upstream's CA is checked, but not its name.",
	severity: "warning",
	blame: "proxy",
	judge: ({ settings }) =>
		settings.contexts
			.filter(
				({ role, tls, trust, names, autoSanValidation, autoSni }) =>
					role === "client" &&
					tls &&
					trust !== undefined &&
					names.length === 0 &&
					!autoSanValidation &&
					!autoSni,
			)
			.map(({ label, at, trust }) => ({
				title: `${label}: every certificate of the CA is taken for it.`,
				detail:
					"trusted_ca is set and no name is. With a CA that issues to many services, each of them can stand in for this one.",
				at: [at, ...(trust === undefined ? [] : [trust])],
			})),
	prose: {
		seen: [{ stack: "Envoy", line: "trusted_ca without match_typed_subject_alt_names" }],
		means:
			"Envoy, unlike gRPC libraries, does not compare the certificate with the name that it dials unless it is told to. sni alone only sends a name.",
		confirm: "Let another service of the same CA answer: the proxy takes it.",
		prevent: "Set match_typed_subject_alt_names, or auto_sni and auto_san_validation.",
	},
	fixes: () => [
		operatorFix(
			"Name who must answer.",
			"match_typed_subject_alt_names:\n  - san_type: URI\n    matcher: { exact: spiffe://example.org/billing }",
		),
	],
	citation: [
		{ text: "Envoy documentation", section: "CertificateValidationContext: match_typed_subject_alt_names" },
	],
}
