import { lines, type ServerNames, type ServerSnippets } from "./server-names.ts"

/** Serves TLS with a chain file and its key. */
export function serveTls(names: ServerNames): ServerSnippets {
	const { host, port, chain, key } = names
	return {
		permguard: {
			command: lines(
				"PERMGUARD_SERVER_TLS_MODE=tls",
				`PERMGUARD_SERVER_TLS_CERT_FILE=${chain}`,
				`PERMGUARD_SERVER_TLS_KEY_FILE=${key}`,
			),
		},
		go: {
			command: lines(
				`creds, err := credentials.NewServerTLSFromFile("${chain}", "${key}")`,
				"server := grpc.NewServer(grpc.Creds(creds))",
			),
		},
		java: {
			command: lines(
				`var credentials = TlsServerCredentials.create(new File("${chain}"), new File("${key}"));`,
				`var server = Grpc.newServerBuilderForPort(${port}, credentials).addService(service).build().start();`,
			),
		},
		node: {
			command: lines(
				"const credentials = grpc.ServerCredentials.createSsl(null, [",
				`\t{ cert_chain: readFileSync("${chain}"), private_key: readFileSync("${key}") },`,
				"])",
				`server.bindAsync("0.0.0.0:${port}", credentials, started)`,
			),
		},
		python: {
			command: lines(
				"credentials = grpc.ssl_server_credentials([",
				`    (open("${key}", "rb").read(), open("${chain}", "rb").read()),`,
				"])",
				`server.add_secure_port("[::]:${port}", credentials)`,
			),
		},
		rust: {
			command: lines(
				`let identity = Identity::from_pem(std::fs::read("${chain}")?, std::fs::read("${key}")?);`,
				"Server::builder()",
				"    .tls_config(ServerTlsConfig::new().identity(identity))?",
				`    .add_service(service).serve("[::]:${port}".parse()?).await?;`,
			),
		},
		dotnet: {
			command: lines(
				`builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenAnyIP(${port}, listen =>`,
				"{",
				"    listen.Protocols = HttpProtocols.Http2;",
				"    listen.UseHttps(https =>",
				"    {",
				`        https.ServerCertificate = X509Certificate2.CreateFromPemFile("${chain}", "${key}");`,
				"        https.ServerCertificateChain = new X509Certificate2Collection();",
				`        https.ServerCertificateChain.ImportFromPemFile("${chain}");`,
				"    });",
				"}));",
			),
		},
		nginx: {
			command: lines(
				"server {",
				`  listen ${port} ssl;`,
				"  http2 on;",
				`  server_name ${host};`,
				`  ssl_certificate ${chain};`,
				`  ssl_certificate_key ${key};`,
				"}",
			),
		},
		envoy: { command: envoyDownstream([`    tls_certificates:`, ...envoyPair(names)]) },
		haproxy: {
			text: "HAProxy reads key and chain from one file: key, leaf, intermediates.",
			command: lines(
				`cat ${key} ${chain} > /etc/haproxy/certs/${host}.pem`,
				`bind :${port} ssl crt /etc/haproxy/certs/${host}.pem alpn h2`,
			),
		},
		kubernetes: {
			text: "Put chain and key into the Secret that the server mounts.",
			command: lines(
				`kubectl create secret tls server-tls --cert=${chain} --key=${key} \\`,
				"  --dry-run=client -o yaml | kubectl apply -f -",
			),
		},
		istio: {
			text: "At the gateway, name the Secret; inside the mesh the sidecars bring TLS themselves.",
			command: lines(
				"servers:",
				`  - port: { number: ${port}, name: grpc-tls, protocol: HTTPS }`,
				`    hosts: ["${host}"]`,
				"    tls: { mode: SIMPLE, credentialName: server-tls }",
			),
		},
	}
}

/** The transport socket of an Envoy listener, with the given lines inside of its TLS context. */
export function envoyDownstream(inner: readonly string[], own: readonly string[] = []): string {
	return lines(
		"transport_socket:",
		"  name: envoy.transport_sockets.tls",
		"  typed_config:",
		'    "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext',
		...own.map((line) => `    ${line}`),
		"    common_tls_context:",
		"      alpn_protocols: [h2]",
		...inner.map((line) => `  ${line}`),
	)
}

/** Chain and key as an entry of `tls_certificates`. */
export function envoyPair({ chain, key }: ServerNames): readonly string[] {
	return [`      - certificate_chain: { filename: ${chain} }`, `        private_key: { filename: ${key} }`]
}
