import { operatorFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"
import { at, lineAt, settingAt } from "../yaml-path.ts"

const own = ["clientCertificate", "privateKey", "credentialName"] as const

export const meshRuleIncomplete: CoherenceRule = {
	id: "mesh-rule-incomplete",
	title: "A DestinationRule's TLS mode and its certificates do not fit.",
	severity: "error",
	blame: "proxy",
	judge: ({ settings }) =>
		settings.resources.flatMap(({ kind, root, name, source }) => {
			const tls = at(root, "spec", "trafficPolicy", "tls")
			if (kind !== "DestinationRule" || tls === undefined) return []
			const mode = settingAt(source, tls, "mode")
			const given = own.filter((key) => at(tls, key) !== undefined)
			const hasAll =
				given.includes("credentialName") ||
				(given.includes("clientCertificate") && given.includes("privateKey"))
			const places = given.map((key) => ({ source, line: lineAt(tls, key) }))
			if (mode?.value === "MUTUAL" && !hasAll)
				return [
					{
						title: `${name} is to bring a certificate and names none.`,
						detail:
							"MUTUAL needs clientCertificate and privateKey, or credentialName. For the mesh's own certificates the mode is ISTIO_MUTUAL.",
						at: [mode.at, ...places],
					},
				]
			if (mode?.value === "ISTIO_MUTUAL" && given.length > 0)
				return [
					{
						title: `${name} names certificates beside ISTIO_MUTUAL.`,
						detail: "ISTIO_MUTUAL brings the mesh's certificate, and Istio refuses other ones beside it.",
						at: [mode.at, ...places],
					},
				]
			return []
		}),
	prose: {
		seen: [{ stack: "Istio", line: "client certificate required for mutual tls" }],
		means: "MUTUAL is mutual TLS with files that you name; ISTIO_MUTUAL is that of the mesh, with none.",
		confirm: "Ask Istio itself: istioctl analyze",
		prevent: "Use ISTIO_MUTUAL inside of the mesh, MUTUAL to what lies outside.",
	},
	fixes: () => [
		operatorFix("Inside of the mesh:", "tls:\n  mode: ISTIO_MUTUAL"),
		operatorFix("To a server outside:", "tls:\n  mode: MUTUAL\n  credentialName: client-credential"),
	],
	citation: [{ text: "Istio documentation", section: "DestinationRule: ClientTLSSettings" }],
}
