import { lines, type ServerNames, type ServerSnippets } from "./server-names.ts"

/** Listens where clients dial. */
export function listenOn({ port }: ServerNames): ServerSnippets {
	return {
		permguard: {
			text: "Permguard binds its ports only when everything is read: in mode spiffe without an agent it waits without a word. Look at the port and at the socket.",
			command: `${permguardFlag(port)}=${port}`,
		},
		go: {
			command: `listener, err := net.Listen("tcp", ":${port}")   // 127.0.0.1:${port} is reached from here only`,
		},
		java: { command: `Grpc.newServerBuilderForPort(${port}, credentials).build().start();` },
		node: {
			command: `server.bindAsync("0.0.0.0:${port}", credentials, started)   // look at the error it calls with`,
		},
		python: { command: `server.add_secure_port("[::]:${port}", credentials)\nserver.start()` },
		rust: { command: `Server::builder().add_service(service).serve("[::]:${port}".parse()?).await?;` },
		dotnet: { command: `ASPNETCORE_URLS=https://+:${port}` },
		nginx: { command: lines(`listen ${port} ssl;`, "# then: nginx -t && nginx -s reload") },
		envoy: { command: `address: { socket_address: { address: 0.0.0.0, port_value: ${port} } }` },
		haproxy: { command: `bind :${port} ssl crt /etc/haproxy/certs/ alpn h2` },
		kubernetes: {
			text: "The Service needs endpoints that are ready, and the port that the container listens on.",
			command: lines(
				"kubectl get endpointslices -l kubernetes.io/service-name=NAME",
				`# ports: [{ name: grpc, port: ${port}, targetPort: ${port} }]`,
			),
		},
	}
}

function permguardFlag(port: number): string {
	if (port === 9092) return "--server-pap-grpc-port"
	return port === 9094 ? "--server-pdp-grpc-port" : "--server-zap-grpc-port"
}

/** Allows a caller that proved who it is. */
export function authoriseCaller(): ServerSnippets {
	return {
		permguard: {
			text: "Permguard's transport refuses nobody whose certificate it could verify: who refuses is its policy for this call, or a proxy in front.",
		},
		go: {
			text: "Read who calls from the connection, and compare it with those who may.",
			command: lines(
				"caller, _ := peer.FromContext(ctx)",
				"info, _ := caller.AuthInfo.(credentials.TLSInfo)",
				"allowed[info.SPIFFEID.String()]   // or info.State.PeerCertificates[0]",
			),
		},
		java: {
			text: "In a ServerInterceptor:",
			command: lines(
				"var session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);",
				"allowed.contains(identityOf(session.getPeerCertificates()[0]))",
			),
		},
		node: { command: "call.getAuthContext().sslPeerCertificate?.subjectaltname" },
		python: { command: 'context.auth_context()["x509_subject_alternative_name"]' },
		rust: { command: "request.peer_certs()   // the chain that the client sent, leaf first" },
		dotnet: { command: "context.GetHttpContext().Connection.ClientCertificate" },
		nginx: {
			text: "nginx knows the subject only; it can hand the certificate on to what decides.",
			command: "grpc_set_header x-client-cert $ssl_client_escaped_cert;",
		},
		envoy: {
			command: lines(
				"http_filters:",
				"  - name: envoy.filters.http.rbac   # policies with principals: authenticated, principal_name: the URI SAN",
			),
		},
		istio: {
			command: lines(
				"apiVersion: security.istio.io/v1",
				"kind: AuthorizationPolicy",
				"metadata: { name: callers }",
				'spec: { rules: [{ from: [{ source: { principals: ["cluster.local/ns/NS/sa/CLIENT"] } }] }] }',
			),
		},
	}
}

/** Takes the SPIFFE IDs of one trust domain, or of a list, instead of all that a bundle verifies. */
export function authoriseSpiffe({ port }: ServerNames): ServerSnippets {
	return {
		permguard: {
			text: "Permguard in mode spiffe lets in every ID of every trust domain whose bundle it holds: leave foreign bundles out of its entry, or decide in a proxy in front.",
			command: "spire-server entry show   # look for FederatesWith at the entry of Permguard",
		},
		go: {
			text: "With go-spiffe:",
			command: "tlsconfig.MTLSServerConfig(source, source, tlsconfig.AuthorizeMemberOf(trustDomain))",
		},
		java: {
			text: "With java-spiffe:",
			command: "new SpiffeTrustManager(source, () -> allowed)",
		},
		node: {
			text: "Trust the bundle alone and compare the URI SAN with the IDs that may call.",
			command: 'allowed.has(call.getAuthContext().sslPeerCertificate?.subjectaltname?.replace(/^URI:/, ""))',
		},
		python: {
			text: "Trust the bundle alone and compare the URI SAN with the IDs that may call.",
			command: 'context.auth_context()["x509_subject_alternative_name"]',
		},
		rust: {
			text: "With spiffe-rustls:",
			command:
				'spiffe_rustls::mtls_server(source)\n    .authorize(spiffe_rustls::authorizer::trust_domains(["example.org"])?).build()?',
		},
		dotnet: {
			text: "With the package Spiffe:",
			command: "SpiffeSslConfig.GetMtlsServerOptions(source, Authorizers.AuthorizeId(allowed))",
		},
		nginx: {
			text: "nginx trusts the bundle as its CA; the SPIFFE ID has to be checked behind it.",
			command: lines("ssl_client_certificate bundle.pem;", "ssl_verify_client on;"),
		},
		envoy: {
			text: "Take the bundle from SDS and match the SAN.",
			command: lines(
				"match_typed_subject_alt_names:",
				'  - { san_type: URI, matcher: { prefix: "spiffe://example.org/" } }',
			),
		},
		haproxy: {
			text: "HAProxy trusts the bundle as its CA; check the SPIFFE ID in the server behind it.",
			command: `bind :${port} ssl crt /etc/haproxy/certs/ alpn h2 ca-file bundle.pem verify required`,
		},
	}
}

/** Allows clients to ping more often. */
export function keepaliveMinimum(): ServerSnippets {
	return {
		permguard: {
			text: "Permguard has no setting for it and keeps grpc-go's five minutes: lengthen the client's keepalive.",
		},
		go: {
			command:
				"grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{MinTime: 30 * time.Second, PermitWithoutStream: true})",
		},
		java: { command: "builder.permitKeepAliveTime(30, TimeUnit.SECONDS).permitKeepAliveWithoutCalls(true)" },
		node: { text: "grpc-js counts no pings of its clients: look at what stands in front of it." },
		python: {
			command:
				'options=[("grpc.http2.min_ping_interval_without_data_ms", 30_000), ("grpc.keepalive_permit_without_calls", 1)]',
		},
		rust: { text: "tonic counts no pings of its clients: look at what stands in front of it." },
		dotnet: { text: "Kestrel counts no pings of its clients: look at what stands in front of it." },
		nginx: { command: "keepalive_timeout 1h;\ngrpc_read_timeout 1h;" },
		envoy: {
			command: "http2_protocol_options: { connection_keepalive: { interval: 30s, timeout: 5s } }",
		},
	}
}

/** Asks for no client certificate. */
export function askNoCertificate(): ServerSnippets {
	return {
		permguard: { command: "PERMGUARD_SERVER_TLS_MODE=tls" },
		go: { command: "config.ClientAuth = tls.NoClientCert" },
		java: {
			command:
				"TlsServerCredentials.newBuilder().keyManager(chain, key).clientAuth(ClientAuth.NONE).build();",
		},
		node: { command: "grpc.ServerCredentials.createSsl(null, pairs, false)" },
		python: { command: "grpc.ssl_server_credentials(pairs, require_client_auth=False)" },
		rust: { command: "ServerTlsConfig::new().identity(identity)   // without client_ca_root" },
		dotnet: { command: "https.ClientCertificateMode = ClientCertificateMode.NoCertificate;" },
		nginx: { command: "ssl_verify_client off;" },
		envoy: { command: "require_client_certificate: false" },
		haproxy: { command: "verify none   # in the bind line" },
		istio: { command: "spec: { mtls: { mode: PERMISSIVE } }" },
	}
}
