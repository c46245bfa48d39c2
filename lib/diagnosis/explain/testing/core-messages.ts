/** Lines of gRPC C-core and the languages upon it, Python, PHP and Ruby: emitter, causes that are right as the first, text. Data. */
export const coreMessages = String.raw`
client|untrusted-issuer,trust-bundle-missing-or-stale|failed to connect to all addresses; last error: UNKNOWN: ipv4:10.0.0.4:443: Ssl handshake failed (TSI_PROTOCOL_FAILURE): SSL_ERROR_SSL: error:1000007d:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED: unable to get local issuer certificate
client|expired-server-cert|E0000 00:00:1714000000.000000 2222 ssl_transport_security.cc:1884] Handshake failed with error SSL_ERROR_SSL: error:1000007d:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED: certificate has expired
client|untrusted-issuer|ssl_transport_security_utils.cc:105] Corruption detected.⏎ssl_transport_security_utils.cc:61] error:1000007d:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED: self signed certificate in certificate chain
client|client-cert-required|E0420 ssl_transport_security_utils.cc:61] error:1000045c:SSL routines:OPENSSL_internal:TLSV1_CERTIFICATE_REQUIRED
client|client-cert-untrusted|error:10000418:SSL routines:OPENSSL_internal:TLSV1_ALERT_UNKNOWN_CA
client|protocol-version-mismatch|error:1000042e:SSL routines:OPENSSL_internal:TLSV1_ALERT_PROTOCOL_VERSION
client|alpn-missing-h2|error:10000460:SSL routines:OPENSSL_internal:TLSV1_ALERT_NO_APPLICATION_PROTOCOL
client|alpn-missing-h2|Cannot check peer: missing selected ALPN property.
client|sni-missing-or-wrong|error:10000458:SSL routines:OPENSSL_internal:TLSV1_UNRECOGNIZED_NAME
server|client-cert-required|error:100000c0:SSL routines:OPENSSL_internal:PEER_DID_NOT_RETURN_A_CERTIFICATE
server|plaintext-client-to-tls-server|ssl_transport_security.cc:1519] Handshake failed with fatal error SSL_ERROR_SSL: error:1000009c:SSL routines:OPENSSL_internal:HTTP_REQUEST.
server|untrusted-issuer|E1 ssl_transport_security.cc:1519] Handshake failed with fatal error SSL_ERROR_SSL: error:10000418:SSL routines:OPENSSL_internal:TLSV1_ALERT_UNKNOWN_CA.
server|client-cert-untrusted,expired-client-cert|ssl_transport_security.cc:1519] Handshake failed with fatal error SSL_ERROR_SSL: error:1000007d:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED.
server|no-shared-cipher-or-group|SSL_ERROR_SSL: error:100000b8:SSL routines:OPENSSL_internal:NO_SHARED_CIPHER.
server|tls-client-to-plaintext-server|chttp2_transport: Connect string mismatch: expected 'P' (80) got '\x16' (22) at byte 0
client|http1-proxy-or-wrong-protocol|details = "failed to connect to all addresses; last error: INTERNAL: ipv4:10.0.0.4:80: Trying to connect an http1.x server (HTTP status 400)"
client|timeout-or-blackhole,plaintext-client-to-tls-server|failed to connect to all addresses; last error: UNAVAILABLE: ipv4:10.0.0.4:443: connection attempt timed out before receiving SETTINGS frame
client|connection-refused|failed to connect to all addresses; last error: UNKNOWN: ipv4:127.0.0.1:50051: Failed to connect to remote host: Connection refused
client|timeout-or-blackhole|failed to connect to all addresses; last error: UNKNOWN: ipv4:10.2.3.4:50051: Failed to connect to remote host: FD Shutdown; connect: Connection timed out (110)
client|connection-refused|last error: UNAVAILABLE: ipv4:127.0.0.1:50051: WSA Error 10061: No connection could be made because the target machine actively refused it.
client|timeout-or-blackhole|last error: UNKNOWN: ipv4:10.2.3.4:50051: connect: WSAETIMEDOUT (10060)
client|connection-reset-mid-handshake,plaintext-client-to-tls-server|last error: UNKNOWN: ipv4:10.2.3.4:50051: recvmsg: WSAECONNRESET 10054 An existing connection was forcibly closed by the remote host.
client|dns-failure|StatusCode.UNAVAILABLE details = "DNS resolution failed for orders.internal:50051: C-ares status is not ARES_SUCCESS qtype=A name=orders.internal is_balancer=0: Domain name not found"
client|dns-failure|getaddrinfo: Name or service not known
client|hostname-mismatch|Peer name orders.internal is not in peer certificate
client|hostname-mismatch|Hostname Verification Check failed.
client|trust-bundle-missing-or-stale|E0 ssl_utils.cc:592] Could not get default pem root certs.
client|trust-bundle-missing-or-stale|Cannot load server root certificates. load_system_roots: no such directory
client|bad-pem-or-key|ssl_transport_security.cc:833] Invalid private key.
client|bad-pem-or-key|E ssl_security_connector.cc:173] Handshaker factory creation failed with TSI_INVALID_ARGUMENT.
client|other-not-security|grpc._channel._InactiveRpcError: <_InactiveRpcError of RPC that terminated with: status = StatusCode.UNIMPLEMENTED details = "Method not found!"
client|other-not-security|status = StatusCode.UNKNOWN details = "Exception calling application: list index out of range"
client|other-not-security|grpc.aio._call.AioRpcError: <AioRpcError of RPC that terminated with: status = StatusCode.INTERNAL details = "Exception deserializing request!"
client|other-not-security|GRPC::Cancelled: 1:CANCELLED
client|other-not-security|GRPC::NotFound: 5:no such policy
client|keepalive-goaway|details = "Too many pings"
client|connection-reset-mid-handshake,client-cert-required,plaintext-client-to-tls-server|14:Socket closed. debug_error_string:{UNKNOWN:Error received from peer ipv4:10.0.0.1:443 {grpc_message:"Socket closed", grpc_status:14}}
client|token-missing-or-invalid|GRPC::Unauthenticated: 16:Request had invalid authentication credentials. Expected OAuth 2 access token
client|token-missing-or-invalid|details = "Getting metadata from plugin failed with error: ('invalid_grant: Bad Request')"
client|token-over-plaintext-refused|Established channel does not have a sufficient security level to transfer call credential.
client|uds-path-or-permission|failed to connect to all addresses; last error: UNKNOWN: unix:/run/pdp.sock: Failed to connect to remote host: No such file or directory
client|untrusted-issuer|[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1006)
client|hostname-mismatch|ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Hostname mismatch, certificate is not valid for 'api.internal'. (_ssl.c:1129)
client|ip-san-missing|ssl.SSLCertVerificationError: certificate verify failed: IP address mismatch, certificate is not valid for '10.0.0.1'
client|tls-client-to-plaintext-server|ssl.SSLError: [SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1006)
client|tls-client-to-plaintext-server,tls-record-overflow-or-garbage|ssl.SSLError: [SSL: RECORD_LAYER_FAILURE] record layer failure (_ssl.c:1000)
client|server-cert-wrong-eku,weak-signature-or-key,ca-without-basic-constraints|ssl.SSLCertVerificationError: certificate verify failed: unsuitable certificate purpose
client|ca-without-basic-constraints|certificate verify failed: CA cert does not include key usage extension (_ssl.c:1032)
client|ca-without-basic-constraints|certificate verify failed: Basic Constraints of CA cert not marked critical (_ssl.c:1032)
client|untrusted-issuer,ca-without-basic-constraints,weak-signature-or-key|certificate verify failed: Missing Authority Key Identifier (_ssl.c:1032)
client|weak-signature-or-key|ssl.SSLError: [SSL: DH_KEY_TOO_SMALL] dh key too small
client|protocol-version-mismatch|[SSL: UNSUPPORTED_PROTOCOL] unsupported protocol (_ssl.c:997)
client|protocol-version-mismatch|[SSL: UNSAFE_LEGACY_RENEGOTIATION_DISABLED] unsafe legacy renegotiation disabled
client|connection-reset-mid-handshake|ssl.SSLEOFError: [SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol (_ssl.c:1006)
client|untrusted-issuer,self-signed-leaf,expired-server-cert|PHP Warning: SSL operation failed with code 1. OpenSSL Error messages: error:0A000086:SSL routines::certificate verify failed
client|hostname-mismatch,cn-only-no-san|PHP Warning: stream_socket_client(): Peer certificate CN='web' did not match expected CN='api'
client|untrusted-issuer|SSL_connect returned=1 errno=0 peeraddr=10.0.0.1:443 state=error: certificate verify failed (unable to get local issuer certificate)
client|key-cert-mismatch|OpenSSL::SSL::SSLError: SSL_CTX_use_PrivateKey: key values mismatch
`
