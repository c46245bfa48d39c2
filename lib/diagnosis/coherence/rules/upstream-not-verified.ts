import { operatorFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"

export const upstreamNotVerified: CoherenceRule = {
	id: "upstream-not-verified",
	title: "The proxy does not verify its upstream.",
	severity: "warning",
	blame: "proxy",
	judge: ({ settings }) => [
		...settings.contexts
			.filter(({ role, tls, trust }) => role === "client" && tls && trust === undefined)
			.map(({ label, at }) => ({
				title: `${label} is not verified.`,
				detail:
					"Envoy verifies an upstream only against a trusted_ca. Without one, whoever answers is taken for it.",
				at: [at],
				fixes: [inEnvoy],
			})),
		...settings.nginx
			.flatMap(({ passes }) => passes)
			.filter(
				({ url, directives }) =>
					url.value.startsWith("grpcs://") && directives.get("grpc_ssl_verify")?.value !== "on",
			)
			.map(({ url }) => ({
				title: `nginx does not verify ${url.value}.`,
				detail: "grpc_ssl_verify is off unless it is set. Whoever answers is taken for the upstream.",
				at: [url.at],
				fixes: [inNginx],
			})),
	],
	prose: {
		seen: [{ stack: "nginx", line: "grpc_ssl_verify off" }],
		means:
			"Proxies verify the certificate of an upstream only when told with what. Traffic is encrypted then, but to nobody in particular.",
		confirm: "Put another certificate in front of the proxy: it goes on without a word.",
		prevent: "Name the CA and the upstream's name on every TLS upstream.",
	},
	fixes: () => [inEnvoy, inNginx],
	citation: [
		{ text: "Envoy documentation", section: "Securing Envoy: upstream validation" },
		{ text: "nginx documentation", section: "ngx_http_grpc_module: grpc_ssl_verify" },
	],
}

const inEnvoy = operatorFix(
	"In Envoy, say which CA is trusted and which name the certificate must carry.",
	"validation_context:\n  trusted_ca: { filename: /certs/ca.crt }\n  match_typed_subject_alt_names:\n    - san_type: DNS\n      matcher: { exact: billing.internal }",
)

const inNginx = operatorFix(
	"In nginx, say which CA is trusted and which name the certificate must carry.",
	"grpc_ssl_verify on;\ngrpc_ssl_trusted_certificate /certs/ca.crt;\ngrpc_ssl_name billing.internal;\ngrpc_ssl_server_name on;",
)
