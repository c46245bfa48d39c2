import { lines, type ServerNames, type ServerSnippets } from "./server-names.ts"
import { serveTls } from "./server-tls.ts"

/** Serves the chain with its intermediates. */
export function serveChain(names: ServerNames): ServerSnippets {
	const join = "cat leaf.pem intermediate.pem > server-chain.pem"
	return Object.fromEntries(
		Object.entries(serveTls(names)).map(([kind, snippet]) => [
			kind,
			{ ...snippet, command: lines(join, snippet.command ?? "") },
		]),
	)
}

/** Takes up a renewed certificate, at once and from now on. */
export function reloadCertificate({ host, port, chain, key, clientCa }: ServerNames): ServerSnippets {
	return {
		permguard: {
			text: "Restart Permguard: modes tls, mtls and external read the files once at start. Only mode spiffe takes up new certificates by itself.",
			command: "kubectl rollout restart deployment/permguard",
		},
		go: {
			text: "Read the pair for each handshake; until then restart the server.",
			command: lines(
				"config.GetCertificate = func(*tls.ClientHelloInfo) (*tls.Certificate, error) {",
				`\tpair, err := tls.LoadX509KeyPair("${chain}", "${key}")`,
				"\treturn &pair, err",
				"}",
			),
		},
		java: {
			text: "Let a key manager read the files again; until then restart the server.",
			command: lines(
				"var identity = new AdvancedTlsX509KeyManager();",
				`identity.updateIdentityCredentials(new File("${chain}"), new File("${key}"), 1, TimeUnit.MINUTES, executor);`,
				"TlsServerCredentials.newBuilder().keyManager(identity).build();",
			),
		},
		node: {
			text: "Restart the server, or let grpc-js watch the files (experimental; the client CA is part of it).",
			command: lines(
				"const files = new grpc.experimental.FileWatcherCertificateProvider({",
				`\tcertificateFile: "${chain}", privateKeyFile: "${key}", caCertificateFile: "${clientCa}",`,
				"\trefreshIntervalMs: 60_000,",
				"})",
				"grpc.experimental.createCertificateProviderServerCredentials(files, files, true)",
			),
		},
		python: {
			text: "Let grpcio ask for the pair at each handshake.",
			command: lines(
				"def current():",
				`    pair = (open("${key}", "rb").read(), open("${chain}", "rb").read())`,
				"    return grpc.ssl_server_certificate_configuration([pair])",
				"grpc.dynamic_ssl_server_credentials(current(), current)",
			),
		},
		rust: {
			text: "tonic reads the pair once: restart it, or do TLS with tokio-rustls and a resolver that reads again.",
			command: "let config = ServerConfig::builder().with_no_client_auth().with_cert_resolver(resolver);",
		},
		dotnet: {
			command: lines(
				"https.ServerCertificateSelector = (_, _) =>",
				`    X509Certificate2.CreateFromPemFile("${chain}", "${key}");`,
			),
		},
		nginx: { command: "nginx -t && nginx -s reload" },
		envoy: {
			text: "Name the pair by a file that Envoy watches (SDS); then no restart is needed.",
			command: lines(
				"tls_certificate_sds_secret_configs:",
				"  - name: server",
				"    sds_config:",
				"      path_config_source:",
				"        path: /etc/envoy/server-secret.yaml",
				"        watched_directory: { path: /etc/envoy/certs }",
			),
		},
		haproxy: {
			command: lines(`cat ${key} ${chain} > /etc/haproxy/certs/${host}.pem`, "systemctl reload haproxy"),
		},
		kubernetes: {
			text: "A mounted Secret follows within a minute or two, unless it is mounted by subPath; what reads it once has to be restarted.",
			command: "kubectl rollout restart deployment/NAME",
		},
		istio: {
			text: "Gateways and sidecars take up new certificates by themselves; look at what a sidecar holds.",
			command: "istioctl proxy-config secret POD",
		},
		spire: {
			text: "The Workload API sends new SVIDs by itself; look whether the server listens to the stream.",
			command: `countersign check ${host}:${port}`,
		},
	}
}
