import type { CoherenceRule } from "../coherence-rule.ts"

export const endpointSchemeUnknown: CoherenceRule = {
	id: "endpoint-scheme-unknown",
	title: "An endpoint's scheme is neither grpc:// nor grpcs://.",
	severity: "error",
	blame: "client",
	judge: ({ settings }) =>
		settings.sides
			.filter(({ role, software }) => role === "client" && software === "permguard")
			.flatMap(({ endpoints }) => endpoints)
			.filter(({ value }) => !/^grpcs?:\/\//.test(value) && !/^\(|\$/.test(value))
			.map(({ name, at }) => ({
				title: `${name} begins with neither grpc:// nor grpcs://.`,
				detail: "Permguard's client takes no other scheme, and none is added for you.",
				at: [at],
			})),
	prose: {
		seen: [{ stack: "Permguard", line: 'client: endpoint scheme must be grpc:// or grpcs://, got "https"' }],
		means:
			"The scheme says whether TLS is spoken: grpc:// is plaintext, grpcs:// is TLS. https://, dns:/// and a bare host and port are refused.",
		confirm: "Read the endpoint that the error names.",
		prevent: "Write endpoints with their scheme everywhere.",
	},
	fixes: () => [
		{
			for: "permguard",
			text: "Write grpcs:// for TLS.",
			command: "permguard config set zap-endpoint grpcs://service.example:9091",
		},
	],
	citation: [{ text: "Permguard transport security guide", section: "TLS Modes Overview" }],
}
