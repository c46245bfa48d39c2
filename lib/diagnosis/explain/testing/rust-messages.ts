/** Lines of tonic, hyper, h2 and rustls: emitter, causes that are right as the first, text. Data. */
export const rustMessages = `
client|untrusted-issuer|tonic::transport::Error(Transport, hyper_util::client::legacy::Error(Connect, Custom { kind: InvalidData, error: InvalidCertificate(UnknownIssuer) }))
client|untrusted-issuer|transport error: error trying to connect: invalid peer certificate: UnknownIssuer
client|hostname-mismatch|invalid peer certificate: NotValidForName
client|hostname-mismatch|invalid peer certificate: certificate not valid for name "pdp.internal"; certificate is only valid for DnsName("web.internal")
client|expired-server-cert|invalid peer certificate: certificate expired: verification time 1714000000 (UNIX), but certificate is not valid after 1713000000 (1000000 seconds ago)
client|not-yet-valid|invalid peer certificate: certificate not valid yet: verification time 1714000000 (UNIX), but certificate is not valid before 1715000000
client|server-cert-wrong-eku|invalid peer certificate: InvalidPurpose
client|bad-pem-or-key,untrusted-issuer,unreadable-certificate|invalid peer certificate: BadEncoding
client|weak-signature-or-key,no-shared-cipher-or-group,trust-bundle-missing-or-stale,untrusted-issuer|invalid peer certificate: BadSignature
client|ca-without-basic-constraints,bad-pem-or-key,weak-signature-or-key|InvalidCertificate(Other(OtherError(UnsupportedCertVersion)))
client|tls-client-to-plaintext-server|received corrupt message of type InvalidContentType
client|client-cert-required|received fatal alert: CertificateRequired
client|client-cert-untrusted|AlertReceived(UnknownCA)
client|client-cert-untrusted|received fatal alert: the server said UnknownCa
client|no-shared-cipher-or-group,client-cert-required|received fatal alert: HandshakeFailure
client|alpn-missing-h2,partial-config|tonic::transport::Error(Transport, ConnectError(HttpsUriWithoutTlsSupport(())))
client|alpn-missing-h2|transport error: HTTP/2 was not negotiated.
client|alpn-missing-h2|received fatal alert: NoApplicationProtocol
client|protocol-version-mismatch|peer is incompatible: ServerDoesNotSupportTls12Or13
client|no-shared-cipher-or-group|peer is incompatible: NoCipherSuitesInCommon
client|connection-refused|tonic::transport::Error(Transport, ConnectError(ConnectError("tcp connect error", 127.0.0.1:50051, Os { code: 111, kind: ConnectionRefused, message: "Connection refused" })))
client|connection-refused|tcp connect error: Connection refused (os error 61)
client|connection-refused|tcp connect error: No connection could be made because the target machine actively refused it. (os error 10061)
client|timeout-or-blackhole|tcp connect error: deadline has elapsed
client|dns-failure|error trying to connect: dns error: failed to lookup address information: Name or service not known
client|plaintext-client-to-tls-server,http1-proxy-or-wrong-protocol|status: Unknown, message: "h2 protocol error: http2 error", source: Some(hyper::Error(Http2, Error { kind: GoAway(b"", FRAME_SIZE_ERROR, Library) }))
client|connection-reset-mid-handshake|tls handshake eof
client|trust-bundle-missing-or-stale|no native root CA certificates found (errors: [])
client|trust-bundle-missing-or-stale|invalid peer certificate: UnknownRevocationStatus
client|sni-missing-or-wrong,invalid-target|InvalidDnsNameError
server|bad-pem-or-key|no private key found in PEM file
server|bad-pem-or-key|General("invalid private key")
server|plaintext-client-to-tls-server|accept loop error error=received corrupt message of type InvalidContentType
server|client-cert-required|accept loop error error=peer sent no certificates
server|client-cert-untrusted|accept loop error: invalid peer certificate: UnknownIssuer
client|other-not-security|status: Unimplemented, message: "", details: [], metadata: MetadataMap { headers: {"content-type": "application/grpc"} }
client|other-not-security|status: OutOfRange, message: "Error, decoded message length too large: found 5242880 bytes, the limit is: 4194304 bytes"
client|other-not-security,connection-reset-mid-handshake|status: Unknown, message: "h2 protocol error: stream error received: stream no longer needed"
client|other-not-security,timeout-or-blackhole|status: Cancelled, message: "Timeout expired"
`
