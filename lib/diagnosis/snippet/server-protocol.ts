import { lines, type ServerNames, type ServerSnippets } from "./server-names.ts"

/** Offers h2 by ALPN. */
export function offerHttp2({ port }: ServerNames): ServerSnippets {
	return {
		permguard: {
			text: "Permguard always offers h2: look at what ends TLS in front of it, and let that pass TLS through or offer h2.",
		},
		go: {
			text: "Let grpc do TLS instead of a bare tls.Listener.",
			command: lines(
				"grpc.NewServer(grpc.Creds(credentials.NewTLS(config)))",
				'// or, with a listener of your own: config.NextProtos = []string{"h2"}',
			),
		},
		java: {
			text: "grpc-java offers h2 by itself; an SslContext of your own has to go through GrpcSslContexts.",
			command: "GrpcSslContexts.configure(SslContextBuilder.forServer(chain, key)).build()",
		},
		node: {
			text: "grpc-js and http2.createSecureServer offer h2; https.createServer does not.",
			command: "http2.createSecureServer({ key, cert, allowHTTP1: false }, handler)",
		},
		python: { text: "grpcio always offers h2: look at what ends TLS in front of it." },
		rust: {
			text: "tonic's ServerTlsConfig offers h2; a rustls configuration of your own has to name it.",
			command: 'config.alpn_protocols = vec![b"h2".to_vec()];',
		},
		dotnet: {
			command: `kestrel.ListenAnyIP(${port}, listen => { listen.Protocols = HttpProtocols.Http2; listen.UseHttps(); });`,
		},
		nginx: {
			text: "From version 1.25.1 on; before that the word http2 stands behind listen.",
			command: lines(`listen ${port} ssl;`, "http2 on;", `# before 1.25.1: listen ${port} ssl http2;`),
		},
		envoy: { command: lines("common_tls_context:", "  alpn_protocols: [h2]") },
		haproxy: { command: `bind :${port} ssl crt /etc/haproxy/certs/ alpn h2` },
		kubernetes: {
			text: "An ingress has to speak gRPC to the service too; with ingress-nginx by this annotation.",
			command: 'nginx.ingress.kubernetes.io/backend-protocol: "GRPCS"',
		},
		istio: {
			text: "Name the port of the Service grpc, so that the sidecar speaks HTTP/2.",
			command: lines("ports:", `  - { name: grpc, port: ${port}, appProtocol: grpc }`),
		},
	}
}

/** Speaks TLS 1.2 and 1.3, nothing older and both of them. */
export function tlsVersions({ port }: ServerNames): ServerSnippets {
	return {
		permguard: {
			text: "Permguard speaks TLS 1.2 and 1.3 and has no setting for it: look at what ends TLS in front of it.",
		},
		go: { command: "config.MinVersion = tls.VersionTLS12   // and leave MaxVersion unset" },
		java: {
			command:
				'GrpcSslContexts.configure(SslContextBuilder.forServer(chain, key)).protocols("TLSv1.3", "TLSv1.2").build()',
		},
		node: {
			text: "grpc-js takes the versions of the process; an HTTP/2 server of Node takes them as options.",
			command: lines(
				"NODE_OPTIONS=--tls-min-v1.2",
				'http2.createSecureServer({ minVersion: "TLSv1.2", maxVersion: "TLSv1.3", … })',
			),
		},
		python: {
			text: "grpcio speaks TLS 1.2 and 1.3 and nothing older; look at what stands in front of it.",
		},
		rust: {
			text: "rustls speaks TLS 1.2 and 1.3 and nothing older; the Cargo feature tls12 has to be on for 1.2.",
			command: 'rustls = { version = "0.23", features = ["tls12"] }',
		},
		dotnet: { command: "https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;" },
		nginx: { command: "ssl_protocols TLSv1.2 TLSv1.3;" },
		envoy: {
			command: lines(
				"common_tls_context:",
				"  tls_params: { tls_minimum_protocol_version: TLSv1_2, tls_maximum_protocol_version: TLSv1_3 }",
			),
		},
		haproxy: { command: `bind :${port} ssl crt /etc/haproxy/certs/ alpn h2 ssl-min-ver TLSv1.2` },
		istio: {
			text: "At a gateway; between sidecars meshMTLS.minProtocolVersion says it.",
			command: "tls: { minProtocolVersion: TLSV1_2 }",
		},
	}
}

const suites = [
	...["ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256"],
	...["ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384"],
	...["ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-CHACHA20-POLY1305"],
]

/** Takes cipher suites with forward secrecy and authenticated encryption, and the groups that clients offer. */
export function cipherSuites({ port }: ServerNames): ServerSnippets {
	const openssl = suites.join(":")
	return {
		permguard: {
			text: "Permguard keeps Go's own list, which has none of the weak ones: look at what ends TLS in front of it.",
		},
		go: {
			text: "Leave CipherSuites and CurvePreferences unset: Go's own lists fit every current client.",
			command: "config.CipherSuites, config.CurvePreferences = nil, nil",
		},
		java: {
			command:
				"GrpcSslContexts.configure(SslContextBuilder.forServer(chain, key))\n    .ciphers(null).build()   // the defaults for HTTP/2",
		},
		node: {
			text: "grpc-js takes the list of the process, or of this variable.",
			command: `GRPC_SSL_CIPHER_SUITES=${openssl}`,
		},
		python: { command: `GRPC_SSL_CIPHER_SUITES=${openssl}` },
		rust: { text: "rustls has nothing but strong suites: look at what ends TLS in front of it." },
		dotnet: {
			text: "On Linux; on Windows the system's policy decides.",
			command: lines(
				"https.OnAuthenticate = (_, tls) => tls.CipherSuitesPolicy = new CipherSuitesPolicy([",
				"    TlsCipherSuite.TLS_AES_128_GCM_SHA256,",
				"    TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,",
				"    TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]);",
			),
		},
		nginx: { command: lines(`ssl_ciphers ${openssl};`, "ssl_ecdh_curve X25519:prime256v1;") },
		envoy: {
			command: lines(
				"common_tls_context:",
				"  tls_params:",
				"    cipher_suites: [ECDHE-ECDSA-AES128-GCM-SHA256, ECDHE-RSA-AES128-GCM-SHA256]",
				"    ecdh_curves: [X25519, P-256]",
			),
		},
		haproxy: { command: `bind :${port} ssl crt /etc/haproxy/certs/ alpn h2 ciphers ${openssl}` },
		istio: {
			text: "At a gateway:",
			command: "tls: { cipherSuites: [ECDHE-ECDSA-AES128-GCM-SHA256, ECDHE-RSA-AES128-GCM-SHA256] }",
		},
	}
}
