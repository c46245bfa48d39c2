/** Lines of proxies, curl, other TLS libraries, and texts that are no matter of security: emitter, causes that are right as the first, text. Data. */
export const proxyMessages = String.raw`
proxy|untrusted-issuer|upstream connect error or disconnect/reset before headers. retried and the latest reset reason: remote connection failure, transport failure reason: TLS_error:|268435581:SSL_routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED:verify_cert_failed:_X509_verify_cert:_certificate_verification_error_at_depth_0:_unable_to_get_local_issuer_certificate:TLS_error_end
proxy|hostname-mismatch,wrong-spiffe-id|transport failure reason: TLS_error:|268435581:SSL_routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED:verify_cert_failed:_verify_SAN_list:TLS_error_end
proxy|expired-server-cert|TLS error: 268435581:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED:verify cert failed: X509_verify_cert: certificate verification error at depth 0: certificate has expired
proxy|client-cert-required,partial-config,workload-no-identity|upstream connect error or disconnect/reset before headers. reset reason: connection termination, transport failure reason: TLS error: Secret is not supplied by SDS
proxy|connection-refused|upstream connect error or disconnect/reset before headers. reset reason: remote connection failure, transport failure reason: delayed connect error: 111
proxy|connection-refused|upstream connect error or disconnect/reset before headers. reset reason: remote connection failure, transport failure reason: delayed connect error: Connection refused
proxy|timeout-or-blackhole|upstream connect error or disconnect/reset before headers. reset reason: connection timeout
proxy|timeout-or-blackhole|delayed connect error: 110
proxy|connection-reset-mid-handshake,plaintext-client-to-tls-server,other-not-security,expired-server-cert|upstream connect error or disconnect/reset before headers. reset reason: connection termination
proxy|http1-proxy-or-wrong-protocol,plaintext-client-to-tls-server|upstream connect error or disconnect/reset before headers. reset reason: protocol error
proxy|client-cert-required|TLS error: 268436572:SSL routines:OPENSSL_internal:TLSV1_CERTIFICATE_REQUIRED
proxy|client-cert-untrusted|TLS error: 268436504:SSL routines:OPENSSL_internal:TLSV1_ALERT_UNKNOWN_CA
proxy|client-cert-required,client-cert-untrusted|TLS_error:|268436498:SSL_routines:OPENSSL_internal:SSLV3_ALERT_BAD_CERTIFICATE:TLS_error_end
proxy|tls-client-to-plaintext-server|TLS_error:|268435703:SSL_routines:OPENSSL_internal:WRONG_VERSION_NUMBER:TLS_error_end:TLS_error_end
proxy|connection-refused,timeout-or-blackhole,expired-server-cert,connection-reset-mid-handshake|[2024-05-02T10:00:00.000Z] "POST /pdp.Pdp/Check HTTP/2" 200 UF upstream_reset_before_response_started{remote_connection_failure} - "-" 0 0 30 - "-"
proxy|connection-refused,timeout-or-blackhole,expired-server-cert,connection-reset-mid-handshake|"POST /zap.Zap/Create HTTP/2" 503 URX,UF - "-" 0 91 12 - "10.1.1.1:443"
proxy|other-not-security|"POST /zap.Zap/Create HTTP/2" 503 UH no_healthy_upstream - "-" 0 19 0 -
proxy|other-not-security|"POST /zap.Zap/Create HTTP/2" 404 NR route_not_found - "-" 0 0 0 -
proxy|permission-denied-authz|RBAC: access denied
proxy|permission-denied-authz|"POST /zap.Zap/Create HTTP/2" 403 UAEX ext_authz_denied - "-" 0 0 3 -
proxy|token-missing-or-invalid|Jwt issuer is not configured
proxy|token-missing-or-invalid|"GET / HTTP/1.1" 401 - jwt_authn_access_denied{Jwt_is_expired} - "-"
proxy|client-cert-required|peer did not return a certificate: downstream 10.0.0.4:33100 TLS error: 268435648:SSL routines:OPENSSL_internal:PEER_DID_NOT_RETURN_A_CERTIFICATE
proxy|plaintext-client-to-tls-server|downstream TLS error: 268435612:SSL routines:OPENSSL_internal:HTTP_REQUEST
proxy|workload-no-identity|StreamSecrets gRPC config stream to sds-grpc closed: 7, workload is not authorized for the requested identities ["default"]
proxy|workload-api-unavailable,uds-path-or-permission|StreamSecrets gRPC config stream to spire_agent closed: 14, connect error: No such file or directory /run/spire/sockets/agent.sock
proxy|untrusted-issuer|upstream SSL certificate verify error: (20:unable to get local issuer certificate) while SSL handshaking to upstream, client: 10.0.0.1, upstream: "grpcs://10.0.0.9:9091"
proxy|hostname-mismatch|upstream SSL certificate does not match "pdp.internal" while SSL handshaking to upstream
proxy|self-signed-leaf|upstream SSL certificate verify error: (18:self-signed certificate) while SSL handshaking to upstream
proxy|expired-server-cert|upstream SSL certificate verify error: (10:certificate has expired) while SSL handshaking to upstream
proxy|tls-client-to-plaintext-server|SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number) while SSL handshaking to upstream, upstream: "grpcs://127.0.0.1:50051"
proxy|connection-refused|connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.0.1, upstream: "grpc://127.0.0.1:50051"
proxy|timeout-or-blackhole|upstream timed out (110: Connection timed out) while connecting to upstream
proxy|other-not-security,timeout-or-blackhole|upstream timed out (110: Connection timed out) while reading response header from upstream
proxy|dns-failure|host not found in upstream "pdp.internal" in /etc/nginx/conf.d/grpc.conf:12
proxy|client-cert-required|client sent no required SSL certificate while reading client request headers, client: 10.0.0.1
server|client-cert-required|400 No required SSL certificate was sent
proxy|client-cert-untrusted|client SSL certificate verify error: (21:unable to verify the first certificate) while reading client request headers
proxy|expired-client-cert|client SSL certificate verify error: (10:certificate has expired) while reading client request headers
server|plaintext-client-to-tls-server|400 The plain HTTP request was sent to HTTPS port
proxy|http1-proxy-or-wrong-protocol,plaintext-client-to-tls-server|upstream sent too large http2 frame: 4740180 while reading response header from upstream
proxy|http1-proxy-or-wrong-protocol,plaintext-client-to-tls-server,other-not-security,client-cert-required,connection-reset-mid-handshake|upstream prematurely closed connection while reading response header from upstream, upstream: "grpc://10.0.0.1:443"
proxy|file-unreadable|nginx: [emerg] cannot load certificate "/etc/nginx/tls.crt": BIO_new_file() failed (SSL: error:80000002:system library::No such file or directory)
proxy|bad-pem-or-key|nginx: [emerg] cannot load certificate key "/etc/nginx/tls.key": PEM_read_bio_PrivateKey() failed (SSL: error:0480006C:PEM routines::no start line)
proxy|tls-client-to-plaintext-server,no-shared-cipher-or-group,client-cert-required,untrusted-issuer|Server be_grpc/s1 is DOWN, reason: Layer6 invalid response, info: "SSL handshake failure", check duration: 2ms
proxy|client-cert-required,connection-reset-mid-handshake|fe_grpc/1: SSL client certificate not presented
proxy|client-cert-untrusted|fe_grpc/1: SSL client CA chain cannot be verified
proxy|plaintext-client-to-tls-server,connection-reset-mid-handshake,client-cert-untrusted,untrusted-issuer,no-shared-cipher-or-group|fe_grpc/1: SSL handshake failure
proxy|connection-refused|Server be/s1 is DOWN, reason: Layer4 connection problem, info: "Connection refused at initial connection step of tcp-check"
client|untrusted-issuer|linkerd_reconnect: Failed to connect error=endpoint 10.1.1.1:4143: invalid peer certificate: UnknownIssuer
proxy|connection-refused,timeout-or-blackhole|WARN outbound: linkerd_app_core::serve: Failed to connect error=connect timed out after 1s
proxy|http1-proxy-or-wrong-protocol,connection-refused,other-not-security|HTTP/1.1 502 Bad Gateway⏎Server: awselb/2.0
client|untrusted-issuer|curl: (60) SSL certificate problem: unable to get local issuer certificate
client|hostname-mismatch|curl: (60) SSL: no alternative certificate subject name matches target host name 'pdp.internal'
client|connection-refused|curl: (7) Failed to connect to localhost port 9091 after 0 ms: Couldn't connect to server
client|dns-failure|curl: (6) Could not resolve host: pdp.internal
client|timeout-or-blackhole|curl: (28) Failed to connect to 10.0.0.1 port 443 after 3001 ms: Timeout was reached
client|plaintext-client-to-tls-server,connection-reset-mid-handshake|curl: (52) Empty reply from server
client|plaintext-client-to-tls-server,http1-proxy-or-wrong-protocol|curl: (1) Received HTTP/0.9 when not allowed
client|connection-reset-mid-handshake|curl: (35) OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to pdp.internal:443
client|tls-client-to-plaintext-server|curl: (35) error:0A00010B:SSL routines::wrong version number
client|client-cert-required|curl: (56) OpenSSL SSL_read: error:0A00045C:SSL routines::tlsv13 alert certificate required, errno 0
client|bad-pem-or-key|curl: (58) could not load PEM client certificate from client.pem, OpenSSL error error:0480006C:PEM routines::no start line, (no key found, wrong pass phrase, or wrong file format?)
client|trust-bundle-missing-or-stale,file-unreadable|curl: (77) error setting certificate verify locations: CAfile: /etc/ssl/ca.pem CApath: none
client|http1-proxy-or-wrong-protocol,alpn-missing-h2|curl: (16) Error in the HTTP2 framing layer
client|untrusted-issuer|*** Status: The certificate is NOT trusted. The certificate issuer is unknown.
client|hostname-mismatch|- Status: The certificate is NOT trusted. The name in the certificate does not match the expected.
client|expired-server-cert|- Status: The certificate is NOT trusted. The certificate chain uses expired certificate.
client|tls-client-to-plaintext-server|gnutls_handshake() failed: An unexpected TLS packet was received.
client|connection-reset-mid-handshake|gnutls_handshake() failed: The TLS connection was non-properly terminated.
client|no-shared-cipher-or-group,client-cert-required|*** Received alert [40]: Handshake failed
client|sni-missing-or-wrong|GnuTLS: A TLS warning alert has been received. Alert [112]: The server name sent was not recognized
client|untrusted-issuer|NSS error -8179 (SEC_ERROR_UNKNOWN_ISSUER): Peer's Certificate issuer is not recognized.
client|expired-server-cert|NSS error -8181 (SEC_ERROR_EXPIRED_CERTIFICATE)
client|hostname-mismatch|SSL_ERROR_BAD_CERT_DOMAIN
client|tls-client-to-plaintext-server|NSS error -12263 (SSL_ERROR_RX_RECORD_TOO_LONG)
client|no-shared-cipher-or-group|SSL_ERROR_NO_CYPHER_OVERLAP
client|client-cert-required|SSL_ERROR_RX_CERTIFICATE_REQUIRED_ALERT
client|untrusted-issuer|mbedtls_ssl_handshake returned -0x2700 : X509 - Certificate verification failed, e.g. CRL, CA or signature check failed
client|tls-client-to-plaintext-server|mbedtls_ssl_handshake returned -0x7200 : SSL - An invalid SSL record was received
client|client-cert-required,client-cert-untrusted,no-shared-cipher-or-group|mbedtls_ssl_handshake returned -0x7780 : SSL - A fatal alert message was received from our peer
client|untrusted-issuer|{:tls_alert, {:unknown_ca, 'TLS client: In state wait_cert at ssl_handshake.erl:2113 generated CLIENT ALERT: Fatal - Unknown CA'}}
client|hostname-mismatch|{tls_alert,{handshake_failure,"TLS client: In state certify at ssl_handshake.erl:1372 generated CLIENT ALERT: Fatal - Handshake Failure {bad_cert,hostname_check_failed}"}}
client|expired-server-cert|{:tls_alert, {:certificate_expired, 'TLS client: In state wait_cert_cr at ssl_handshake.erl generated CLIENT ALERT: Fatal - Certificate Expired'}}
client|client-cert-required|{:tls_alert, {:certificate_required, 'TLS client: In state connection received SERVER ALERT: Fatal - Certificate required'}}
client|connection-refused|{:error, :econnrefused}
client|dns-failure|{:error, :nxdomain}
client|untrusted-issuer|CFNetwork SSLHandshake failed (-9807)
client|tls-client-to-plaintext-server,connection-reset-mid-handshake,no-shared-cipher-or-group|boringssl_context_handle_fatal_alert: read alert, level: fatal, description: handshake failure⏎errSSLPeerHandshakeFail -9824
client|untrusted-issuer|Error Domain=NSURLErrorDomain Code=-1202 "The certificate for this server is invalid. You might be connecting to a server that is pretending to be pdp.internal"
client|expired-server-cert|errSSLCertExpired (-9814)
client|hostname-mismatch|HandshakeException: Handshake error in client (OS Error: CERTIFICATE_VERIFY_FAILED: Hostname mismatch(handshake.cc:393))
client|untrusted-issuer|HandshakeException: Handshake error in client (OS Error: CERTIFICATE_VERIFY_FAILED: unable to get local issuer certificate(handshake.cc:359))
client|untrusted-issuer|verify error:num=20:unable to get local issuer certificate⏎Verify return code: 20 (unable to get local issuer certificate)
client|missing-intermediate,untrusted-issuer|Verify return code: 21 (unable to verify the first certificate)
client|hostname-mismatch|Verify return code: 62 (hostname mismatch)
client|ip-san-missing|Verify return code: 64 (IP address mismatch)
client|expired-server-cert|Verify return code: 10 (certificate has expired)
client|server-cert-wrong-eku|Verify return code: 26 (unsuitable certificate purpose)
client|tls-client-to-plaintext-server|routines:ssl3_get_record:wrong version number⏎no peer certificate available⏎SSL handshake has read 5 bytes and written 293 bytes
client|client-cert-required,client-cert-untrusted|\u001b[31mERROR\u001b[0m remote error: tls: bad certificate
client|untrusted-issuer|{&quot;error&quot;:&quot;x509: certificate signed by unknown authority&quot;}
client|dns-failure|lookup%20pdp.internal%20on%2010.0.0.10:53:%20no%20such%20host
client|other-not-security|Error: Cannot read properties of undefined (reading 'id')
client|other-not-security|SQLSTATE[23505]: Unique violation: duplicate key value
client|other-not-security|panic: runtime error: invalid memory address or nil pointer dereference
client|other-not-security|listen tcp :9091: bind: address already in use
client|other-not-security|proto: cannot parse invalid wire-format data
client|other-not-security|rpc error: code = DataLoss desc = checksum differs
client|other-not-security|rpc error: code = Aborted desc = transaction was retried too often
client|other-not-security|rpc error: code = Unavailable desc = the service is currently overloaded
client|other-not-security|OOMKilled: container was terminated with exit code 137
client|other-not-security|upstream request timeout
client|other-not-security|HTTP/2 stream 0 was not closed cleanly: REFUSED_STREAM (err 7)
client|other-not-security|stream terminated by RST_STREAM with error code: CANCEL
client|other-not-security,connection-reset-mid-handshake|rpc error: code = Unavailable desc = error reading from server: EOF
client|connection-reset-mid-handshake,other-not-security|stream terminated by RST_STREAM with error code: PROTOCOL_ERROR
client|weak-signature-or-key,protocol-version-mismatch,no-shared-cipher-or-group|stream terminated by RST_STREAM with error code: INADEQUATE_SECURITY
client|alpn-missing-h2,http1-proxy-or-wrong-protocol|stream terminated by RST_STREAM with error code: HTTP_1_1_REQUIRED
`
