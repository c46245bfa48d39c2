import type { FiringSettings } from "./firing-settings.ts"
import { indentLines, nginxServer as nginx } from "./setting-texts.ts"

const downstream = (context: string) => `filter_chains:
  - transport_socket:
      typed_config:
        "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext
${indentLines(context, 8)}
    filters:
      - typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
`
const upstream = (context: string, options = "") => `clusters:
  - name: billing
${indentLines(options, 4)}
    load_assignment:
      endpoints:
        - lb_endpoints:
            - endpoint: { address: { socket_address: { address: billing.internal, port_value: 50051 } } }
    transport_socket:
      typed_config:
        "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
${indentLines(context, 8)}
`
const http2 = `typed_extension_protocol_options:
  envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
    explicit_http_config: { http2_protocol_options: {} }
`
const trusted = "common_tls_context:\n  validation_context:\n    trusted_ca: { filename: /certs/ca.crt }\n"
const named = `${trusted}    match_typed_subject_alt_names:\n      - { san_type: URI, matcher: { exact: spiffe://example.org/billing } }\n`
const alpn = "common_tls_context:\n  alpn_protocols: [h2]\n"

const peer = (mode: string) =>
	`apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: { name: default, namespace: shop }\nspec:\n  mtls: { mode: ${mode} }\n---\n`
const rule = (tls: string) =>
	`apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: { name: billing, namespace: shop }\nspec:\n  host: billing\n  trafficPolicy:\n    tls: ${tls}\n`
const agent = (values: string) => `agent {\n  data_dir = "/var/lib/spire"\n  ${values}\n}\n`

/** Texts of Envoy, nginx, Istio and SPIRE. */
export const firingProxies: readonly FiringSettings[] = [
	{ rule: "downstream-without-alpn", fires: downstream("common_tls_context: {}"), silent: downstream(alpn) },
	{
		rule: "client-certificate-not-demanded",
		fires: downstream(named),
		silent: downstream(`require_client_certificate: true\n${named}`),
	},
	{
		rule: "client-certificate-not-demanded",
		fires: nginx("ssl_verify_client optional;\n  ssl_client_certificate /ca;"),
		silent: nginx("ssl_verify_client on;\n  ssl_client_certificate /ca;"),
	},
	{
		rule: "client-certificates-not-verified",
		fires: downstream(`require_client_certificate: true\n${alpn}`),
		silent: downstream(`require_client_certificate: true\n${trusted}`),
	},
	{ rule: "upstream-without-http2", fires: upstream(named), silent: upstream(named, http2) },
	{
		rule: "upstream-not-verified",
		fires: upstream("sni: billing.internal", http2),
		silent: upstream(named, http2),
	},
	{
		rule: "upstream-not-verified",
		fires: nginx("location / { grpc_pass grpcs://b:1; }"),
		silent: nginx(
			"location / { grpc_pass grpcs://b:1; grpc_ssl_verify on; grpc_ssl_trusted_certificate /ca; }",
		),
	},
	{ rule: "upstream-name-not-checked", fires: upstream(trusted, http2), silent: upstream(named, http2) },
	{
		rule: "nginx-listener-without-http2",
		fires: nginx("location / { grpc_pass grpc://b:1; }").replace("http2 on;", ""),
		silent: nginx("location / { grpc_pass grpc://b:1; }"),
	},
	{
		rule: "nginx-files-missing",
		fires: nginx("ssl_verify_client on;"),
		silent: nginx("ssl_verify_client on; ssl_client_certificate /ca;"),
	},
	{ rule: "nginx-files-missing", fires: "server { listen 443 ssl; }", silent: "server { listen 80; }" },
	{
		rule: "mesh-modes-contradict",
		fires: peer("STRICT") + rule("{ mode: SIMPLE }"),
		silent: peer("STRICT") + rule("{ mode: ISTIO_MUTUAL }"),
	},
	{
		rule: "mesh-rule-incomplete",
		fires: rule("{ mode: MUTUAL }"),
		silent: rule("{ mode: MUTUAL, credentialName: c }"),
	},
	{
		rule: "mesh-rule-incomplete",
		fires: rule("{ mode: ISTIO_MUTUAL, clientCertificate: /c }"),
		silent: rule("{ mode: ISTIO_MUTUAL }"),
	},
	{ rule: "mesh-permits-plaintext", fires: peer("PERMISSIVE"), silent: peer("STRICT") },
	{
		rule: "agent-trusts-first-server",
		fires: agent("insecure_bootstrap = true"),
		silent: agent('trust_bundle_path = "/b.pem"'),
	},
	{
		rule: "trust-domains-differ",
		fires: `${agent('trust_domain = "a.example"')}server {\n  bind_port = "8081"\n  trust_domain = "b.example"\n}`,
		silent: `${agent('trust_domain = "a.example"')}server {\n  bind_port = "8081"\n  trust_domain = "a.example"\n}`,
	},
	{
		rule: "trust-domains-differ",
		fires: `${agent('trust_domain = "a.example"')}---\n${upstream(named)}`,
		silent: `${agent('trust_domain = "example.org"')}---\n${upstream(named)}`,
	},
	{
		rule: "socket-paths-differ",
		fires: `${agent('socket_path = "/run/a.sock"')}SPIFFE_ENDPOINT_SOCKET=unix:///tmp/b.sock`,
		silent: `${agent('socket_path = "/run/a.sock"')}SPIFFE_ENDPOINT_SOCKET=unix:///run/a.sock`,
	},
]
