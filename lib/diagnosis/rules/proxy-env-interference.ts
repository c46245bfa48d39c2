import { operatorFix } from "../client-fixes.ts"
import { shellWord } from "../quote.ts"
import { type Rule, silent } from "../rule.ts"

export const proxyEnvInterference: Rule = {
	id: "proxy-env-interference",
	title: "A proxy from the environment takes the connection somewhere else.",
	severity: "error",
	blame: "proxy",
	judge: silent,
	prose: {
		seen: [
			{ stack: "C-core", line: "Connecting to server 127.0.0.1:50051 via HTTP proxy" },
			{ stack: "grpc-js", line: "Failed to connect to proxy proxy.example:3128" },
			{ stack: "Go", line: "proxyconnect tcp: tls: oversized record received with length 20527" },
			{ stack: "Go", line: 'failed to do connect handshake, response: "HTTP/1.1 403 Forbidden' },
		],
		means:
			"HTTPS_PROXY, https_proxy, grpc_proxy or http_proxy is set where the client runs, and the client dials the proxy instead of the server, even for localhost. Countersign dials directly, so its own check works while the client fails.",
		confirm: "Print the variables in the environment of the client, not of your shell.",
		prevent: "Put internal names and addresses into NO_PROXY wherever a proxy is set.",
	},
	fixes: (context) => [
		operatorFix(
			"Look at the proxy variables, and take this host out of them.",
			`env | grep -i _proxy\nexport NO_PROXY="$NO_PROXY",${shellWord(context.host)} no_grpc_proxy=${shellWord(context.host)}`,
		),
	],
	citation: [{ text: "gRPC environment variables", section: "http_proxy, no_grpc_proxy" }],
}
