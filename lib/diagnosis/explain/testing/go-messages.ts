/** Lines of Go, grpc-go, kubectl, cert-manager, SPIRE and go-spiffe: emitter, causes that are right as the first, text. Data. */
export const goMessages = String.raw`
client|untrusted-issuer|Get "https://10.1.2.3:6443/api": tls: failed to verify certificate: x509: certificate signed by unknown authority
client|untrusted-issuer,ca-without-basic-constraints|Unable to connect to the server: x509: certificate signed by unknown authority (possibly because of "x509: invalid signature: parent certificate cannot sign this kind of certificate" while trying to verify candidate authority certificate "lab")
client|trust-bundle-missing-or-stale|x509: certificate signed by unknown authority (possibly because of "x509: ECDSA verification failure" while trying to verify candidate authority certificate "kubernetes")
client|trust-bundle-missing-or-stale|x509: failed to load system roots and no roots provided; open /etc/ssl/certs: no such file or directory
client|hostname-mismatch|tls: failed to verify certificate: x509: certificate is valid for kubernetes, kubernetes.default, 10.96.0.1, not api.internal
client|hostname-mismatch,ip-san-missing|x509: certificate is valid for 10.96.0.1, 192.168.1.10, not 203.0.113.9
client|uri-san-only,cn-only-no-san|transport: authentication handshake failed: x509: certificate is not valid for any names, but wanted to match localhost
client|ip-san-missing|x509: cannot validate certificate for ::1 because it doesn't contain any IP SANs
client|ca-without-basic-constraints|x509: too many intermediates for path length constraint
client|name-constraint-violation|x509: a root or intermediate certificate is not authorized to sign for this name: DNS name "a.test" is not permitted by any constraint
client|server-cert-wrong-eku|x509: certificate specifies an incompatible key usage
client|protocol-version-mismatch|remote error: tls: protocol version not supported
client|protocol-version-mismatch|tls: server selected unsupported protocol version 301
client|no-shared-cipher-or-group,client-cert-required|authentication handshake failed: remote error: tls: handshake failure
client|client-cert-required,client-cert-untrusted|remote error: tls: bad certificate
client|client-cert-untrusted|remote error: tls: unknown certificate authority
client|client-cert-wrong-eku|write tcp 10.0.0.1:51000->10.0.0.2:443: remote error: tls: unsupported certificate
client|revoked|remote error: tls: revoked certificate
client|alpn-missing-h2|remote error: tls: no application protocol
client|alpn-missing-h2|connection error: desc = "transport: authentication handshake failed: credentials: cannot check peer: missing selected ALPN property. If you upgraded from a grpc-go version earlier than 1.67, your TLS connections may have stopped working due to ALPN enforcement."
client|alpn-missing-h2|tls: server selected unadvertised ALPN protocol "http/1.1"
client|sni-missing-or-wrong|remote error: tls: unrecognized name
client|no-shared-cipher-or-group|tls: server chose an unconfigured cipher suite
client|no-shared-cipher-or-group|tls: CurvePreferences includes unsupported curve; tls: server selected unsupported curve
client|weak-signature-or-key|tls: server sent certificate containing RSA key larger than 8192 bits
client|weak-signature-or-key|x509: certificate contains weak RSA key: tls: RSA key too small
server|no-shared-cipher-or-group|http: TLS handshake error from 10.0.0.5:43210: tls: no cipher suite supported by both client and server
server|no-shared-cipher-or-group|http: TLS handshake error from 10.0.0.5:43210: tls: peer doesn't support any of the certificate's signature algorithms
server|alpn-missing-h2|http: TLS handshake error from 10.0.0.5:43210: tls: client requested unsupported application protocols ([http/1.0])
server|client-cert-required|http: TLS handshake error from 10.0.0.5:43210: tls: client didn't provide a certificate
server|client-cert-wrong-eku|tls: failed to verify client certificate: x509: certificate specifies an incompatible key usage
server|client-cert-untrusted|http: TLS handshake error from 10.0.0.5:43210: tls: failed to verify certificate: x509: certificate signed by unknown authority
server|untrusted-issuer|http: TLS handshake error from 10.0.0.5:43210: remote error: tls: unknown certificate authority
server|untrusted-issuer|http: TLS handshake error from 10.0.0.5:43210: remote error: tls: bad certificate
server|expired-server-cert|http: TLS handshake error from 10.0.0.5:43210: remote error: tls: expired certificate
client|tls-client-to-plaintext-server|http: server gave HTTP response to HTTPS client
client|plaintext-client-to-tls-server|rpc error: code = Unavailable desc = connection error: desc = "error reading server preface: EOF"
client|plaintext-client-to-tls-server|error reading server preface: read tcp 127.0.0.1:50112->127.0.0.1:9091: read: connection reset by peer
client|plaintext-client-to-tls-server|connection error: desc = "error reading server preface: http2: frame too large"
client|http1-proxy-or-wrong-protocol|error reading server preface: http2: failed reading the frame payload: http2: frame too large, note that the frame header looked like an HTTP/1.1 header
client|client-cert-required|rpc error: code = Unavailable desc = connection error: desc = "error reading server preface: remote error: tls: certificate required"
client|http1-proxy-or-wrong-protocol|rpc error: code = Unimplemented desc = unexpected HTTP status code received from server: 404 (Not Found); transport: received unexpected content-type "text/html; charset=utf-8"
client|http1-proxy-or-wrong-protocol,connection-refused|rpc error: code = Unavailable desc = unexpected HTTP status code received from server: 503 (Service Unavailable); transport: received unexpected content-type "text/plain"
client|http1-proxy-or-wrong-protocol,tls-client-to-plaintext-server|malformed HTTP response "\x00\x00\x06\x04\x00\x00\x00\x00\x00\x00\x05\x00\x00@\x00"
client|plaintext-client-to-tls-server|net/http: HTTP/1.x transport connection broken: malformed HTTP response "\x15\x03\x01\x00\x02\x02"
client|connection-refused|connection error: desc = "transport: Error while dialing: dial tcp [::1]:9091: connect: connection refused"
client|timeout-or-blackhole|transport: Error while dialing: dial tcp 10.9.9.9:443: connect: no route to host
client|timeout-or-blackhole|net/http: TLS handshake timeout
client|dns-failure|rpc error: code = Unavailable desc = name resolver error: produced zero addresses
client|dns-failure|transport: Error while dialing: dial tcp: lookup pap.permguard.svc on 10.96.0.10:53: server misbehaving
client|dns-failure|dial tcp: lookup zap: Temporary failure in name resolution
client|invalid-target|failed to build resolver: passthrough: received empty target in Build()
client|invalid-target|dial tcp: address localhost: missing port in address
client|uds-path-or-permission|dial unix /run/app/grpc.sock: connect: permission denied
client|proxy-env-interference|transport: Error while dialing: failed to do connect handshake, response: "HTTP/1.1 403 Forbidden\r\nProxy-Authenticate: Basic"
client|proxy-env-interference|Get "https://api": proxyconnect tcp: dial tcp 10.0.0.8:3128: connect: connection refused
client|token-over-plaintext-refused|grpc: the credentials require transport level security (use grpc.WithTransportCredentials() to set)
client|token-over-plaintext-refused|transport: cannot send secure credentials on an insecure connection
client|partial-config|grpc: no transport security set (use grpc.WithTransportCredentials(insecure.NewCredentials()) explicitly or set credentials)
client|partial-config|tls: either ServerName or InsecureSkipVerify must be specified in the tls.Config
server|partial-config|tls: neither Certificates, GetCertificate, nor GetConfigForClient set in Config
server|partial-config,sni-missing-or-wrong|http: TLS handshake error from 10.0.0.5:43210: tls: no certificates configured
server|bad-pem-or-key|tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [CERTIFICATE]
server|bad-pem-or-key|tls: failed to parse private key
server|bad-pem-or-key|x509: failed to parse private key (use ParsePKCS1PrivateKey instead for this key format)
server|bad-pem-or-key|x509: decryption password incorrect
server|key-cert-mismatch|tls: private key type does not match public key type
server|file-unreadable|open /etc/certs/tls.crt: no such file or directory
server|key-cert-mismatch,bad-pem-or-key|remote error: tls: error decrypting message
client|tls-record-overflow-or-garbage,tls-client-to-plaintext-server|tls: oversized record received with length 64774
client|tls-client-to-plaintext-server|local error: tls: record overflow; tls: first record does not look like a TLS handshake
client|keepalive-goaway|rpc error: code = Unavailable desc = closing transport due to: connection error: desc = "error reading from server: EOF", received prior goaway: code: ENHANCE_YOUR_CALM, debug data: "too_many_pings"
client|other-not-security,connection-reset-mid-handshake,keepalive-goaway|rpc error: code = Unavailable desc = closing transport due to: connection error: desc = "error reading from server: EOF", received prior goaway: code: NO_ERROR, debug data: "graceful_stop"
client|other-not-security|rpc error: code = Unimplemented desc = unknown service grpc.health.v1.Health
client|other-not-security|rpc error: code = ResourceExhausted desc = grpc: received message larger than max (5242880 vs. 4194304)
client|other-not-security|rpc error: code = NotFound desc = zone 273165098782 not found
client|other-not-security|rpc error: code = InvalidArgument desc = name must not be empty
client|other-not-security|rpc error: code = Canceled desc = context canceled
client|other-not-security|rpc error: code = AlreadyExists desc = ledger exists
client|other-not-security|rpc error: code = Internal desc = pq: duplicate key value violates unique constraint "users_pkey"
client|other-not-security|rpc error: code = FailedPrecondition desc = balance too low
client|token-missing-or-invalid|rpc error: code = Unauthenticated desc = missing bearer token
client|permission-denied-authz|rpc error: code = PermissionDenied desc = caller may not update zone
client|client-cert-required,client-cert-untrusted,expired-client-cert,plaintext-client-to-tls-server|rpc error: code = Unavailable desc = connection error: desc = "transport: failed to write client preface: write tcp 127.0.0.1:39012->127.0.0.1:9091: write: broken pipe"
client|workload-api-unavailable,uds-path-or-permission|X509SVIDClient cannot connect to the Spire agent: rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial unix /run/spire/sockets/agent.sock: connect: no such file or directory"
client|workload-api-unavailable|workload endpoint socket URI must have a "tcp" or "unix" scheme
client|workload-api-unavailable|rpc error: code = InvalidArgument desc = security header missing from request
agent|workload-no-identity|level=warning msg="No identity issued" method=FetchX509SVID pid=4711 registered=false service=WorkloadAPI
client|wrong-spiffe-id|unexpected ID "spiffe://example.org/other"
client|wrong-spiffe-id|x509svid: could not get leaf SPIFFE ID: certificate contains more than one URI SAN
client|untrusted-issuer,trust-bundle-missing-or-stale|x509svid: could not verify leaf certificate: x509: certificate signed by unknown authority
client|trust-bundle-missing-or-stale|x509bundle: no X.509 bundle found for trust domain: "partner.example"
agent|workload-api-unavailable,workload-no-identity|level=error msg="Workload attestation failed" error="rpc error: code = Unavailable desc = workload attestation failed"
agent|token-missing-or-invalid,permission-denied-authz,workload-no-identity|level=error msg="Agent crashed" error="failed to attest: rpc error: code = PermissionDenied desc = failed to attest: join token does not exist or has already been used"
agent|trust-bundle-missing-or-stale,untrusted-issuer|level=error msg="Agent crashed" error="failed to get bundle: x509: certificate signed by unknown authority"
client|untrusted-issuer|Error from server (InternalError): error when creating "issuer.yaml": Internal error occurred: failed calling webhook "webhook.cert-manager.io": failed to call webhook: Post "https://cert-manager-webhook.cert-manager.svc:443/mutate?timeout=10s": x509: certificate signed by unknown authority
client|timeout-or-blackhole|failed calling webhook "webhook.cert-manager.io": Post "https://cert-manager-webhook.cert-manager.svc:443/mutate?timeout=10s": dial tcp 10.108.1.9:443: i/o timeout
client|connection-refused|The connection to the server localhost:8080 was refused - did you specify the right host or port?
client|expired-server-cert|Unable to connect to the server: tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2024-05-02T11:00:00Z is after 2024-05-01T10:12:04Z
client|timeout-or-blackhole,untrusted-issuer|Failed to dial target host "localhost:9091": context deadline exceeded
client|untrusted-issuer|Failed to dial target host "localhost:9091": tls: failed to verify certificate: x509: certificate signed by unknown authority
client|timeout-or-blackhole,plaintext-client-to-tls-server,untrusted-issuer,connection-refused|timeout: failed to connect service "localhost:9091" within 1s
client|health-not-serving|service unhealthy (responded with "NOT_SERVING")
client|other-not-security|error: this server does not implement the grpc health protocol (grpc.health.v1.Health): unknown service grpc.health.v1.Health
`
