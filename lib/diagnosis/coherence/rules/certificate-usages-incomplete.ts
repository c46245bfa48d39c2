import { operatorFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"
import { itemsAt, lineAt, textAt } from "../yaml-path.ts"

export const certificateUsagesIncomplete: CoherenceRule = {
	id: "certificate-usages-incomplete",
	title: "A certificate is requested without the usages that TLS needs.",
	severity: "warning",
	blame: "server",
	judge: ({ settings }) =>
		settings.resources.flatMap(({ kind, root, name, source }) => {
			if (kind !== "Certificate") return []
			const usages = itemsAt(root, "spec", "usages").flatMap((item) => textAt(item) ?? [])
			if (usages.length === 0 || usages.includes("any") || textAt(root, "spec", "isCA") === "true") return []
			const hasSignature = usages.some((usage) => usage === "digital signature" || usage === "signing")
			const hasRole = usages.includes("server auth") || usages.includes("client auth")
			const missing = [
				...(hasSignature ? [] : ["digital signature"]),
				...(usages.includes("server auth") ? [] : ["server auth"]),
			]
			if (missing.length === 0) return []
			return [
				{
					title: `Certificate ${name} is requested without ${missing.join(" and ")}.`,
					detail: `usages replaces the default list (digital signature, key encipherment) whole. ${missing.includes("server auth") ? (hasRole ? "It can only be a client's: a server that shows it is refused." : "It can be neither a server's nor a client's.") : "TLS 1.3 signs with the key, and strict peers look for digitalSignature."}`,
					at: [{ source, line: lineAt(root, "spec", "usages") }],
					severity: missing.includes("server auth") ? ("warning" as const) : ("notice" as const),
				},
			]
		}),
	prose: {
		seen: [{ stack: "Go", line: "x509: certificate specifies an incompatible key usage" }],
		means:
			"A server's certificate needs server auth, a client's client auth, and both need digital signature. A list of usages in a request replaces what cert-manager would ask for by itself.",
		confirm: "openssl x509 -in tls.crt -noout -ext keyUsage,extendedKeyUsage",
		prevent: "Leave usages out, or write all of them.",
	},
	fixes: () => [
		operatorFix(
			"Ask for everything that both ends of mutual TLS need.",
			"usages:\n  - digital signature\n  - key encipherment\n  - server auth\n  - client auth",
		),
	],
	citation: [
		{ text: "cert-manager documentation", section: "Certificate resource: usages" },
		{ text: "RFC 5280", section: "4.2.1.3 and 4.2.1.12" },
	],
}
