import { operatorFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"

export const privateKeyInConfigmap: CoherenceRule = {
	id: "private-key-in-configmap",
	title: "A ConfigMap holds a private key.",
	severity: "warning",
	blame: "server",
	judge: ({ settings }) =>
		settings.stores.flatMap((store) => {
			if (store.kind !== "ConfigMap") return []
			return store.files
				.filter(
					({ material }) =>
						material?.ok === true &&
						material.value.kind === "items" &&
						material.value.items.some(({ kind }) => kind === "key"),
				)
				.map((file) => ({
					title: `ConfigMap ${store.name} holds a private key.`,
					detail: `${file.name} can be read by everybody who may read ConfigMaps, and is never encrypted at rest. Treat the key as known, and replace it.`,
					at: [file.at],
				}))
		}),
	prose: {
		seen: [{ stack: "Kubernetes", line: "kind: ConfigMap … tls.key: -----BEGIN PRIVATE KEY-----" }],
		means:
			"ConfigMaps are for what anybody may know. Whoever reads the key can be the server, or the client, until the certificate ends.",
		confirm: "kubectl get configmap NAME -o yaml shows it to you too.",
		prevent: "Keep keys in Secrets, or let them never leave the process: mode spiffe.",
	},
	fixes: () => [
		operatorFix(
			"Issue a new pair, and store it in a Secret.",
			"kubectl create secret tls server-tls --cert=tls.crt --key=tls.key",
		),
	],
	citation: [{ text: "Kubernetes documentation", section: "ConfigMaps: Caution" }],
}
