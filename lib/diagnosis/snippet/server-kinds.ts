import type { ServerKind } from "../finding.ts"

/** The kinds of servers in the order of the menu, with their names. */
export const serverKindWords = {
	permguard: "Permguard",
	go: "Go",
	java: "Java",
	node: "Node",
	python: "Python",
	rust: "Rust",
	dotnet: ".NET",
	nginx: "nginx",
	envoy: "Envoy",
	haproxy: "HAProxy",
	kubernetes: "Kubernetes",
	istio: "Istio",
	spire: "SPIRE",
} as const satisfies Record<ServerKind, string>

/** The kinds in the order of the menu. */
export const serverKinds: readonly ServerKind[] = [
	...(["permguard", "go", "java", "node", "python", "rust", "dotnet"] as const),
	...(["nginx", "envoy", "haproxy", "kubernetes", "istio", "spire"] as const),
]

/** Names of stacks as the inference says them, and the kind whose settings they have. */
const kindsByStack: readonly (readonly [RegExp, ServerKind])[] = [
	[/permguard/i, "permguard"],
	[/^(?:grpc-go|connect-go|Go )/i, "go"],
	[/^(?:grpc-java|JSSE)/i, "java"],
	[/^(?:grpc-js|connect-es|Node)/i, "node"],
	[/^(?:gRPC C-core|grpcio)/i, "python"],
	[/^(?:tonic|connect-rust|hyper|rustls)/i, "rust"],
	[/^(?:grpc-dotnet|Kestrel)/i, "dotnet"],
	[/^nginx/i, "nginx"],
	[/^Envoy/i, "envoy"],
	[/^HAProxy/i, "haproxy"],
]

/** The kind of server whose settings a stack has, by the name that the inference gives it. */
export function serverKindOf(stack: string): ServerKind | undefined {
	return kindsByStack.find(([pattern]) => pattern.test(stack))?.[1]
}
