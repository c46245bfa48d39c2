import type { FiringSettings } from "./firing-settings.ts"

const files =
	"PERMGUARD_SERVER_TLS_CERT_FILE=/certs/tls.crt\nPERMGUARD_SERVER_TLS_KEY_FILE=/certs/tls.key\nPERMGUARD_SERVER_TLS_CA_FILE=/certs/ca.crt\n"
const mutual = `PERMGUARD_SERVER_TLS_MODE=mtls\n${files}`
const spiffe = "PERMGUARD_SERVER_TLS_MODE=spiffe\nSPIFFE_ENDPOINT_SOCKET=unix:///run/spire/agent.sock\n"
const client = "permguard config set zap-endpoint grpcs://localhost:9091\npermguard zones list"

/** A Deployment of one container. */
function deployment(container: string, pod = ""): string {
	return `apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  template:
    metadata: { labels: { app: api } }
    spec:
${lines(pod, 6)}
      containers:
        - name: api
          image: registry.example/api:3
${lines(container, 10)}`
}

function lines(text: string, by: number): string {
	return text.replace(/^(?=.)/gm, " ".repeat(by))
}

const tlsEnv = (mode: string, folder = "/certs") => `env:
  - { name: PERMGUARD_SERVER_TLS_MODE, value: ${mode} }
  - { name: PERMGUARD_SERVER_TLS_CERT_FILE, value: ${folder}/tls.crt }
  - { name: PERMGUARD_SERVER_TLS_KEY_FILE, value: ${folder}/tls.key }
`
const mount = "volumeMounts:\n  - { name: certs, mountPath: /certs }\n"
const secret = "volumes:\n  - name: certs\n    secret: { secretName: server-tls }\n"
const service = (ports: string) =>
	`apiVersion: v1\nkind: Service\nmetadata: { name: api }\nspec:\n  selector: { app: api }\n  ports:\n    - ${ports}\n`

const certificate = (spec: string) =>
	`apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: { name: server }\nspec:\n  secretName: server-tls\n${lines(spec, 2)}\n`

const downstream = (context: string) => `filter_chains:
  - transport_socket:
      typed_config:
        "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext
${lines(context, 8)}
    filters:
      - typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
`
const upstream = (context: string, options = "") => `clusters:
  - name: billing
${lines(options, 4)}
    load_assignment:
      endpoints:
        - lb_endpoints:
            - endpoint: { address: { socket_address: { address: billing.internal, port_value: 50051 } } }
    transport_socket:
      typed_config:
        "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
${lines(context, 8)}
`
const http2 = `typed_extension_protocol_options:
  envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
    explicit_http_config: { http2_protocol_options: {} }
`
const trusted = "common_tls_context:\n  validation_context:\n    trusted_ca: { filename: /certs/ca.crt }\n"
const named = `${trusted}    match_typed_subject_alt_names:\n      - { san_type: URI, matcher: { exact: spiffe://example.org/billing } }\n`
const alpn = "common_tls_context:\n  alpn_protocols: [h2]\n"

const nginx = (body: string) =>
	`server {\n  listen 443 ssl;\n  http2 on;\n  ssl_certificate /tls.crt;\n  ssl_certificate_key /tls.key;\n  ${body}\n}\n`
const peer = (mode: string) =>
	`apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: { name: default, namespace: shop }\nspec:\n  mtls: { mode: ${mode} }\n---\n`
const rule = (tls: string) =>
	`apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: { name: billing, namespace: shop }\nspec:\n  host: billing\n  trafficPolicy:\n    tls: ${tls}\n`
const agent = (values: string) => `agent {\n  data_dir = "/var/lib/spire"\n  ${values}\n}\n`

/** Texts that need no certificates. */
export const firingTexts: readonly FiringSettings[] = [
	{ rule: "server-mode-invalid", fires: "PERMGUARD_SERVER_TLS_MODE=TLS", silent: mutual },
	{
		rule: "server-certificate-files-missing",
		fires: "--server-tls-mode=mtls --server-tls-cert-file=/a.pem",
		silent: mutual,
	},
	{
		rule: "server-certificate-files-missing",
		fires: mutual.replace(/.*CA_FILE.*\n/, ""),
		silent: mutual.replace("mtls", "tls"),
	},
	{ rule: "server-files-without-tls", fires: files, silent: mutual },
	{
		rule: "server-files-without-tls",
		fires: mutual.replace("mtls", "none"),
		silent: "PERMGUARD_SERVER_TLS_MODE=none",
	},
	{
		rule: "generated-certificate-changes",
		fires: "docker run -e PERMGUARD_SERVER_TLS_MODE=tls permguard/all-in-one",
		silent: mutual.replace("mtls", "tls"),
	},
	{ rule: "external-mode-without-reload", fires: mutual.replace("mtls", "external"), silent: mutual },
	{
		rule: "csi-volume-without-files",
		fires: deployment(
			tlsEnv("tls") + mount,
			"volumes:\n  - name: certs\n    csi: { driver: csi.spiffe.io }\n",
		),
		silent: deployment(
			tlsEnv("tls") + mount,
			"volumes:\n  - name: certs\n    csi: { driver: spiffe.csi.cert-manager.io }\n",
		),
	},
	{
		rule: "csi-volume-without-files",
		fires: deployment(
			"args: [--tls-cert=/run/spiffe/svid.pem]\nvolumeMounts: [{ name: s, mountPath: /run/spiffe }]",
			"volumes: [{ name: s, csi: { driver: csi.spiffe.io } }]",
		),
		silent: deployment(
			"env: [{ name: SPIFFE_ENDPOINT_SOCKET, value: 'unix:///run/spiffe/agent.sock' }]\nvolumeMounts: [{ name: s, mountPath: /run/spiffe }]",
			"volumes: [{ name: s, csi: { driver: csi.spiffe.io } }]",
		),
	},
	{ rule: "spiffe-socket-not-set", fires: "PERMGUARD_SERVER_TLS_MODE=spiffe", silent: spiffe },
	{
		rule: "spiffe-socket-not-set",
		fires: `${client} --spiffe-enabled`,
		silent: `${client} --spiffe-enabled --spiffe-endpoint /a.sock`,
	},
	{ rule: "spiffe-socket-wrong-form", fires: spiffe.replace("unix://", ""), silent: spiffe },
	{
		rule: "spiffe-socket-wrong-form",
		fires: "--server-tls-mode=spiffe --server-tls-spiffe-socket-path=unix:///a.sock",
		silent: "--server-tls-mode=spiffe --server-tls-spiffe-socket-path=/a.sock",
	},
	{
		rule: "spiffe-socket-wrong-form",
		fires: `export SPIFFE_ENDPOINT_SOCKET=unix:///a.sock\n${client} --spiffe-enabled`,
		silent: `export SPIFFE_ENDPOINT_SOCKET=/a.sock\n${client} --spiffe-enabled`,
	},
	{
		rule: "spiffe-socket-not-mounted",
		fires: deployment("env: [{ name: SPIFFE_ENDPOINT_SOCKET, value: 'unix:///run/spire/agent.sock' }]"),
		silent: deployment(
			"env: [{ name: SPIFFE_ENDPOINT_SOCKET, value: 'unix:///run/spire/agent.sock' }]\nvolumeMounts: [{ name: s, mountPath: /run/spire }]",
			"volumes: [{ name: s, hostPath: { path: /run/spire } }]",
		),
	},
	{
		rule: "client-certificate-incomplete",
		fires: `${client} --tls-cert-file a.pem`,
		silent: `${client} --tls-cert-file a.pem --tls-key-file b.pem`,
	},
	{
		rule: "client-certificate-incomplete",
		fires: "grpcurl -key k.pem api.example:443 list",
		silent: "grpcurl -cert c.pem -key k.pem api.example:443 list",
	},
	{
		rule: "tls-settings-on-plaintext-endpoint",
		fires: `${client.replace("grpcs", "grpc")} --tls-ca-file ca.pem`,
		silent: `${client} --tls-ca-file ca.pem`,
	},
	{
		rule: "endpoint-scheme-unknown",
		fires: "PERMGUARD_PDP_ENDPOINT=https://pdp.example:9094",
		silent: "PERMGUARD_PDP_ENDPOINT=grpcs://pdp.example:9094",
	},
	{
		rule: "verification-switched-off",
		fires: `${client} --tls-skip-verify`,
		silent: `${client} --tls-skip-verify=false`,
	},
	{
		rule: "verification-switched-off",
		fires: "grpcurl -insecure api.example:443 list",
		silent: "grpcurl api.example:443 list",
	},
	{
		rule: "skip-verify-against-spiffe-server",
		fires: `${spiffe}${client} --tls-skip-verify`,
		silent: `${mutual.replace("mtls", "tls")}${client} --tls-skip-verify`,
	},
	{
		rule: "client-without-required-certificate",
		fires: `${mutual}${client} --tls-ca-file ca.pem`,
		silent: `${mutual}${client} --tls-ca-file ca.pem --tls-cert-file c.pem --tls-key-file k.pem`,
	},
	{
		rule: "client-without-required-certificate",
		fires: `${mutual}---\n${nginx("location / { grpc_pass grpcs://127.0.0.1:9091; }")}`,
		silent: `${mutual}---\n${nginx("location / { grpc_pass grpcs://127.0.0.1:9091; grpc_ssl_certificate /c; grpc_ssl_certificate_key /k; }")}`,
	},
	{
		rule: "scheme-contradicts-server",
		fires: `${mutual}${client.replace("grpcs", "grpc")}`,
		silent: `${mutual}${client}`,
	},
	{
		rule: "scheme-contradicts-server",
		fires: `PERMGUARD_SERVER_TLS_MODE=none\n${client}`,
		silent: `PERMGUARD_SERVER_TLS_MODE=none\n${client.replace("grpcs", "grpc")}`,
	},
	{
		rule: "scheme-contradicts-server",
		fires: `${mutual}${nginx("location / { grpc_pass grpc://127.0.0.1:9091; }")}`,
		silent: `${mutual}${nginx("location / { grpc_pass grpcs://127.0.0.1:9091; }")}`,
	},
	{
		rule: "plaintext-probe-on-tls-port",
		fires: deployment(`${tlsEnv("tls")}livenessProbe: { grpc: { port: 9091 } }`),
		silent: deployment(`${tlsEnv("none")}livenessProbe: { grpc: { port: 9091 } }`),
	},
	{
		rule: "plaintext-probe-on-tls-port",
		fires: deployment(
			`${tlsEnv("tls")}livenessProbe: { exec: { command: [grpc_health_probe, "-addr=:9091"] } }`,
		),
		silent: deployment(
			`${tlsEnv("tls")}livenessProbe: { exec: { command: [grpc_health_probe, "-addr=:9091", -tls] } }`,
		),
	},
	{
		rule: "plaintext-probe-on-tls-port",
		fires: deployment(`${tlsEnv("mtls")}livenessProbe: { exec: { command: [grpc_health_probe, -tls] } }`),
		silent: deployment(`${tlsEnv("mtls")}livenessProbe: { tcpSocket: { port: 9091 } }`),
	},
	{
		rule: "tls-file-not-mounted",
		fires: deployment(tlsEnv("tls", "/tls") + mount, secret),
		silent: deployment(tlsEnv("tls") + mount, secret),
	},
	{
		rule: "tls-file-not-mounted",
		fires: "services:\n  a:\n    environment: { TLS_CERT_FILE: /tls/a.crt }\n    volumes: [./c:/certs]",
		silent: "services:\n  a:\n    environment: { TLS_CERT_FILE: /certs/a.crt }\n    volumes: [./c:/certs]",
	},
	{
		rule: "mounted-secret-lacks-file",
		fires: deployment(
			tlsEnv("tls") + mount,
			"volumes:\n  - name: certs\n    secret: { secretName: s, items: [{ key: tls.crt, path: server.pem }] }\n",
		),
		silent: deployment(tlsEnv("tls") + mount, secret),
	},
	{
		rule: "mounted-secret-lacks-file",
		fires: `${deployment(tlsEnv("tls").replace("tls.crt", "cert.pem") + mount, secret)}\n---\n${certificate("dnsNames: [a.example]")}`,
		silent: `${deployment(tlsEnv("tls") + mount, secret)}\n---\n${certificate("dnsNames: [a.example]")}`,
	},
	{
		rule: "key-file-not-readable",
		fires: deployment(
			tlsEnv("tls") + mount,
			"securityContext: { runAsNonRoot: true }\nvolumes:\n  - name: certs\n    secret: { secretName: s, defaultMode: 0400 }\n",
		),
		silent: deployment(
			tlsEnv("tls") + mount,
			"securityContext: { runAsNonRoot: true, fsGroup: 65532 }\nvolumes:\n  - name: certs\n    secret: { secretName: s, defaultMode: 0400 }\n",
		),
	},
	{
		rule: "secret-mounted-by-subpath",
		fires: deployment("volumeMounts: [{ name: certs, mountPath: /certs/tls.crt, subPath: tls.crt }]", secret),
		silent: deployment(mount, secret),
	},
	{
		rule: "volume-not-defined",
		fires: deployment(mount, "volumes: [{ name: cert, emptyDir: {} }]"),
		silent: deployment(mount, secret),
	},
	{
		rule: "service-protocol-undeclared",
		fires: service("{ name: main, port: 50051 }"),
		silent: service("{ name: main, port: 50051, appProtocol: grpc }"),
	},
	{
		rule: "service-protocol-undeclared",
		fires: service("{ port: 443, targetPort: 9091 }"),
		silent: service("{ name: grpc-api, port: 443, targetPort: 9091 }"),
	},
	{
		rule: "service-reaches-no-port",
		fires: `${deployment("ports: [{ containerPort: 9091, name: zap }]")}\n---\n${service("{ port: 443, targetPort: grpc }")}`,
		silent: `${deployment("ports: [{ containerPort: 9091, name: zap }]")}\n---\n${service("{ port: 443, targetPort: zap }")}`,
	},
	{
		rule: "certificate-lacks-endpoint-name",
		fires: `${certificate("dnsNames: [api.shop.svc]")}---\ngrpcurl -cacert ca.pem api.example:443 list`,
		silent: `${certificate("dnsNames: [api.shop.svc, '*.example']")}---\ngrpcurl -cacert ca.pem api.example:443 list`,
	},
	{
		rule: "certificate-usages-incomplete",
		fires: certificate("usages: [client auth, digital signature]"),
		silent: certificate("usages: [server auth, digital signature]"),
	},
	{
		rule: "certificate-renewed-too-early",
		fires: certificate("duration: 24h\nrenewBefore: 24h"),
		silent: certificate("duration: 24h\nrenewBefore: 8h30m"),
	},
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
	{
		rule: "setting-overridden",
		fires: `PERMGUARD_TLS_CA_FILE=/a.pem ${client.split("\n")[1]} --tls-ca-file /b.pem`,
		silent: `PERMGUARD_TLS_CA_FILE=/a.pem ${client.split("\n")[1]} --tls-ca-file /a.pem`,
	},
	{ rule: "setting-overridden", fires: `${mutual}PERMGUARD_SERVER_TLS_MODE=tls`, silent: mutual },
	{ rule: "setting-name-unknown", fires: `${mutual}PERMGUARD_SERVER_TLS_CERTFILE=/x.pem`, silent: mutual },
	{
		rule: "setting-name-unknown",
		fires: "--server-tls-mode=tls --server-tls-cert=/x.pem",
		silent: "--server-tls-mode=tls --server-tls-cert-file=/x.pem",
	},
	{ rule: "files-without-effect", fires: `${spiffe}PERMGUARD_SERVER_TLS_CERT_FILE=/a.pem`, silent: spiffe },
	{ rule: "spiffe-identity-not-restricted", fires: spiffe, silent: mutual },
	{
		rule: "file-client-against-spiffe-server",
		fires: `${spiffe}${client} --tls-cert-file c.pem --tls-key-file k.pem`,
		silent: `${spiffe}${client} --spiffe-enabled`,
	},
	{
		rule: "spiffe-client-against-file-server",
		fires: `${mutual}${client} --spiffe-enabled --spiffe-endpoint /a.sock`,
		silent: `${spiffe}${client} --spiffe-enabled --spiffe-endpoint /a.sock`,
	},
]
