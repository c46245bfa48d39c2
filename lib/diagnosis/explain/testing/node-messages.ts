/** Lines of Node, grpc-js, OpenSSL and Connect: emitter, causes that are right as the first, text. Data. */
export const nodeMessages = `
client|missing-intermediate,untrusted-issuer|14 UNAVAILABLE: No connection established. Last error: Error: unable to verify the first certificate. Resolution note:
client|untrusted-issuer|Error: unable to get local issuer certificate⏎ code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'
client|self-signed-leaf|14 UNAVAILABLE: No connection established. Last error: self-signed certificate (DEPTH_ZERO_SELF_SIGNED_CERT)
client|untrusted-issuer|Error: self-signed certificate in certificate chain code: 'SELF_SIGNED_CERT_IN_CHAIN'
client|hostname-mismatch|Error [ERR_TLS_CERT_ALTNAME_INVALID]: Hostname/IP does not match certificate's altnames: Host: pdp.internal. is not in the cert's altnames: DNS:web.internal
client|ip-san-missing|Hostname/IP does not match certificate's altnames: IP: 127.0.0.1 is not in the cert's list: 
client|uri-san-only,hostname-mismatch|Hostname/IP does not match certificate's altnames: Host: pdp. is not in the cert's altnames: URI:spiffe://example.org/pdp
client|hostname-mismatch,cn-only-no-san|Hostname/IP does not match certificate's altnames: Cert does not contain a DNS name
client|expired-server-cert|Error: certificate has expired code: 'CERT_HAS_EXPIRED'
client|not-yet-valid|Error: certificate is not yet valid code: 'CERT_NOT_YET_VALID'
client|tls-client-to-plaintext-server|Error: write EPROTO 40E7C0A1:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/openssl/openssl/ssl/record/ssl3_record.c:355:
client|tls-client-to-plaintext-server,tls-record-overflow-or-garbage|14 UNAVAILABLE: No connection established. Last error: Error: C0B7:error:0A0000C6:SSL routines:tls_get_more_records:packet length too long
client|client-cert-required|Error: 40C7:error:0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required:ssl3_msg.c:915:SSL alert number 116
client|client-cert-required,client-cert-untrusted|Error: write EPROTO error:0A000412:SSL routines:ssl3_read_bytes:sslv3 alert bad certificate:SSL alert number 42
client|alpn-missing-h2|error:0A000460:SSL routines:ssl3_read_bytes:reason(1120):SSL alert number 120
client|protocol-version-mismatch|error:0A00042E:SSL routines:ssl3_read_bytes:tlsv1 alert protocol version:SSL alert number 70
client|protocol-version-mismatch|error:0A000102:SSL routines:ssl_choose_client_version:unsupported protocol
client|sni-missing-or-wrong|error:0A000458:SSL routines:ssl3_read_bytes:tlsv1 unrecognized name:SSL alert number 112
client|weak-signature-or-key|error:0A00018A:SSL routines:tls_process_ske_dhe:dh key too small
client|weak-signature-or-key|error:0A00018E:SSL routines:SSL_CTX_use_certificate:ca md too weak
client|no-shared-cipher-or-group|error:0A000172:SSL routines:tls12_check_peer_sigalg:wrong signature type
server|no-shared-cipher-or-group|Error: error:0A0000C1:SSL routines:tls_post_process_client_hello:no shared cipher
server|no-shared-cipher-or-group|error:0A000065:SSL routines:final_key_share:no suitable key share
server|plaintext-client-to-tls-server|error:0A00009C:SSL routines:ssl3_get_record:http request
server|plaintext-client-to-tls-server|tlsClientError: error:0A00010B:SSL routines:ssl3_get_record:wrong version number
server|client-cert-required|error:0A0000C7:SSL routines:tls_process_client_certificate:peer did not return a certificate
server|client-cert-untrusted|error:0A000086:SSL routines:tls_process_client_certificate:certificate verify failed
server|untrusted-issuer|error:0A000418:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca:SSL alert number 48
server|untrusted-issuer|error:0A000416:SSL routines:ssl3_read_bytes:sslv3 alert certificate unknown:SSL alert number 46
server|bad-pem-or-key|Error: error:0480006C:PEM routines::no start line
server|bad-pem-or-key|Error: error:1E08010C:DECODER routines::unsupported
server|bad-pem-or-key|error:0909006C:PEM routines:get_name:no start line
server|bad-pem-or-key|Error: error:07880109:common libcrypto routines::interrupted or cancelled
server|bad-pem-or-key|error:1C800064:Provider routines::bad decrypt
server|bad-pem-or-key|Error: mac verify failure⏎ code: 'ERR_CRYPTO_OPERATION_FAILED'
server|file-unreadable|Error: ENOENT: no such file or directory, open '/etc/tls/tls.crt'
server|partial-config,bad-pem-or-key|TypeError: Private key must be given with accompanying certificate chain
client|partial-config|Error: Private key must be given with accompanying certificate chain
client|connection-refused|14 UNAVAILABLE: No connection established. Last error: connect ECONNREFUSED 127.0.0.1:9091 (2024-05-02T10:00:00.000Z). Resolution note:
client|dns-failure|14 UNAVAILABLE: Name resolution failed for target dns:pdp.internal:9094
client|dns-failure|Error: getaddrinfo EAI_AGAIN pdp.internal
client|timeout-or-blackhole|connect ETIMEDOUT 10.0.0.7:443
client|connection-reset-mid-handshake,plaintext-client-to-tls-server,tls-client-to-plaintext-server|Error: Client network socket disconnected before secure TLS connection was established code: 'ECONNRESET'
client|alpn-missing-h2|Error: HTTP/2 connection failed: ALPN negotiation did not select h2
client|http1-proxy-or-wrong-protocol,plaintext-client-to-tls-server|Error: Protocol error code: 'ERR_HTTP2_ERROR' received HTTP/1.1 400 Bad Request
client|http1-proxy-or-wrong-protocol|14 UNAVAILABLE: Received HTTP status code 502
client|http1-proxy-or-wrong-protocol,token-missing-or-invalid|13 INTERNAL: Received HTTP status code 400
client|other-not-security|13 INTERNAL: Received RST_STREAM with code 2 (Internal server error)
client|other-not-security|1 CANCELLED: Call cancelled
client|other-not-security|12 UNIMPLEMENTED: The server does not implement the method /zap.Zap/Create
client|other-not-security|8 RESOURCE_EXHAUSTED: Received message larger than max (6291456 vs 4194304)
client|other-not-security|Error: 5 NOT_FOUND: zone does not exist
client|other-not-security|Error: 13 INTERNAL: Request message serialization failure: .zap.Req.id: integer expected
client|other-not-security,connection-reset-mid-handshake,plaintext-client-to-tls-server|14 UNAVAILABLE: read ECONNRESET
client|token-missing-or-invalid|ConnectError: [unauthenticated] token expired
client|permission-denied-authz|ConnectError: [permission_denied] not your ledger
client|other-not-security,http1-proxy-or-wrong-protocol|ConnectError: [unimplemented] HTTP 404
client|connection-refused|ConnectError: [unavailable] connect ECONNREFUSED ::1:8080
client|http1-proxy-or-wrong-protocol|ConnectError: [unknown] unexpected content type "text/html"
client|tls-client-to-plaintext-server|ConnectError: [internal] C08:error:0A00010B:SSL routines:ssl3_get_record:wrong version number
client|token-over-plaintext-refused|Error: Cannot compose insecure credentials
`
