import { operatorFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"
import { permguardPorts } from "../permguard-settings.ts"
import type { Resource, Settings } from "../settings.ts"
import { itemsAt, textAt } from "../yaml-path.ts"

const named = /^(?:grpc|grpc-web|http2|h2c|https|tls|tcp)(?:-|$)/
const grpcPorts: readonly number[] = [...permguardPorts, 50051]

export const serviceProtocolUndeclared: CoherenceRule = {
	id: "service-protocol-undeclared",
	title: "A Service does not say that its port speaks gRPC.",
	severity: "notice",
	blame: "server",
	judge: ({ settings }) =>
		settings.resources
			.filter(({ kind, apiVersion }) => kind === "Service" && apiVersion === "v1")
			.flatMap((service) => undeclared(service, settings)),
	prose: {
		seen: [
			{
				stack: "Envoy",
				line: "upstream connect error or disconnect/reset before headers. reset reason: protocol error",
			},
		],
		means:
			"Meshes and gateways learn a port's protocol from appProtocol or from the beginning of its name. Without either they guess from the first bytes, or treat it as HTTP/1.1 or plain TCP: calls then fail, or all go to one replica.",
		confirm: "istioctl analyze warns about it (IST0118).",
		prevent: "Set appProtocol on every port.",
	},
	fixes: () => [
		operatorFix(
			"Say what the port speaks.",
			"ports:\n  - name: grpc-zap\n    port: 9091\n    appProtocol: grpc",
		),
	],
	citation: [
		{ text: "Istio documentation", section: "Protocol Selection" },
		{ text: "Kubernetes documentation", section: "Services: Application protocol" },
	],
}

function undeclared({ root, name, source }: Resource, settings: Settings) {
	const isMesh = settings.resources.some(({ apiVersion }) => /\.istio\.io\//.test(apiVersion))
	return itemsAt(root, "spec", "ports").flatMap((port) => {
		const number = Number(textAt(port, "targetPort") ?? textAt(port, "port"))
		const isKnown = grpcPorts.includes(number) || grpcPorts.includes(Number(textAt(port, "port")))
		const says = textAt(port, "appProtocol") !== undefined || named.test(textAt(port, "name") ?? "")
		if (says || !isKnown) return []
		return [
			{
				title: `Service ${name} does not say what port ${textAt(port, "port") ?? ""} speaks.`,
				detail: `Neither its name nor appProtocol names gRPC${isMesh ? ", and the mesh of these settings goes by them" : ". A mesh or gateway in front would have to guess"}.`,
				at: [{ source, line: port.line }],
				...(isMesh ? { severity: "warning" as const } : {}),
			},
		]
	})
}
