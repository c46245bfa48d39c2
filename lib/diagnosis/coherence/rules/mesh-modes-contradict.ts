import { operatorFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"
import { isSameNamespace } from "../read-kubernetes.ts"
import { settingAt, textAt } from "../yaml-path.ts"

export const meshModesContradict: CoherenceRule = {
	id: "mesh-modes-contradict",
	title: "The mesh's servers and clients are set to different modes.",
	severity: "error",
	blame: "proxy",
	judge: ({ settings }) => {
		const peers = settings.resources.filter(({ kind }) => kind === "PeerAuthentication")
		const rules = settings.resources.filter(({ kind }) => kind === "DestinationRule")
		return rules.flatMap((rule) =>
			peers.flatMap((peer) => {
				const asks = settingAt(peer.source, peer.root, "spec", "mtls", "mode")
				const brings = settingAt(rule.source, rule.root, "spec", "trafficPolicy", "tls", "mode")
				if (asks === undefined || brings === undefined) return []
				const inNamespace =
					peer.namespace === "istio-system" ||
					isSameNamespace(peer, rule) ||
					(textAt(rule.root, "spec", "host") ?? "").includes(`.${peer.namespace}.`)
				const isRefused = asks.value === "STRICT" && (brings.value === "DISABLE" || brings.value === "SIMPLE")
				const isUnheard = asks.value === "DISABLE" && brings.value === "ISTIO_MUTUAL"
				if (!inNamespace || !(isRefused || isUnheard)) return []
				return [
					{
						title: `${rule.name} connects with ${brings.value}, and ${peer.name} asks for ${asks.value}.`,
						detail: isRefused
							? "A sidecar in mode STRICT lets only the mesh's mutual TLS in, so every connection by this rule is reset."
							: "A sidecar in mode DISABLE ends no TLS, so the mesh's mutual TLS arrives at the application.",
						at: [brings.at, asks.at],
					},
				]
			}),
		)
	},
	prose: {
		seen: [
			{
				stack: "Envoy",
				line: "upstream connect error or disconnect/reset before headers. reset reason: connection termination",
			},
			{ stack: "client", line: "connection reset by peer" },
		],
		means:
			"PeerAuthentication is what servers demand, DestinationRule what clients bring. The mesh makes them fit by itself; a rule that sets tls overrides that.",
		confirm: "istioctl x describe pod POD shows both.",
		prevent: "Leave tls out of rules for services inside of the mesh.",
	},
	fixes: () => [
		operatorFix(
			"Bring the mesh's own mutual TLS, or leave tls out.",
			"trafficPolicy:\n  tls:\n    mode: ISTIO_MUTUAL",
		),
	],
	citation: [
		{ text: "Istio documentation", section: "PeerAuthentication; DestinationRule: ClientTLSSettings" },
	],
}
