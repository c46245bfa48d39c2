/** A section of the README: how one program uses the files of the kit. */
export type KitSnippet = readonly [title: string, language: string, code: string]

/** Sections whose libraries cannot use an Ed25519 certificate, and why. */
export const withoutEd25519: ReadonlyMap<string, string> = new Map([
	["Python", "gRPC for Python, like every gRPC library on C-core, takes no Ed25519 certificates"],
	["Java", "grpc-java on Netty, which brings its own TLS, takes no Ed25519 certificates"],
])

/** What to say to each program, with the files of a kit in the current folder and the server at a host's port 9091. */
export function kitSnippets(host: string): readonly KitSnippet[] {
	const target = `${host}:9091`
	return [
		[
			"Permguard, server",
			"sh",
			lines(
				"export PERMGUARD_SERVER_TLS_MODE=mtls",
				"export PERMGUARD_SERVER_TLS_CERT_FILE=server.pem",
				"export PERMGUARD_SERVER_TLS_KEY_FILE=server-key.pem",
				"export PERMGUARD_SERVER_TLS_CA_FILE=ca.pem",
				"# or as flags: --server-tls-mode mtls --server-tls-cert-file server.pem",
				"#   --server-tls-key-file server-key.pem --server-tls-ca-file ca.pem",
			),
		],
		[
			"Permguard, command line",
			"sh",
			lines(
				`permguard config set zap-endpoint grpcs://${target}`,
				"permguard zones list --tls-ca-file ca.pem --tls-cert-file client.pem --tls-key-file client-key.pem",
			),
		],
		[
			"grpcurl",
			"sh",
			`grpcurl -cacert ca.pem -cert client.pem -key client-key.pem ${target} grpc.health.v1.Health/Check`,
		],
		[
			"Go, server",
			"go",
			lines(
				'pair, err := tls.LoadX509KeyPair("server.pem", "server-key.pem")',
				...goFails,
				'ca, err := os.ReadFile("ca.pem")',
				...goFails,
				"pool := x509.NewCertPool()",
				"pool.AppendCertsFromPEM(ca)",
				"server := grpc.NewServer(grpc.Creds(credentials.NewTLS(&tls.Config{",
				"\tCertificates: []tls.Certificate{pair},",
				"\tClientCAs:    pool,",
				"\tClientAuth:   tls.RequireAndVerifyClientCert,",
				"})))",
			),
		],
		[
			"Go, client",
			"go",
			lines(
				'pair, err := tls.LoadX509KeyPair("client.pem", "client-key.pem")',
				...goFails,
				'ca, err := os.ReadFile("ca.pem")',
				...goFails,
				"roots := x509.NewCertPool()",
				"roots.AppendCertsFromPEM(ca)",
				`conn, err := grpc.NewClient("${target}", grpc.WithTransportCredentials(credentials.NewTLS(&tls.Config{`,
				"\tCertificates: []tls.Certificate{pair},",
				"\tRootCAs:      roots,",
				"})))",
				...goFails,
			),
		],
		[
			"Node",
			"js",
			lines(
				'import { readFileSync } from "node:fs"',
				'import * as grpc from "@grpc/grpc-js"',
				"",
				'const ca = readFileSync("ca.pem")',
				"const forServer = grpc.ServerCredentials.createSsl(ca, [",
				'\t{ cert_chain: readFileSync("server.pem"), private_key: readFileSync("server-key.pem") },',
				"], true)",
				'const forClient = grpc.credentials.createSsl(ca, readFileSync("client-key.pem"), readFileSync("client.pem"))',
				`const client = new grpc.Client("${target}", forClient)`,
			),
		],
		[
			"Python",
			"python",
			lines(
				"import grpc",
				"",
				"read = lambda name: open(name, 'rb').read()",
				"for_server = grpc.ssl_server_credentials(",
				"    [(read('server-key.pem'), read('server.pem'))],",
				"    root_certificates=read('ca.pem'), require_client_auth=True)",
				"for_client = grpc.ssl_channel_credentials(",
				"    read('ca.pem'), read('client-key.pem'), read('client.pem'))",
				`channel = grpc.secure_channel('${target}', for_client)`,
			),
		],
		[
			"Java",
			"java",
			lines(
				"var forServer = TlsServerCredentials.newBuilder()",
				'    .keyManager(new File("server.pem"), new File("server-key.pem"))',
				'    .trustManager(new File("ca.pem"))',
				"    .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE).build();",
				"var forClient = TlsChannelCredentials.newBuilder()",
				'    .keyManager(new File("client.pem"), new File("client-key.pem"))',
				'    .trustManager(new File("ca.pem")).build();',
				`var channel = Grpc.newChannelBuilder("${target}", forClient).build();`,
			),
		],
		[
			"Rust (tonic), server",
			"rust",
			lines(
				"use tonic::transport::{Certificate, Identity, Server, ServerTlsConfig};",
				"",
				'let ca = Certificate::from_pem(std::fs::read("ca.pem")?);',
				'let identity = Identity::from_pem(std::fs::read("server.pem")?, std::fs::read("server-key.pem")?);',
				"let tls = ServerTlsConfig::new().identity(identity).client_ca_root(ca);",
				"let mut server = Server::builder().tls_config(tls)?;",
			),
		],
		[
			"Rust (tonic), client",
			"rust",
			lines(
				"use tonic::transport::{Certificate, ClientTlsConfig, Endpoint, Identity};",
				"",
				'let ca = Certificate::from_pem(std::fs::read("ca.pem")?);',
				'let identity = Identity::from_pem(std::fs::read("client.pem")?, std::fs::read("client-key.pem")?);',
				"let tls = ClientTlsConfig::new().identity(identity).ca_certificate(ca);",
				`let channel = Endpoint::from_static("https://${target}").tls_config(tls)?.connect().await?;`,
			),
		],
		[
			".NET",
			"csharp",
			lines(
				"var trust = new X509ChainPolicy",
				"{",
				"    TrustMode = X509ChainTrustMode.CustomRootTrust,",
				"    RevocationMode = X509RevocationMode.NoCheck,",
				"};",
				'trust.CustomTrustStore.ImportFromPemFile("ca.pem");',
				"var handler = new SocketsHttpHandler();",
				"handler.SslOptions.CertificateChainPolicy = trust;",
				'var pem = X509Certificate2.CreateFromPemFile("client.pem", "client-key.pem");',
				"// .NET 9 and later. On Windows TLS uses no key that was only read from PEM.",
				"var client = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);",
				"handler.SslOptions.ClientCertificates = new X509CertificateCollection { client };",
				`var channel = GrpcChannel.ForAddress("https://${target}",`,
				"    new GrpcChannelOptions { HttpHandler = handler });",
			),
		],
		[
			"nginx",
			"nginx",
			lines(
				"server {",
				'    listen 9091 ssl http2; # from 1.25.1 on also in two lines: "listen 9091 ssl;" and "http2 on;"',
				"    ssl_certificate server.pem;",
				"    ssl_certificate_key server-key.pem;",
				"    ssl_client_certificate ca.pem;",
				"    ssl_verify_client on;",
				"    location / { grpc_pass grpc://127.0.0.1:9090; }",
				"}",
			),
		],
		[
			"Envoy, in a listener's filter chain",
			"yaml",
			lines(
				"transport_socket:",
				"  name: envoy.transport_sockets.tls",
				"  typed_config:",
				'    "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext',
				"    require_client_certificate: true",
				"    common_tls_context:",
				"      alpn_protocols: [h2]",
				"      tls_certificates:",
				"        - certificate_chain: { filename: server.pem }",
				"          private_key: { filename: server-key.pem }",
				"      validation_context: { trusted_ca: { filename: ca.pem } }",
			),
		],
		[
			"Kubernetes",
			"sh",
			lines(
				"kubectl create secret generic server-tls --type=kubernetes.io/tls \\",
				"  --from-file=tls.crt=server.pem --from-file=tls.key=server-key.pem --from-file=ca.crt=ca.pem",
				"kubectl create configmap client-ca --from-file=ca.crt=ca.pem",
			),
		],
	]
}

const goFails = ["if err != nil {", "\tlog.Fatal(err)", "}"] as const

function lines(...all: readonly string[]): string {
	return all.join("\n")
}
