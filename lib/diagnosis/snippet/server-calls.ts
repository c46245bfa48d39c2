import { lines, type ServerNames, type ServerSnippets } from "./server-names.ts"

/** Answers the health service. */
export function healthService({ host, port }: ServerNames): ServerSnippets {
	return {
		permguard: {
			text: "Permguard answers SERVING for the server as a whole and NOT_FOUND for every service name: ask without a name, and look at its log where it answers otherwise.",
			command: "kubectl logs deployment/permguard",
		},
		go: {
			command: lines(
				"status := health.NewServer()",
				"healthpb.RegisterHealthServer(server, status)",
				'status.SetServingStatus("", healthpb.HealthCheckResponse_SERVING)',
			),
		},
		java: {
			command: lines(
				"var health = new HealthStatusManager();",
				"builder.addService(health.getHealthService());",
				'health.setStatus("", ServingStatus.SERVING);',
			),
		},
		node: {
			text: "With the package grpc-health-check:",
			command: lines(
				'const health = new HealthImplementation({ "": "SERVING" })',
				"health.addToServer(server)",
			),
		},
		python: {
			text: "With the package grpcio-health-checking:",
			command: lines(
				"status = health.HealthServicer()",
				"health_pb2_grpc.add_HealthServicer_to_server(status, server)",
				'status.set("", health_pb2.HealthCheckResponse.SERVING)',
			),
		},
		rust: {
			text: "With the crate tonic-health:",
			command: lines(
				"let (reporter, health) = tonic_health::server::health_reporter();",
				'reporter.set_service_status("", ServingStatus::Serving).await;',
				"Server::builder().add_service(health)",
			),
		},
		dotnet: {
			text: "With the package Grpc.AspNetCore.HealthChecks:",
			command: lines("builder.Services.AddGrpcHealthChecks();", "app.MapGrpcHealthChecksService();"),
		},
		nginx: {
			text: "nginx passes the question on: look whether its location covers the health service, and at the server behind it.",
			command: "location /grpc.health.v1.Health/ { grpc_pass grpcs://backend; }",
		},
		envoy: {
			text: "Envoy passes the question on: look at the route and at what its cluster says of the server behind it.",
			command: "curl -s localhost:9901/clusters | grep health_flags",
		},
		kubernetes: {
			text: "A gRPC probe of Kubernetes speaks plaintext only; against a TLS port use an exec probe.",
			command: lines(
				"readinessProbe:",
				"  exec:",
				`    command: [grpc_health_probe, -addr=localhost:${port}, -tls, -tls-ca-cert=ca.pem, -tls-server-name=${host}]`,
			),
		},
	}
}

/** Checks the token of every call, unary or streaming, in one place. */
export function tokenCheck(): ServerSnippets {
	return {
		permguard: {
			text: "Permguard checks no bearer tokens on its ports: let a proxy in front check them, or require client certificates.",
			command: "PERMGUARD_SERVER_TLS_MODE=mtls",
		},
		go: {
			text: "Install the check for both kinds of calls: a unary interceptor never sees a stream.",
			command:
				"grpc.NewServer(grpc.ChainUnaryInterceptor(checkToken), grpc.ChainStreamInterceptor(checkTokenStream))",
		},
		java: {
			text: "One ServerInterceptor sees both kinds of calls; put it on the server, so that no service is left out.",
			command: "builder.intercept(new TokenInterceptor())",
		},
		node: {
			text: "Check in an interceptor of the server, which sees both kinds of calls, and not in each handler.",
			command: "new grpc.Server({ interceptors: [checkToken] })",
		},
		python: {
			text: "Return a handler of the right kind when a stream is refused.",
			command: lines(
				"server = grpc.server(executor, interceptors=[TokenInterceptor()])",
				"# refuse: grpc.unary_stream_rpc_method_handler(abort) for a stream of answers",
			),
		},
		rust: {
			text: "An interceptor sees both kinds of calls; put it on the server, so that no service is left out.",
			command: "Server::builder().layer(tonic::service::interceptor(check_token))",
		},
		dotnet: {
			text: "Let authorisation be the rule, and name the exceptions.",
			command: lines(
				"builder.Services.AddAuthentication().AddJwtBearer();",
				"builder.Services.AddAuthorizationBuilder()",
				"    .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());",
			),
		},
		nginx: {
			text: "nginx alone verifies no bearer tokens; ask a service that does, in every location that passes calls on.",
			command: lines("auth_request /verify;", "grpc_pass grpcs://backend;"),
		},
		envoy: {
			text: "A check in front sees every call alike; look whether a route is left out.",
			command: lines(
				"http_filters:",
				"  - name: envoy.filters.http.jwt_authn",
				"    typed_config:",
				'      "@type": type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication',
				"      rules: [{ match: { prefix: / }, requires: { provider_name: internal } }]",
			),
		},
		istio: {
			text: "RequestAuthentication refuses wrong tokens; only an AuthorizationPolicy refuses missing ones.",
			command: lines(
				"apiVersion: security.istio.io/v1",
				"kind: AuthorizationPolicy",
				"metadata: { name: require-token }",
				'spec: { action: DENY, rules: [{ from: [{ source: { notRequestPrincipals: ["*"] } }] }] }',
			),
		},
	}
}

/** Answers the preflight of browsers and lets them read the headers of gRPC. */
export function allowBrowsers(): ServerSnippets {
	const bridge = "It speaks no gRPC-Web: put Envoy in front, with the filters grpc_web and cors."
	return {
		permguard: { text: bridge },
		go: {
			text: "Answer the preflight. With connect-go:",
			command: lines(
				"cors.New(cors.Options{",
				"\tAllowedOrigins: origins,",
				"\tAllowedMethods: connectcors.AllowedMethods(),",
				"\tAllowedHeaders: connectcors.AllowedHeaders(),",
				"\tExposedHeaders: connectcors.ExposedHeaders(),",
				"}).Handler(mux)",
			),
		},
		java: { text: bridge },
		node: {
			text: "With connect-node and fastify; grpc-js itself speaks no gRPC-Web.",
			command:
				"await server.register(fastifyCors, { origin: origins, ...cors })   // cors of @connectrpc/connect",
		},
		python: { text: bridge },
		rust: {
			text: "With the crates tonic-web and tower-http:",
			command: lines(
				"Server::builder().accept_http1(true)",
				"    .layer(CorsLayer::new().allow_origin(origins).allow_headers(Any).expose_headers(Any))",
				"    .layer(GrpcWebLayer::new())",
			),
		},
		dotnet: {
			command: lines(
				"app.UseGrpcWeb();",
				"app.UseCors();",
				'app.MapGrpcService<Service>().EnableGrpcWeb().RequireCors("browsers");',
			),
		},
		nginx: {
			command: lines(
				"add_header Access-Control-Allow-Origin https://app.example always;",
				'add_header Access-Control-Allow-Headers "content-type,x-grpc-web,authorization" always;',
				'add_header Access-Control-Expose-Headers "grpc-status,grpc-message" always;',
				"if ($request_method = OPTIONS) { return 204; }",
			),
		},
		envoy: {
			command: lines(
				"http_filters:",
				"  - name: envoy.filters.http.grpc_web",
				"  - name: envoy.filters.http.cors",
				"# policy per route: typed_per_filter_config, CorsPolicy with allow_headers and expose_headers",
			),
		},
	}
}
