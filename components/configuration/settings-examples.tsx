/** Something to try for each kind of settings. Each has one fault that people really make. */
export const settingsExamples: readonly { readonly label: string; readonly text: string }[] = [
	{
		label: "Kubernetes",
		text: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: permguard
spec:
  template:
    spec:
      containers:
        - name: permguard
          image: permguard/all-in-one:latest
          env:
            - name: PERMGUARD_SERVER_TLS_MODE
              value: external
            - name: PERMGUARD_SERVER_TLS_CERT_FILE
              value: /spiffe-workload-api/svid.pem
            - name: PERMGUARD_SERVER_TLS_KEY_FILE
              value: /spiffe-workload-api/svid-key.pem
            - name: PERMGUARD_SERVER_TLS_CA_FILE
              value: /spiffe-workload-api/bundle.pem
          readinessProbe:
            grpc:
              port: 9091
          volumeMounts:
            - name: spiffe-workload-api
              mountPath: /spiffe-workload-api
              readOnly: true
      volumes:
        - name: spiffe-workload-api
          csi:
            driver: csi.spiffe.io
            readOnly: true
`,
	},
	{
		label: "Server and client",
		text: `# the server
export PERMGUARD_SERVER_TLS_MODE=spiffe
export SPIFFE_ENDPOINT_SOCKET=unix:///spiffe-workload-api/spire-agent.sock

# the client, outside of the cluster
permguard config set zap-endpoint grpcs://permguard.example.com:9091
permguard zones list --tls-skip-verify
`,
	},
	{
		label: "docker run",
		text: `docker run --rm -it \\
  -p 9091:9091 \\
  -v /srv/certs:/certs:ro \\
  -e PERMGUARD_SERVER_TLS_MODE=mtls \\
  -e PERMGUARD_SERVER_TLS_CERT_FILE=/certs/server-cert.pem \\
  -e PERMGUARD_SERVER_TLS_KEY_FILE=/certs/server-key.pem \\
  permguard/all-in-one:latest
`,
	},
	{
		label: "Docker Compose",
		text: `services:
  permguard:
    image: permguard/all-in-one:latest
    environment:
      PERMGUARD_SERVER_TLS_CERT_FILE: /certs/server.pem
      PERMGUARD_SERVER_TLS_KEY_FILE: /certs/server-key.pem
    volumes:
      - ./certs:/certs:ro
    ports:
      - "9091:9091"
`,
	},
	{
		label: "Envoy",
		text: `clusters:
  - name: billing
    type: STRICT_DNS
    load_assignment:
      cluster_name: billing
      endpoints:
        - lb_endpoints:
            - endpoint:
                address:
                  socket_address: { address: billing.internal, port_value: 50051 }
    transport_socket:
      name: envoy.transport_sockets.tls
      typed_config:
        "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
        sni: billing.internal
        common_tls_context:
          validation_context:
            trusted_ca: { filename: /certs/ca.pem }
`,
	},
	{
		label: "Istio",
		text: `apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata:
  name: default
  namespace: shop
spec:
  mtls:
    mode: STRICT
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: billing
  namespace: shop
spec:
  host: billing.shop.svc.cluster.local
  trafficPolicy:
    tls:
      mode: DISABLE
`,
	},
	{
		label: "cert-manager",
		text: `apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: grpc-server
spec:
  secretName: grpc-server-tls
  duration: 24h
  renewBefore: 720h
  dnsNames: [grpc-server.shop.svc.cluster.local]
  usages: [client auth]
  issuerRef:
    name: internal-ca
    kind: ClusterIssuer
`,
	},
	{
		label: "nginx",
		text: `server {
  listen 443 ssl;
  server_name grpc.example.com;
  ssl_certificate /etc/nginx/tls.crt;
  ssl_certificate_key /etc/nginx/tls.key;
  ssl_verify_client on;

  location / {
    grpc_pass grpcs://127.0.0.1:9091;
  }
}
`,
	},
	{
		label: "SPIRE",
		text: `agent {
  data_dir = "/var/lib/spire"
  server_address = "spire-server"
  server_port = "8081"
  socket_path = "/run/spire/agent/api.sock"
  trust_domain = "prod.example.org"
  insecure_bootstrap = true
}
---
SPIFFE_ENDPOINT_SOCKET=unix:///tmp/agent.sock
`,
	},
]
