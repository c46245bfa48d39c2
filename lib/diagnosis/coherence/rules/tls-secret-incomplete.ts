import { operatorFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"

export const tlsSecretIncomplete: CoherenceRule = {
	id: "tls-secret-incomplete",
	title: "A Secret of type kubernetes.io/tls lacks tls.crt or tls.key.",
	severity: "error",
	blame: "server",
	judge: ({ settings }) =>
		settings.stores.flatMap(({ type, files, name, isPartial, at }) => {
			if (type !== "kubernetes.io/tls" || isPartial) return []
			const missing = ["tls.crt", "tls.key"].filter((each) => !files.some((file) => file.name === each))
			if (missing.length === 0) return []
			return [
				{
					title: `Secret ${name} of type kubernetes.io/tls lacks ${missing.join(" and ")}.`,
					detail: `Kubernetes refuses to store it. It has ${files.length === 0 ? "no keys" : files.map((file) => file.name).join(", ")}.`,
					at: [at, ...files.map((file) => file.at)],
				},
			]
		}),
	prose: {
		seen: [
			{ stack: "Kubernetes", line: 'The Secret "server-tls" is invalid: data[tls.crt]: Required value' },
		],
		means: "The type promises two keys of these very names, and the API server checks that they are there.",
		confirm: "kubectl apply --dry-run=server -f secret.yaml names what is missing.",
		prevent: "Let kubectl or cert-manager make the Secret.",
	},
	fixes: () => [
		operatorFix(
			"Make it from the files.",
			"kubectl create secret tls server-tls --cert=tls.crt --key=tls.key",
		),
		operatorFix(
			"With a CA beside them, use an Opaque Secret.",
			"kubectl create secret generic server-tls --from-file=tls.crt --from-file=tls.key --from-file=ca.crt",
		),
	],
	citation: [{ text: "Kubernetes documentation", section: "Secrets: TLS secrets" }],
}
