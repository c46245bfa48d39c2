/** Lines of programs of all kinds, also in their own words: emitter, causes that are right as the first, text. Data. */
export const mixedMessages = String.raw`
client|dns-failure|rpc error: code = Unavailable desc = dns: A record lookup error: lookup pdp on 127.0.0.11:53: no such host
client|connection-refused|panic: dial tcp 172.17.0.3:5432: connectex: No connection could be made because the target machine actively refused it.
client|timeout-or-blackhole|ssh tunnel: dial tcp 10.0.4.2:9091: connect: network is unreachable
server|client-cert-wrong-eku|ERROR  x509: certificate specifies an incompatible key usage  remote=10.1.0.3:55555 ServerHandshake("10.1.0.3:55555") failed
client|tls-client-to-plaintext-server|io.grpc.StatusRuntimeException: UNAVAILABLE: ssl exception⏎Caused by: javax.net.ssl.SSLException: Unrecognized SSL message, plaintext connection?
client|protocol-version-mismatch|SSL_connect error: tlsv1 alert protocol version
client|expired-server-cert|ValidatorException: PKIX path validation failed: timestamp check failed
client|untrusted-issuer|javax.net.ssl.SSLHandshakeException: sun.security.validator.ValidatorException: No trusted certificate found
client|hostname-mismatch|java.security.cert.CertificateException: No subject alternative DNS name matching pap.internal found.
client|bad-pem-or-key|java.lang.IllegalArgumentException: Input stream does not contain valid private key.
client|bad-pem-or-key|Error: error:0B080074? Failed to load key: asn1: structure error: tags don't match
server|bad-pem-or-key|failed to load key pair: asn1: syntax error: sequence truncated
client|bad-pem-or-key|unable to load client cert: -8018 SEC_ERROR_UNKNOWN_PKCS11_ERROR
client|client-cert-untrusted,client-cert-required|error:14094412:SSL routines:ssl3_read_bytes:sslv3 alert bad certificate
client|client-cert-required,no-shared-cipher-or-group|error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure
client|tls-client-to-plaintext-server|error:140770FC:SSL routines:SSL23_GET_SERVER_HELLO:unknown protocol
client|untrusted-issuer|140200:error:1416F086:SSL routines:tls_process_server_certificate:certificate verify failed:../ssl/statem/statem_clnt.c:1919
client|untrusted-issuer,missing-intermediate|npm ERR! code UNABLE_TO_GET_ISSUER_CERT_LOCALLY
client|self-signed-leaf|Error: DEPTH_ZERO_SELF_SIGNED_CERT
client|untrusted-issuer|requests.exceptions.SSLError: HTTPSConnectionPool(host='api', port=443): Max retries exceeded with url: / (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self signed certificate in certificate chain (_ssl.c:1091)')))
client|dns-failure|urllib3.exceptions.NameResolutionError: Failed to resolve 'pdp' ([Errno -2] Name or service not known)
client|connection-refused|aiohttp ConnectionRefusedError: [Errno 111] Connect call failed ('127.0.0.1', 50051)
client|alpn-missing-h2|grpc: TLS handshake did not negotiate h2: got ""
client|alpn-missing-h2|ALPN protocol mismatch: server did not select any protocol
client|http1-proxy-or-wrong-protocol|upstream returned HTTP/1.1 404 Not Found with content-type: text/html to a gRPC request
client|http1-proxy-or-wrong-protocol|Error: 14 UNAVAILABLE: Bad Gateway
client|http1-proxy-or-wrong-protocol|grpc-status header missing, mapped from HTTP status code 200
client|plaintext-client-to-tls-server|Client sent an HTTP request to an HTTPS server.
server|plaintext-client-to-tls-server|tls: unsupported SSLv2 handshake received
server|plaintext-client-to-tls-server|ssl error: http request (routines: ssl3_get_record)
server|tls-client-to-plaintext-server|http2: server: error reading preface from client 10.0.0.2:4433: bogus greeting "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"
server|tls-client-to-plaintext-server|WARNING: Invalid HTTP request received. b'\x16\x03\x01\x00\xee'
server|tls-client-to-plaintext-server|code 400, message Bad request version ('\x16\x03\x01\x01')
server|http1-proxy-or-wrong-protocol|http2: server: error reading preface from client 10.0.0.2:4433: bogus greeting "GET / HTTP/1.1\r\nHost: pd"
client|workload-api-unavailable,uds-path-or-permission|rpc error: code = Unavailable desc = connection error: dial unix /tmp/spire-agent/public/api.sock: connect: connection refused
client|workload-no-identity|Failed to fetch X.509-SVID: rpc error: code = PermissionDenied desc = no identity issued
client|wrong-spiffe-id|tlsconfig: peer ID spiffe://prod.example/ns/x is not authorized: unexpected ID
client|wrong-spiffe-id|authorization failed: SPIFFE ID "spiffe://example.org/web" does not match "spiffe://example.org/pdp"
agent|workload-no-identity,workload-api-unavailable|level=error msg="Failed to collect all selectors for PID" error="workload attestor \"k8s\" failed: rpc error: code = DeadlineExceeded desc = workloadattestor(k8s): no selectors found after max poll attempts"
agent|trust-bundle-missing-or-stale|level=error msg="Error updating bundle" error="failed to fetch federated bundle from endpoint: x509: certificate has expired"
agent|expired-client-cert,trust-bundle-missing-or-stale|agent SVID is expired; re-attestation is needed
client|token-missing-or-invalid|{"code":16,"message":"Token has expired"}
client|token-missing-or-invalid|UNAUTHENTICATED: Failed to validate JWT: signature verification failed
client|permission-denied-authz|{"code":7,"message":"Access denied by policy"}
client|permission-denied-authz|grpc-status: 7 grpc-message: forbidden
client|token-missing-or-invalid|grpc-status: 16 grpc-message: no credentials
client|other-not-security|grpc-status: 5 grpc-message: zone not found
client|other-not-security|grpc-status: 12 grpc-message: unknown method
client|other-not-security|{"code":3,"message":"name is required","details":[]}
client|other-not-security|rpc error: code = Internal desc = grpc: failed to unmarshal the received message: proto: wrong wireType = 2
client|other-not-security|DeadlineExceeded: query took longer than 5s
client|other-not-security|connection pool exhausted, 100 connections in use
client|other-not-security|java.lang.OutOfMemoryError: Java heap space
client|other-not-security|server stopped: signal terminated received, graceful shutdown
client|other-not-security|readiness probe failed: HTTP probe failed with statuscode: 500
client|other-not-security|rpc error: code = Unavailable desc = the connection is draining
client|proxy-env-interference|curl: (56) Received HTTP code 403 from proxy after CONNECT
client|proxy-env-interference|Tunnel connection failed: 407 Proxy Authentication Required
client|keepalive-goaway|grpc: the client received GoAway with error code ENHANCE_YOUR_CALM
client|no-shared-cipher-or-group,client-cert-required|ssl.SSLError: [SSL: SSLV3_ALERT_HANDSHAKE_FAILURE] sslv3 alert handshake failure (_ssl.c:1006)
client|no-shared-cipher-or-group|ssl.SSLError: [SSL: NO_CIPHERS_AVAILABLE] no ciphers available
client|sni-missing-or-wrong|Handshake alert: unrecognized_name
client|sni-missing-or-wrong|tlsv1 unrecognized name
client|client-cert-required|nginx: 400 Bad Request No required SSL certificate was sent
client|client-cert-untrusted|400 Bad Request The SSL certificate error
client|not-yet-valid|certificate is not yet valid: the current time is before notBefore
client|revoked|certificate revoked (CRL)
client|revoked|javax.net.ssl.SSLHandshakeException: Received fatal alert: certificate_revoked
client|key-cert-mismatch|error:05800074:x509 certificate routines::key values mismatch
server|key-cert-mismatch|Private key does not match the certificate public key
client|file-unreadable|Error: EACCES: permission denied, open '/run/secrets/tls.key'
client|file-unreadable|FileNotFoundError: [Errno 2] No such file or directory: 'certs/ca.pem'
client|file-unreadable|System.IO.FileNotFoundException: Could not find file '/app/ca.pem'.
client|file-unreadable|Os { code: 2, kind: NotFound, message: "No such file or directory" } reading ca.pem
client|uds-path-or-permission|connect ENOENT /var/run/app/grpc.sock
client|uds-path-or-permission|connect EACCES /var/run/app/grpc.sock
client|connection-refused|ConnectionRefused: tcp 127.0.0.1:9091
client|timeout-or-blackhole|kernel: connect: EHOSTUNREACH 10.0.0.9:443
client|timeout-or-blackhole|connection timeout after 5000ms to 10.0.0.9:443
client|connection-reset-mid-handshake,plaintext-client-to-tls-server,client-cert-required|read tcp 10.0.0.1:2->10.0.0.2:443: wsarecv: An existing connection was forcibly closed by the remote host.
client|connection-reset-mid-handshake|SSL_ERROR_SYSCALL, errno 104
client|connection-reset-mid-handshake|openssl s_client: write:errno=104⏎no peer certificate available⏎SSL handshake has read 0 bytes and written 317 bytes
client|untrusted-issuer|certificate verification failed: unable to find issuer
client|untrusted-issuer|SSL certificate verification error: issuer not trusted
client|untrusted-issuer|the server presented a certificate from an unknown CA
client|hostname-mismatch|TLS: hostname verification failed, certificate is for web.internal
client|weak-signature-or-key|certificate uses SHA-1 signature which is not allowed
client|ca-without-basic-constraints|issuer is not a CA (basicConstraints missing)
client|name-constraint-violation|X509_V_ERR_PERMITTED_VIOLATION permitted subtree violation
client|server-cert-wrong-eku|certificate purpose does not allow serverAuth
client|uri-san-only,hostname-mismatch|certificate has only URI SANs: spiffe://example.org/pdp; DNS name pdp not found
client|partial-config|both tls cert and key must be given
client|partial-config|--tls-key-file was given without --tls-cert-file
client|invalid-target|invalid target address "grpcs//host:1"
client|tls-interception,untrusted-issuer|x509: certificate signed by unknown authority issuer: CN=Zscaler Intermediate Root CA
client|untrusted-issuer|TLS handshake failed: CertificateUnknown issuer CN=Corp
client|other-not-security|rpc error: code = Unknown desc = failed to parse policy: line 4: unexpected token
client|other-not-security|StatusCode=InvalidArgument, the request body is empty
client|other-not-security|Failed to unmarshal JSON: unexpected end of input
client|other-not-security|rpc error: code = ResourceExhausted desc = trying to send message larger than max (20000000 vs. 16777216)
`
