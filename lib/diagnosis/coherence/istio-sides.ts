import type { Resource, Setting, Side, SideMode } from "./settings.ts"
import { lineAt, settingAt, textAt } from "./yaml-path.ts"

/** What the mesh's PeerAuthentications ask for as servers, and its DestinationRules bring as clients. */
export function istioSides(resources: readonly Resource[]): readonly Side[] {
	return resources.flatMap((resource) => {
		if (resource.kind === "PeerAuthentication") return [peerAuthentication(resource)]
		return resource.kind === "DestinationRule" ? destinationRule(resource) : []
	})
}

const peerModes = {
	STRICT: ["mtls", "Its sidecar lets only mutual TLS of the mesh in."],
	PERMISSIVE: ["unknown", "Its sidecar lets both plaintext and mutual TLS of the mesh in."],
	DISABLE: ["none", "Its sidecar ends no TLS: what arrives goes through as it is."],
} as const satisfies Record<string, readonly [SideMode, string]>

function peerAuthentication({ name, root, source, at }: Resource): Side {
	const mode = textAt(root, "spec", "mtls", "mode") ?? "UNSET"
	const [known, text] = Object.entries(peerModes).find(([each]) => each === mode)?.[1] ?? [
		"unknown" as const,
		"It takes its mode from the policy above it.",
	]
	return {
		role: "server",
		software: "istio",
		label: `PeerAuthentication ${name}`,
		at:
			textAt(root, "spec", "mtls", "mode") === undefined
				? at
				: { source, line: lineAt(root, "spec", "mtls", "mode") },
		mode: known,
		text,
		endpoints: [],
		ports: [],
		expectedIds: [],
	}
}

const ruleModes = {
	DISABLE: ["none", "The sidecar connects in plaintext."],
	SIMPLE: ["tls", "The sidecar connects with TLS and sends no certificate."],
	MUTUAL: ["mtls", "The sidecar connects with TLS and the certificate that the rule names."],
	ISTIO_MUTUAL: ["mtls", "The sidecar connects with TLS and its certificate of the mesh."],
} as const satisfies Record<string, readonly [SideMode, string]>

function destinationRule({ name, root, source }: Resource): readonly Side[] {
	const mode = settingAt(source, root, "spec", "trafficPolicy", "tls", "mode")
	const [known, text] = Object.entries(ruleModes).find(([each]) => each === mode?.value)?.[1] ?? []
	if (mode === undefined || known === undefined || text === undefined) return []
	const host = settingAt(source, root, "spec", "host")
	const hosts: readonly Setting[] = host === undefined ? [] : [host]
	return [
		{
			role: "client",
			software: "istio",
			label: `DestinationRule ${name}`,
			at: mode.at,
			mode: known,
			text,
			endpoints: hosts,
			ports: [],
			expectedIds: [],
		},
	]
}
