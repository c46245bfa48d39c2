import { operatorFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"
import type { Resource, Settings } from "../settings.ts"
import { entriesAt, itemsAt, lineAt, textAt } from "../yaml-path.ts"

export const serviceReachesNoPort: CoherenceRule = {
	id: "service-reaches-no-port",
	title: "A Service sends to a port that no container of its Pods names.",
	severity: "error",
	blame: "server",
	judge: ({ settings }) =>
		settings.resources
			.filter(({ kind, apiVersion }) => kind === "Service" && apiVersion === "v1")
			.flatMap((service) => astray(service, settings)),
	prose: {
		seen: [{ stack: "client", line: "connect: connection refused" }],
		means:
			"targetPort is a port of the container, by number or by the name in its list of ports. A name that no container has leads nowhere; a number that none lists is most likely a slip.",
		confirm: "kubectl get endpointslices shows to which ports the Service leads.",
		prevent: "Refer to ports by name.",
	},
	fixes: () => [
		operatorFix(
			"Send to a port of the container.",
			"ports:\n  - name: grpc\n    port: 9091\n    targetPort: grpc",
		),
	],
	citation: [{ text: "Kubernetes documentation", section: "Services: Port definitions" }],
}

function astray({ root, name, source }: Resource, { programs }: Settings) {
	const selector = entriesAt(root, "spec", "selector").map(
		({ key, value }) => [key, textAt(value) ?? ""] as const,
	)
	if (selector.length === 0) return []
	const pods = programs.filter(({ labels }) => selector.every(([key, value]) => labels[key] === value))
	const ports = pods.flatMap((program) => program.ports)
	if (ports.length === 0) return []
	return itemsAt(root, "spec", "ports").flatMap((port) => {
		const wanted = textAt(port, "targetPort") ?? textAt(port, "port")
		if (wanted === undefined) return []
		const isNumber = /^\d+$/.test(wanted)
		if (ports.some((each) => (isNumber ? each.number === Number(wanted) : each.name === wanted))) return []
		const key = textAt(port, "targetPort") === undefined ? "port" : "targetPort"
		return [
			{
				title: `Service ${name} sends to port ${wanted}, which no container of its Pods names.`,
				detail: `They name ${ports.map((each) => (each.name === undefined ? `${each.number}` : `${each.name} (${each.number})`)).join(", ")}.`,
				at: [{ source, line: lineAt(port, key) }, ...ports.slice(0, 4).map(({ at }) => at)],
				severity: isNumber ? ("warning" as const) : ("error" as const),
			},
		]
	})
}
