import { operatorFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"
import { problemOf } from "../stored-certificates.ts"

export const storedMaterialUnreadable: CoherenceRule = {
	id: "stored-material-unreadable",
	title: "A stored certificate or key cannot be read.",
	severity: "error",
	blame: "server",
	judge: ({ settings }) =>
		settings.stores.flatMap((store) =>
			store.files.flatMap((file) => {
				const problem = problemOf(file)
				return problem === undefined
					? []
					: [
							{
								title: `${file.name} of ${store.kind} ${store.name} cannot be read.`,
								detail: problem,
								at: [file.at],
							},
						]
			}),
		),
	prose: {
		seen: [
			{ stack: "Go", line: "tls: failed to find any PEM data in certificate input" },
			{ stack: "Kubernetes", line: "illegal base64 data at input byte 4" },
		],
		means:
			"Values under data are base64 of the file; under stringData they are the file itself. Encoded twice, cut short, or encrypted with a passphrase, they are of no use to a server.",
		confirm:
			"kubectl get secret NAME -o jsonpath='{.data.tls\\.key}' | base64 -d | head -c 30 shows -----BEGIN.",
		prevent: "Let kubectl create secret encode the files.",
	},
	fixes: () => [
		operatorFix(
			"Make the Secret from the files, so that they are encoded once.",
			"kubectl create secret tls server-tls --cert=tls.crt --key=tls.key",
		),
	],
	citation: [
		{ text: "Kubernetes documentation", section: "Secrets: data and stringData" },
		{ text: "RFC 7468" },
	],
}
