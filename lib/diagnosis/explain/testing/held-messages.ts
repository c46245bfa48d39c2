/** Lines that were written down, with their causes, before the explanation was first asked about them; it was then mended where it was wrong. Emitter, causes that are right as the first, text. Data. */
export const heldMessages = `
client|timeout-or-blackhole|Caused by: io.grpc.netty.shaded.io.netty.handler.ssl.SslHandshakeTimeoutException: handshake timed out after 7000ms
client|connection-reset-mid-handshake,tls-client-to-plaintext-server|io.grpc.StatusRuntimeException: UNAVAILABLE: Channel closed while performing protocol negotiation
client|http1-proxy-or-wrong-protocol,tls-record-overflow-or-garbage|java.io.IOException: PROTOCOL_ERROR invalid settings id: -113
client|client-cert-required,no-shared-cipher-or-group|[WARN rustls::conn] TLS alert received: AlertMessagePayload {⏎    level: Fatal,⏎    description: HandshakeFailure,⏎}
client|wrong-spiffe-id|io error: invalid peer certificate: Other(OtherError(SanError([], [Spiffe { trust_domain: "corp.example", namespace: "pay", service_account: "pay" }])))
proxy|timeout-or-blackhole|linkerd_app_core::serve: Connection closed error=TLS detection timed out
proxy|connection-reset-mid-handshake,plaintext-client-to-tls-server|transport failure reason: TLS error: 33554536:system library:OPENSSL_internal:Connection reset by peer
proxy|no-shared-cipher-or-group|TLS error: 268435588:SSL routines:OPENSSL_internal:CLIENTHELLO_TLSEXT 268435646:SSL routines:OPENSSL_internal:PARSE_TLSEXT
proxy|connection-refused,timeout-or-blackhole|{"upstream_cluster":"outbound|9094||pdp.example","response_code":"0","response_flags":"UF,URX","upstream_transport_failure_reason":"-"}
client|tls-client-to-plaintext-server|IOException: The handshake failed due to an unexpected packet format.
client|untrusted-issuer|AuthenticationException: Authentication failed, see inner exception. SslException: unknown Cert Authority
client|timeout-or-blackhole|Security handshake failed: {"created":"@1603402157.28","description":"Handshake read failed","referenced_errors":[{"description":"Handshake timed out"}]}
server|connection-reset-mid-handshake|Security handshake failed: {"description":"Handshake read failed","referenced_errors":[{"description":"End of TCP stream","file":"tcp_posix.cc"}]}
client|workload-api-unavailable,uds-path-or-permission|workload: agent address "/run/agent.sock" is not a unix address
client|workload-api-unavailable|level=error msg="Failed to watch the Workload API: EOF"
client|protocol-version-mismatch|fatal: unable to access 'https://git.example/': gnutls_handshake() failed: Error in protocol version
client|bad-pem-or-key|Error: error:0906A068:PEM routines:PEM_do_header:bad password read
client|trust-bundle-missing-or-stale,bad-pem-or-key|ssl_transport_security.cc:1297] Could not add root certificate to ssl context.
client|plaintext-client-to-tls-server,connection-reset-mid-handshake|rpc error: code = Unavailable desc = connection closed
client|client-cert-required|gnutls: A TLS fatal alert has been received: Certificate is required
client|client-cert-required,no-shared-cipher-or-group|SSL_ERROR_HANDSHAKE_FAILURE_ALERT: SSL peer was unable to negotiate an acceptable set of security parameters.
client|client-cert-untrusted|Peer does not recognize and trust the CA that issued your certificate.
client|expired-client-cert|SSL_ERROR_EXPIRED_CERT_ALERT: SSL peer rejected your certificate as expired.
client|ca-without-basic-constraints|x509: certificate is not authorized to sign other certificates
client|trust-bundle-missing-or-stale,revoked|java.security.cert.CertPathValidatorException: Could not determine revocation status
client|bad-pem-or-key|java.io.IOException: Invalid keystore format
client|alpn-missing-h2|java.lang.RuntimeException: ALPN is not configured properly.
server|http1-proxy-or-wrong-protocol|http2Server.HandleStreams received bogus greeting from client: "PUT /v1/traces HTTP/1."
client|plaintext-client-to-tls-server,client-cert-required,connection-reset-mid-handshake|last connection error: connection closed before server preface received
client|connection-reset-mid-handshake|SSL_connect SYSCALL returned=5 errno=0 peeraddr=203.0.113.7:8443 state=SSLv3/TLS write client hello
client|trust-bundle-missing-or-stale,partial-config|couldn't find trust anchors in environment variable MESH_TRUST_ANCHORS
server|client-cert-untrusted,untrusted-issuer|failed to establish trust with client; the client provided a certificate with subject name [CN=worker] and no issuer trusted by this node
server|wrong-spiffe-id|tls: failed to verify peer: spiffe ID spiffe://partner.example/web does not belong to trust domain "corp.example"
client|token-over-plaintext-refused|Call credentials require channel with PRIVACY_AND_INTEGRITY security level. Channel security level is NONE
server|partial-config|error: at least one of --keystore, --cert/--key or --pkcs11 flags is required
client|tls-client-to-plaintext-server|connection to server failed: server does not support SSL, but SSL was required
client|tls-client-to-plaintext-server|Error performing TLS handshake: peer does not appear to be a TLS server
server|plaintext-client-to-tls-server|TLS server: In state hello generated SERVER ALERT: Fatal - Unexpected Message⏎ - {unsupported_record_type,80}
server|key-cert-mismatch|config : inconsistencies between private key and certificate loaded from PEM file '/etc/lb/edge.pem'.
proxy|timeout-or-blackhole|Server be/pdp3 is DOWN, reason: Layer6 timeout, check duration: 3001ms.
client|hostname-mismatch|the certificate's subject alternative names do not include "pay.example"
client|not-yet-valid|peer certificate is valid from 2033-05-01, which lies in the future
server|client-cert-wrong-eku|client certificate rejected: extended key usage lacks clientAuth
client|partial-config|option tls.key is set but tls.cert is empty
client|weak-signature-or-key|certificate is signed with MD5, refusing
client|protocol-version-mismatch|server only supports TLS 1.1, minimum allowed is TLS 1.2
client|name-constraint-violation|name pay.example is outside of the permitted subtrees of CN=Dept CA
client|missing-intermediate|server did not send the intermediate certificate
server|partial-config|tls: tlsCertFile, tlsKeyFile, and tlsCACertFile must be provided for mTLS
client|partial-config|certificate authority file path was specified, but TLS was not enabled
client|untrusted-issuer|Peer certificate cannot be authenticated with known CA certificates
client|cn-only-no-san|certificate is missing subjectAltName
server|sni-missing-or-wrong|no certificate available for 'shop.example'
server|sni-missing-or-wrong,hostname-mismatch|strict SNI enabled - No certificate found for domain: "shop.example", closing connection
client|untrusted-issuer|None of the TrustManagers trust this certificate chain
server|bad-pem-or-key,partial-config|failed to initialize the server-side SSL context
client|workload-no-identity|SVID for spiffe://corp.example/batch not found or not authorized
client|bad-pem-or-key|failed to parse CA crt
server|client-cert-required|mTLS certificate required
`
