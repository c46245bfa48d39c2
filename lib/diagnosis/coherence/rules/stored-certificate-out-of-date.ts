import { operatorFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"
import { certificatesOf } from "../stored-certificates.ts"

export const storedCertificateOutOfDate: CoherenceRule = {
	id: "stored-certificate-out-of-date",
	title: "A stored certificate has expired, or is not valid yet.",
	severity: "error",
	blame: "server",
	judge: ({ settings, now }) =>
		settings.stores.flatMap((store) =>
			store.files.flatMap((file) =>
				certificatesOf(file).flatMap((certificate) => {
					const isOver = certificate.notAfter < now
					if (!isOver && certificate.notBefore <= now) return []
					const day = new Date(isOver ? certificate.notAfter : certificate.notBefore).toISOString()
					return [
						{
							title: `${file.name} of ${store.kind} ${store.name} ${isOver ? `expired at ${day}` : `is valid only from ${day}`}.`,
							detail: `The certificate of ${certificate.subject.text === "" ? "an empty subject" : certificate.subject.text} is refused by every peer that verifies.`,
							at: [file.at],
						},
					]
				}),
			),
		),
	prose: {
		seen: [{ stack: "Go", line: "x509: certificate has expired or is not yet valid" }],
		means:
			"What is stored is served as it is. A Secret that nothing renews keeps its certificate until somebody replaces it.",
		confirm:
			"kubectl get secret NAME -o jsonpath='{.data.tls\\.crt}' | base64 -d | openssl x509 -noout -dates",
		prevent: "Let cert-manager own the Secret, or watch its dates.",
	},
	fixes: () => [
		operatorFix(
			"Issue the certificate again and replace the Secret.",
			"kubectl create secret tls server-tls --cert=tls.crt --key=tls.key --dry-run=client -o yaml | kubectl apply -f -",
		),
	],
	citation: [{ text: "RFC 5280", section: "4.1.2.5" }],
}
