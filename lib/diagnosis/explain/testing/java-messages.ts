/** Lines of grpc-java, Netty, JSSE and Conscrypt: emitter, causes that are right as the first, text. Data. */
export const javaMessages = `
client|untrusted-issuer|io.grpc.StatusRuntimeException: UNAVAILABLE: io exception⏎Caused by: javax.net.ssl.SSLHandshakeException: General OpenSslEngine problem⏎Caused by: sun.security.validator.ValidatorException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target
client|untrusted-issuer|java.security.cert.CertPathValidatorException: Trust anchor for certification path not found.
client|trust-bundle-missing-or-stale|java.security.InvalidAlgorithmParameterException: the trustAnchors parameter must be non-empty
client|expired-server-cert|Caused by: sun.security.validator.ValidatorException: PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed⏎Caused by: java.security.cert.CertificateExpiredException: NotAfter: Mon May 01 10:00:00 UTC 2023
client|not-yet-valid|java.security.cert.CertificateNotYetValidException: NotBefore: Mon May 01 10:00:00 UTC 2034
client|client-cert-required,client-cert-untrusted|javax.net.ssl.SSLHandshakeException: Received fatal alert: bad_certificate
client|client-cert-required|javax.net.ssl.SSLHandshakeException: Received fatal alert: certificate_required
client|client-cert-untrusted|javax.net.ssl.SSLHandshakeException: Received fatal alert: unknown_ca
client|no-shared-cipher-or-group,client-cert-required|javax.net.ssl.SSLHandshakeException: Received fatal alert: handshake_failure
client|protocol-version-mismatch|javax.net.ssl.SSLHandshakeException: Received fatal alert: protocol_version
client|protocol-version-mismatch|javax.net.ssl.SSLHandshakeException: The server selected protocol version TLS10 is not accepted by client preferences [TLS13, TLS12]
client|protocol-version-mismatch|javax.net.ssl.SSLHandshakeException: No appropriate protocol (protocol is disabled or cipher suites are inappropriate)
server|no-shared-cipher-or-group|javax.net.ssl.SSLHandshakeException: no cipher suites in common
server|client-cert-required|javax.net.ssl.SSLHandshakeException: Empty client certificate chain
server|client-cert-required|javax.net.ssl.SSLHandshakeException: null cert chain
server|untrusted-issuer|io.netty.handler.codec.DecoderException: javax.net.ssl.SSLHandshakeException: Received fatal alert: certificate_unknown
server|client-cert-untrusted|io.netty.handler.codec.DecoderException: javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target
server|plaintext-client-to-tls-server|io.netty.handler.codec.DecoderException: io.netty.handler.ssl.NotSslRecordException: not an SSL/TLS record: 505249202a20485454502f322e300d0a0d0a534d0d0a0d0a
client|tls-client-to-plaintext-server|io.netty.handler.ssl.NotSslRecordException: not an SSL/TLS record: 00000604000000000000037fffffff000400100000000600002000
client|tls-client-to-plaintext-server,http1-proxy-or-wrong-protocol|io.netty.handler.ssl.NotSslRecordException: not an SSL/TLS record: 485454502f312e31203430302042616420526571756573740d0a
server|tls-client-to-plaintext-server|io.netty.handler.codec.http2.Http2Exception: HTTP/2 client preface string missing or corrupt. Hex dump for received bytes: 1603010200010001fc0303
server|http1-proxy-or-wrong-protocol|io.netty.handler.codec.http2.Http2Exception: Unexpected HTTP/1.x request: GET /metrics HTTP/1.1
client|http1-proxy-or-wrong-protocol|INTERNAL: http2 exception⏎io.netty.handler.codec.http2.Http2Exception: First received frame was not SETTINGS. Hex dump for first 5 bytes: 485454502f
client|http1-proxy-or-wrong-protocol|io.netty.handler.codec.http2.Http2Exception: Frame length: 4740180 exceeds maximum: 16384
client|plaintext-client-to-tls-server|Http2Exception: Frame length: 1376259 exceeds maximum: 16384
client|alpn-missing-h2|io.grpc.StatusRuntimeException: UNAVAILABLE: Failed ALPN negotiation: Unable to find compatible protocol
client|connection-reset-mid-handshake,plaintext-client-to-tls-server,sni-missing-or-wrong|UNAVAILABLE: Connection closed while performing TLS negotiation
client|connection-reset-mid-handshake,sni-missing-or-wrong|javax.net.ssl.SSLHandshakeException: Remote host terminated the handshake
client|connection-refused|Caused by: io.netty.channel.AbstractChannel$AnnotatedConnectException: finishConnect(..) failed: Connection refused: localhost/127.0.0.1:9091
client|timeout-or-blackhole|io.netty.channel.ConnectTimeoutException: connection timed out after 20000 ms: pdp.internal/10.0.0.7:9094
client|timeout-or-blackhole|io.netty.handler.ssl.SslHandshakeTimeoutException: handshake timed out after 10000ms
client|dns-failure|UNAVAILABLE: Unable to resolve host pdp.internal⏎Caused by: java.net.UnknownHostException: pdp.internal
client|hostname-mismatch|javax.net.ssl.SSLPeerUnverifiedException: Hostname pdp.internal not verified: certificate: sha256/AAAA DN: CN=web subjectAltNames: [web.internal]
client|cn-only-no-san,uri-san-only,ip-san-missing|java.security.cert.CertificateException: No subject alternative names present
client|server-cert-wrong-eku|sun.security.validator.ValidatorException: Extended key usage does not permit use for TLS server authentication
server|client-cert-wrong-eku|sun.security.validator.ValidatorException: Extended key usage does not permit use for TLS client authentication
client|weak-signature-or-key|PKIX path validation failed: java.security.cert.CertPathValidatorException: Algorithm constraints check failed on keysize limits: RSA 1024 bit key used with certificate: CN=a
client|revoked|java.security.cert.CertPathValidatorException: Certificate has been revoked, reason: UNSPECIFIED
client|name-constraint-violation|java.security.cert.CertPathValidatorException: name constraints check failed
client|ca-without-basic-constraints|java.security.cert.CertPathValidatorException: basic constraints check failed: this is not a CA certificate
client|ca-without-basic-constraints|sun.security.validator.ValidatorException: TrustAnchor with subject "CN=lab" is not a CA certificate
client|tls-client-to-plaintext-server|javax.net.ssl.SSLException: Unsupported or unrecognized SSL message
client|tls-record-overflow-or-garbage|javax.net.ssl.SSLException: Tag mismatch!
server|bad-pem-or-key|java.lang.IllegalArgumentException: File does not contain valid private key: /etc/tls/tls.key⏎Caused by: java.security.spec.InvalidKeySpecException
server|bad-pem-or-key|java.io.IOException: keystore password was incorrect⏎Caused by: java.security.UnrecoverableKeyException: failed to decrypt safe contents entry
server|file-unreadable|java.io.FileNotFoundException: /etc/tls/tls.crt (Permission denied)
server|alpn-missing-h2|java.lang.IllegalStateException: Could not find TLS ALPN provider; no working netty-tcnative, Conscrypt, or Jetty NPN/ALPN available
client|other-not-security|io.grpc.StatusRuntimeException: UNIMPLEMENTED: Method not found: permguard.v1.Zap/CreateZone
client|other-not-security|io.grpc.StatusRuntimeException: RESOURCE_EXHAUSTED: gRPC message exceeds maximum size 4194304: 6291456
client|other-not-security|io.grpc.StatusRuntimeException: INVALID_ARGUMENT: limit must be positive
client|other-not-security|io.grpc.StatusRuntimeException: UNKNOWN: Application error processing RPC
client|other-not-security,timeout-or-blackhole|io.grpc.StatusRuntimeException: DEADLINE_EXCEEDED: deadline exceeded after 4.998s. [remote_addr=10.0.0.1/10.0.0.1:9094]
client|keepalive-goaway|UNAVAILABLE: HTTP/2 error code: ENHANCE_YOUR_CALM debug data: too_many_pings
client|token-missing-or-invalid|io.grpc.StatusRuntimeException: UNAUTHENTICATED: HTTP status code 401
client|permission-denied-authz|io.grpc.StatusRuntimeException: PERMISSION_DENIED: missing role
client|connection-reset-mid-handshake,plaintext-client-to-tls-server,client-cert-required|io.grpc.StatusRuntimeException: UNAVAILABLE: Network closed for unknown reason
client|client-cert-required,client-cert-untrusted|javax.net.ssl.SSLHandshakeException: error:10000412:SSL routines:OPENSSL_internal:SSLV3_ALERT_BAD_CERTIFICATE
`
