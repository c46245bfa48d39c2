import { operatorFix } from "../../client-fixes.ts"
import type { CoherenceJudgement, CoherenceRule } from "../coherence-rule.ts"
import type { NginxServer } from "../settings.ts"

export const nginxFilesMissing: CoherenceRule = {
	id: "nginx-files-missing",
	title: "nginx is to use TLS without the files for it.",
	severity: "error",
	blame: "proxy",
	judge: ({ settings }) => settings.nginx.flatMap(lacking),
	prose: {
		seen: [
			{ stack: "nginx", line: "[emerg] no ssl_client_certificate for ssl_verify_client" },
			{ stack: "nginx", line: '[emerg] no "ssl_certificate" is defined for the "listen ... ssl" directive' },
			{ stack: "nginx", line: "[emerg] no grpc_ssl_certificate_key is defined for certificate" },
		],
		means:
			"listen with ssl needs ssl_certificate and ssl_certificate_key; ssl_verify_client needs the CA of the clients; grpc_ssl_certificate needs its key; grpc_ssl_verify needs its CA. nginx does not start without them.",
		confirm: "nginx -t names the directive and the line.",
		prevent: "Run nginx -t before every reload.",
	},
	fixes: () => [
		operatorFix(
			"Name the files.",
			"ssl_certificate /certs/tls.crt;\nssl_certificate_key /certs/tls.key;\nssl_client_certificate /certs/ca.crt;\nssl_verify_client on;",
		),
	],
	citation: [{ text: "nginx documentation", section: "ngx_http_ssl_module, ngx_http_grpc_module" }],
}

function lacking({ listens, directives, passes, label }: NginxServer): readonly CoherenceJudgement[] {
	const has = (name: string) => directives.has(name)
	const tls = listens.find((listen) => listen.tls)
	const verify = directives.get("ssl_verify_client")
	const missing = (title: string, detail: string, at: CoherenceJudgement["at"]) => ({ title, detail, at })
	return [
		...(tls !== undefined && !has("ssl_certificate") && !has("ssl_reject_handshake")
			? [
					missing(`${label} listens with ssl and has no ssl_certificate.`, "nginx does not start with it.", [
						tls.at,
					]),
				]
			: []),
		...(has("ssl_certificate") && !has("ssl_certificate_key")
			? [
					missing(`${label} has a certificate and no ssl_certificate_key.`, "nginx does not start with it.", [
						directives.get("ssl_certificate")?.at ?? { source: 0, line: 1 },
					]),
				]
			: []),
		...(verify !== undefined &&
		/^(?:on|optional)$/.test(verify.value) &&
		!has("ssl_client_certificate") &&
		!has("ssl_trusted_certificate")
			? [
					missing(
						`${label} verifies clients and knows no CA.`,
						"ssl_verify_client needs ssl_client_certificate. nginx does not start with it.",
						[verify.at],
					),
				]
			: []),
		...passes.flatMap(({ url, directives: own }) => {
			const certificate = own.get("grpc_ssl_certificate")
			const check = own.get("grpc_ssl_verify")
			return [
				...(certificate !== undefined && !own.has("grpc_ssl_certificate_key")
					? [
							missing(
								`${url.value} gets a certificate without its key.`,
								"grpc_ssl_certificate needs grpc_ssl_certificate_key.",
								[certificate.at, url.at],
							),
						]
					: []),
				...(check?.value === "on" && !own.has("grpc_ssl_trusted_certificate")
					? [
							missing(
								`${url.value} is to be verified with no CA.`,
								"grpc_ssl_verify needs grpc_ssl_trusted_certificate.",
								[check.at, url.at],
							),
						]
					: []),
			]
		}),
	]
}
