import { lines, type ServerNames, type ServerSnippets } from "./server-names.ts"
import { envoyDownstream, envoyPair } from "./server-tls.ts"

/** Requires a client certificate and verifies it against the authorities of the clients. */
export function requireClientCertificate(names: ServerNames): ServerSnippets {
	const { host, port, chain, key, clientCa } = names
	return {
		permguard: {
			command: lines(
				"PERMGUARD_SERVER_TLS_MODE=mtls",
				`PERMGUARD_SERVER_TLS_CERT_FILE=${chain}`,
				`PERMGUARD_SERVER_TLS_KEY_FILE=${key}`,
				`PERMGUARD_SERVER_TLS_CA_FILE=${clientCa}`,
			),
		},
		go: {
			command: lines(
				`ca, err := os.ReadFile("${clientCa}")`,
				"pool := x509.NewCertPool()",
				"pool.AppendCertsFromPEM(ca)",
				"config.ClientCAs = pool",
				"config.ClientAuth = tls.RequireAndVerifyClientCert",
			),
		},
		java: {
			command: lines(
				"var credentials = TlsServerCredentials.newBuilder()",
				`    .keyManager(new File("${chain}"), new File("${key}"))`,
				`    .trustManager(new File("${clientCa}"))`,
				"    .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)",
				"    .build();",
			),
		},
		node: {
			command: lines(
				`const credentials = grpc.ServerCredentials.createSsl(readFileSync("${clientCa}"), [`,
				`\t{ cert_chain: readFileSync("${chain}"), private_key: readFileSync("${key}") },`,
				"], true)",
				"// with node:http2: createSecureServer({ requestCert: true, rejectUnauthorized: true, ca, … })",
			),
		},
		python: {
			command: lines(
				"credentials = grpc.ssl_server_credentials(",
				`    [(open("${key}", "rb").read(), open("${chain}", "rb").read())],`,
				`    root_certificates=open("${clientCa}", "rb").read(),`,
				"    require_client_auth=True)",
			),
		},
		rust: {
			command: lines(
				"let tls = ServerTlsConfig::new()",
				`    .identity(Identity::from_pem(std::fs::read("${chain}")?, std::fs::read("${key}")?))`,
				`    .client_ca_root(Certificate::from_pem(std::fs::read("${clientCa}")?));`,
			),
		},
		dotnet: {
			command: lines(
				"var trust = new X509ChainPolicy",
				"{",
				"    TrustMode = X509ChainTrustMode.CustomRootTrust,",
				"    RevocationMode = X509RevocationMode.NoCheck,",
				"};",
				`trust.CustomTrustStore.ImportFromPemFile("${clientCa}");`,
				"https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;",
				"https.OnAuthenticate = (_, tls) => tls.CertificateChainPolicy = trust;",
			),
		},
		nginx: {
			text: "nginx completes the handshake in any case and answers HTTP 400 where the certificate is missing or does not verify.",
			command: lines(`ssl_client_certificate ${clientCa};`, "ssl_verify_client on;", "ssl_verify_depth 3;"),
		},
		envoy: {
			command: envoyDownstream(
				[
					"    tls_certificates:",
					...envoyPair(names),
					"    validation_context:",
					`      trusted_ca: { filename: ${clientCa} }`,
				],
				["require_client_certificate: true"],
			),
		},
		haproxy: {
			command: `bind :${port} ssl crt /etc/haproxy/certs/${host}.pem alpn h2 ca-file ${clientCa} verify required`,
		},
		kubernetes: {
			text: "Put the authorities of the clients into the Secret too, as ca.crt, and mount it.",
			command: lines(
				"kubectl create secret generic server-tls \\",
				`  --from-file=tls.crt=${chain} --from-file=tls.key=${key} --from-file=ca.crt=${clientCa}`,
			),
		},
		istio: {
			text: "Inside the mesh demand mutual TLS; at a gateway use mode MUTUAL with a Secret that holds ca.crt.",
			command: lines(
				"apiVersion: security.istio.io/v1",
				"kind: PeerAuthentication",
				"metadata: { name: default }",
				"spec: { mtls: { mode: STRICT } }",
			),
		},
	}
}

/** Adds an authority to those whose client certificates are taken. */
export function trustClientCa(names: ServerNames): ServerSnippets {
	const join = `cat issuer-of-the-client.pem >> ${names.clientCa}`
	const restart = `${join}   # then restart: the pool is read once`
	const { permguard, go, java, node, python, rust, envoy } = requireClientCertificate(names)
	return {
		permguard: {
			text: "Add the client's issuer to the CA file and restart; Permguard reads it once. In mode spiffe, federate the trust domains instead.",
			command: lines(join, permguard?.command ?? ""),
		},
		go: { command: lines(restart, go?.command ?? "") },
		java: { command: lines(restart, java?.command ?? "") },
		node: { command: lines(restart, node?.command ?? "") },
		python: { command: lines(restart, python?.command ?? "") },
		rust: {
			text: "tonic reads every certificate of the PEM that client_ca_root is given.",
			command: lines(restart, rust?.command ?? ""),
		},
		nginx: { command: lines(join, "nginx -t && nginx -s reload") },
		envoy: { command: lines(join, envoy?.command ?? "") },
		haproxy: { command: lines(join, "systemctl reload haproxy") },
		kubernetes: {
			text: "Replace ca.crt in the Secret; the mounted file follows within a minute or two, the server has to read it again.",
			command: lines(
				join,
				`kubectl create secret generic server-tls --from-file=ca.crt=${names.clientCa} --dry-run=client -o yaml`,
			),
		},
		spire: {
			text: "If the client is of another trust domain, bring its bundle and let the entry federate with it.",
			command: lines(
				"spire-server bundle set -id spiffe://other.example -format spiffe -path other.bundle",
				"spire-server entry update -entryID ID … -federatesWith spiffe://other.example",
			),
		},
	}
}
