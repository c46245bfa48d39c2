import type { FiringSettings } from "./firing-settings.ts"
import { indentLines, nginxServer as nginx } from "./setting-texts.ts"

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
${indentLines(pod, 6)}
      containers:
        - name: api
          image: registry.example/api:3
${indentLines(container, 10)}`
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
	`apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: { name: server }\nspec:\n  secretName: server-tls\n${indentLines(spec, 2)}\n`

/** Texts of programs, Kubernetes and cert-manager that need no certificates. */
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
	{
		rule: "plaintext-probe-on-tls-port",
		fires: deployment(
			'args: ["--tls-cert=/c/tls.crt", "--tls-key=/c/tls.key"]\nvolumeMounts: [{ name: certs, mountPath: /c }]\nreadinessProbe: { grpc: { port: 50051 } }',
			secret,
		),
		silent: deployment(
			'args: ["--client-cert=/c/tls.crt", "--client-key=/c/tls.key"]\nvolumeMounts: [{ name: certs, mountPath: /c }]\nreadinessProbe: { grpc: { port: 50051 } }',
			secret,
		),
	},
]
