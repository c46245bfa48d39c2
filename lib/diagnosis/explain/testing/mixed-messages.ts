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
client|untrusted-issuer|Error: failed to dial "vault:8200": transport: authentication handshake failed: tls: failed to verify certificate: x509: “vault” certificate is not trusted
client|expired-server-cert|x509: “api.internal” certificate is expired
client|hostname-mismatch|x509: “web” certificate name does not match input
client|untrusted-issuer|x509: “self” certificate is not standards compliant
client|hostname-mismatch|transport: authentication handshake failed: tls: failed to verify certificate: x509: certificate is valid for ingress.local, not pdp.prod.svc
server|untrusted-issuer|tls: client reported: remote error: tls: unknown certificate
client|expired-client-cert|error reading server preface: remote error: tls: expired certificate
client|client-cert-wrong-eku,client-cert-untrusted,client-cert-required|rpc error: code = Unavailable desc = connection error: desc = "error reading server preface: remote error: tls: bad certificate"
client|alpn-missing-h2|authentication handshake failed: credentials: cannot check peer: missing selected ALPN property
client|connection-refused|rpc error: code = Unavailable desc = last connection error: connection error: desc = "transport: Error while dialing: dial tcp 127.0.0.1:9094: connect: connection refused"
client|timeout-or-blackhole|rpc error: code = DeadlineExceeded desc = latest balancer error: connection error: desc = "transport: Error while dialing: dial tcp 10.255.0.1:443: i/o timeout"
client|timeout-or-blackhole,other-not-security|rpc error: code = DeadlineExceeded desc = received context error while waiting for new LB policy update: context deadline exceeded
client|dns-failure|rpc error: code = Unavailable desc = name resolver error: produced zero addresses
client|uds-path-or-permission|rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial unix /var/run/pdp.sock: connect: no such file or directory"
client|proxy-env-interference|transport: Error while dialing: failed to do connect handshake, response: "HTTP/1.1 503 Service Unavailable"
client|keepalive-goaway|[transport] Client received GoAway with error code ENHANCE_YOUR_CALM and debug data equal to ASCII "too_many_pings".
server|keepalive-goaway|transport: Got too many pings from the client, closing the connection.
client|token-over-plaintext-refused|failed to dial: grpc: the credentials require transport level security (use grpc.WithTransportAuthenticator() to set)
client|http1-proxy-or-wrong-protocol|rpc error: code = Unknown desc = unexpected HTTP status code received from server: 200 (OK); transport: received unexpected content-type "text/html"
client|permission-denied-authz,http1-proxy-or-wrong-protocol|rpc error: code = PermissionDenied desc = unexpected HTTP status code received from server: 403 (Forbidden)
client|token-missing-or-invalid,http1-proxy-or-wrong-protocol|rpc error: code = Unauthenticated desc = unexpected HTTP status code received from server: 401 (Unauthorized)
client|http1-proxy-or-wrong-protocol,other-not-security|rpc error: code = Unavailable desc = unexpected HTTP status code received from server: 503 (Service Unavailable)
client|workload-api-unavailable,uds-path-or-permission|could not create X509Source: unable to fetch X.509 SVIDs: rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial unix /run/spire/sockets/agent.sock: connect: connection refused"
client|workload-no-identity|Unable to create X509Source: rpc error: code = PermissionDenied desc = no identity issued
server|wrong-spiffe-id|ServerHandshake("10.0.0.2:4411") failed: remote error: tls: bad certificate: unexpected peer ID "spiffe://td/a"
client|wrong-spiffe-id|x509svid: could not verify leaf certificate: unexpected trust domain "other.org"
client|trust-bundle-missing-or-stale|authentication handshake failed: x509svid: could not get X509 bundle: x509bundle: no X.509 bundle for trust domain "example.org"
agent|expired-client-cert,expired-server-cert|level=error msg="Failed to rotate agent SVID" error="x509: certificate has expired or is not yet valid: current time 2024-02-02T10:00:00Z is after 2024-02-01T10:00:00Z"
client|bad-pem-or-key|error loading client key pair: tls: failed to find any PEM data in key input
client|bad-pem-or-key|x509: malformed certificate
client|bad-pem-or-key|asn1: structure error: tags don't match (16 vs {class:0 tag:2 length:1 isCompound:false})
client|bad-pem-or-key|credentials: failed to append certificates
client|partial-config|grpc: at most one of insecure or transport credentials may be set
client|untrusted-issuer|io.grpc.StatusRuntimeException: UNAVAILABLE: ssl exception⏎Caused by: java.security.cert.CertPathValidatorException: Path does not chain with any of the trust anchors
client|hostname-mismatch,cn-only-no-san|javax.net.ssl.SSLPeerUnverifiedException: Cannot verify hostname: pdp.internal
client|hostname-mismatch,uri-san-only,cn-only-no-san|java.security.cert.CertificateException: No name matching pdp.internal found
client|expired-server-cert|java.security.cert.CertPathValidatorException: timestamp check failed
client|connection-reset-mid-handshake,plaintext-client-to-tls-server|io.grpc.StatusRuntimeException: UNAVAILABLE: io exception⏎Caused by: java.io.IOException: Connection reset by peer
client|connection-refused|io.grpc.StatusRuntimeException: UNAVAILABLE: io exception⏎Caused by: java.net.ConnectException: Connection refused: no further information: localhost/127.0.0.1:50051
client|tls-client-to-plaintext-server|io.grpc.StatusRuntimeException: UNAVAILABLE: io exception⏎Caused by: io.grpc.netty.shaded.io.netty.handler.ssl.NotSslRecordException: not an SSL/TLS record: 00000600000000000000
server|plaintext-client-to-tls-server|io.netty.handler.ssl.NotSslRecordException: not an SSL/TLS record: 505249202a20485454502f322e30
server|http1-proxy-or-wrong-protocol,plaintext-client-to-tls-server|io.netty.handler.ssl.NotSslRecordException: not an SSL/TLS record: 474554202f20485454502f312e31
client|plaintext-client-to-tls-server|io.netty.handler.codec.http2.Http2Exception: First received frame was not SETTINGS. Hex dump for first 5 bytes: 1503030002
client|http1-proxy-or-wrong-protocol|io.netty.handler.codec.http2.Http2Exception: First received frame was not SETTINGS. Hex dump for first 5 bytes: 485454502f
client|no-shared-cipher-or-group|javax.net.ssl.SSLHandshakeException: Could not generate DH keypair / no negotiable cipher suite
client|weak-signature-or-key|java.security.cert.CertPathValidatorException: Algorithm constraints check failed on signature algorithm: SHA1withRSA
client|tls-client-to-plaintext-server|StatusCode.UNAVAILABLE details = "failed to connect to all addresses; last error: UNKNOWN: ipv4:127.0.0.1:50051: Ssl handshake failed: SSL_ERROR_SSL: error:100000f7:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER: Invalid certificate verification context"
client|untrusted-issuer|Ssl handshake failed (TSI_PROTOCOL_FAILURE): SSL_ERROR_SSL: error:1000007d:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED: unable to get local issuer certificate
client|missing-intermediate,untrusted-issuer|CERTIFICATE_VERIFY_FAILED: unable to verify the first certificate
client|plaintext-client-to-tls-server,connection-reset-mid-handshake,client-cert-required|details = "failed to connect to all addresses; last error: UNAVAILABLE: ipv4:127.0.0.1:50051: Socket closed"
client|plaintext-client-to-tls-server,connection-reset-mid-handshake|details = "recvmsg:Connection reset by peer"
client|trust-bundle-missing-or-stale|E0000 ssl_utils.cc:628] load_file: {"filename":"/usr/share/grpc/roots.pem", "os_error":"No such file or directory"}
client|trust-bundle-missing-or-stale,untrusted-issuer|Error: 14 UNAVAILABLE: No connection established. Last error: unable to get issuer certificate
client|expired-client-cert|14 UNAVAILABLE: No connection established. Last error: C0F7:error:0A000415:SSL routines:ssl3_read_bytes:sslv3 alert certificate expired
client|no-shared-cipher-or-group,client-cert-required|0A000410:SSL routines::sslv3 alert handshake failure
client|client-cert-required|14 UNAVAILABLE: No connection established. Last error: 0A00045C:SSL routines::tlsv13 alert certificate required
client|protocol-version-mismatch|14 UNAVAILABLE: Connection dropped: error:0A00042E:SSL routines::tlsv1 alert protocol version
client|dns-failure|14 UNAVAILABLE: Name resolution failed for target dns:nohost:50051: getaddrinfo ENOTFOUND nohost
client|untrusted-issuer|transport error: tonic::transport::Error(Transport, Custom { kind: Other, error: "invalid peer certificate: UnknownIssuer" })
client|hostname-mismatch|invalid peer certificate: NotValidForNameContext { expected: DnsName("pdp"), presented: ["DnsName(\"web\")"] }
client|uri-san-only,hostname-mismatch|NotValidForNameContext { expected: DnsName("pdp"), presented: ["UniformResourceIdentifier(\"spiffe://example.org/pdp\")"] }
client|expired-server-cert|invalid peer certificate: Expired
client|expired-server-cert|ExpiredContext { time: UnixTime(1714000000), not_after: UnixTime(1713000000) }
client|not-yet-valid|NotValidYetContext { time: UnixTime(1), not_before: UnixTime(2) }
client|server-cert-wrong-eku|InvalidPurposeContext { required: ServerAuth, presented: [ClientAuth] }
server|client-cert-wrong-eku|InvalidPurposeContext { required: ClientAuth, presented: [ServerAuth] }
client|self-signed-leaf|invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))
client|no-shared-cipher-or-group|peer misbehaved: SelectedUnofferedCipherSuite
client|tls-record-overflow-or-garbage|cannot decrypt peer's message
client|bad-pem-or-key|failed to parse private key as RSA, ECDSA, or EdDSA
client|trust-bundle-missing-or-stale,untrusted-issuer|tonic: no root certificates configured; UnknownIssuer
client|http1-proxy-or-wrong-protocol,plaintext-client-to-tls-server|h2 protocol error: http2 error: connection error received: not a result of an error / frame with invalid size
client|client-cert-required,connection-reset-mid-handshake,no-shared-cipher-or-group|AuthenticationException: Authentication failed, see inner exception. Win32Exception (0x80090326): The message received was unexpected or badly formatted.
client|untrusted-issuer|RemoteCertificateChainErrors: A certificate chain processed, but terminated in a root certificate which is not trusted by the trust provider.
client|http1-proxy-or-wrong-protocol|Status(StatusCode="Internal", Detail="Bad gRPC response. Response protocol downgraded to HTTP/1.1.")
client|alpn-missing-h2|HttpRequestException: Requesting HTTP version 2.0 with version policy RequestVersionOrHigher while unable to establish HTTP/2 connection.
server|tls-client-to-plaintext-server|Microsoft.AspNetCore.Server.Kestrel: Bad request data: "Invalid request line: '\x16\x03\x01'"
proxy|untrusted-issuer,missing-intermediate|TLS_error:|268435581:SSL_routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED:verify_cert_failed:_unable_to_verify_the_first_certificate:TLS_error_end
proxy|workload-no-identity,partial-config|envoy config gRPC config for type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret rejected: Invalid path
proxy|connection-reset-mid-handshake,plaintext-client-to-tls-server,other-not-security|upstream connect error or disconnect/reset before headers. reset reason: connection termination
proxy|expired-client-cert|client SSL certificate verify error: (10:certificate has expired) while reading client request headers, client: 10.1.1.1
proxy|no-shared-cipher-or-group|SSL_do_handshake() failed (SSL: error:0A0000C1:SSL routines::no shared cipher) while SSL handshaking, client: 10.0.0.9
proxy|protocol-version-mismatch|SSL_do_handshake() failed (SSL: error:0A000102:SSL routines::unsupported protocol) while SSL handshaking, client: 10.0.0.9
proxy|untrusted-issuer|SSL_do_handshake() failed (SSL: error:0A000416:SSL routines::ssl/tls alert certificate unknown:SSL alert number 46) while SSL handshaking, client: 10.0.0.9
proxy|plaintext-client-to-tls-server|client sent plain HTTP request to HTTPS port while reading client request headers
proxy|tls-client-to-plaintext-server|client sent invalid request while reading client request line, request: "\x16\x03\x01"
client|weak-signature-or-key|javax.net.ssl.SSLHandshakeException: DHPublicKey does not comply to algorithm constraints
server|client-cert-untrusted,wrong-spiffe-id|invalid peer certificate: ApplicationVerificationFailure
client|wrong-spiffe-id|peer identity "spiffe://cluster.local/ns/a/sa/web" did not match expected "spiffe://cluster.local/ns/b/sa/web"
client|trust-bundle-missing-or-stale,untrusted-issuer|transport: authentication handshake failed
`
