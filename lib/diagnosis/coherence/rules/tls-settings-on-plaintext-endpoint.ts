import type { CoherenceRule } from "../coherence-rule.ts"

export const tlsSettingsOnPlaintextEndpoint: CoherenceRule = {
	id: "tls-settings-on-plaintext-endpoint",
	title: "TLS settings stand beside an endpoint that begins with grpc://.",
	severity: "error",
	blame: "client",
	judge: ({ settings }) =>
		settings.sides.flatMap((side) => {
			if (side.role !== "client" || side.software !== "permguard") return []
			const spiffe = side.mode === "spiffe" ? [side.at] : []
			const set = [side.ca, side.cert, side.key, side.skipVerify].flatMap((each) => each?.at ?? [])
			const plain = side.endpoints.filter(({ value }) => value.startsWith("grpc://"))
			const [first] = [...set, ...spiffe]
			if (first === undefined || plain[0] === undefined) return []
			return [
				{
					title: "TLS settings stand beside an endpoint that begins with grpc://.",
					detail: `grpc:// means plaintext, and Permguard's client refuses TLS settings with it. ${plain.length} of ${side.endpoints.length} endpoints are written so.`,
					at: [...plain.map(({ at }) => at), first],
				},
			]
		}),
	prose: {
		seen: [{ stack: "Permguard", line: "cli: TLS flags (--tls-*) require the grpcs:// scheme" }],
		means:
			"The scheme decides whether TLS is spoken; flags alone do not turn it on. The endpoint may come from ~/.permguard/config.toml, whose defaults begin with grpc://.",
		confirm: "Read the endpoints that are stored: cat ~/.permguard/config.toml",
		prevent: "Store endpoints with grpcs:// wherever a server speaks TLS.",
	},
	fixes: () => [
		{
			for: "permguard",
			text: "Store the endpoint with grpcs://.",
			command: "permguard config set zap-endpoint grpcs://service.example:9091",
		},
	],
	citation: [{ text: "Permguard transport security guide", section: "TLS Modes Overview" }],
}
