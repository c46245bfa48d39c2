/** Lines of .NET, Kestrel and Schannel: emitter, causes that are right as the first, text. Data. */
export const dotnetMessages = `
client|untrusted-issuer|The SSL connection could not be established, see inner exception. ---> System.Security.Authentication.AuthenticationException: The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot
client|hostname-mismatch|AuthenticationException: The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch
client|expired-server-cert|The remote certificate is invalid because of errors in the certificate chain: NotTimeValid
client|revoked|The remote certificate is invalid because of errors in the certificate chain: Revoked
client|server-cert-wrong-eku|The remote certificate is invalid because of errors in the certificate chain: NotValidForUsage
client|trust-bundle-missing-or-stale,revoked,untrusted-issuer|The remote certificate is invalid because of errors in the certificate chain: RevocationStatusUnknown, OfflineRevocation
client|client-cert-required|System.Security.Authentication.AuthenticationException: The remote certificate was rejected: RemoteCertificateNotAvailable
server|client-cert-required|Kestrel: Failed to authenticate HTTPS connection. The remote certificate is invalid according to the validation procedure: RemoteCertificateNotAvailable
server|client-cert-untrusted|Microsoft.AspNetCore.Server.Kestrel.Https.Internal.HttpsConnectionMiddleware: Failed to authenticate HTTPS connection. The remote certificate was rejected by the provided RemoteCertificateValidationCallback.
client|tls-client-to-plaintext-server|Status(StatusCode="Unavailable", Detail="Error starting gRPC call. HttpRequestException: The SSL connection could not be established, see inner exception. AuthenticationException: Cannot determine the frame size or a corrupted frame was received.")
client|plaintext-client-to-tls-server,http1-proxy-or-wrong-protocol|Detail="Error starting gRPC call. HttpRequestException: An HTTP/2 connection could not be established because the server did not complete the HTTP/2 handshake."
client|connection-reset-mid-handshake|System.IO.IOException: Received an unexpected EOF or 0 bytes from the transport stream.
client|connection-reset-mid-handshake,plaintext-client-to-tls-server|System.IO.IOException: Unable to read data from the transport connection: An existing connection was forcibly closed by the remote host.
client|connection-refused|SocketException: No connection could be made because the target machine actively refused it. (localhost:5001)
client|dns-failure|SocketException: No such host is known. (pdp.internal:443)
client|protocol-version-mismatch,no-shared-cipher-or-group|Authentication failed because the remote party sent a TLS alert: 'ProtocolVersion'.
client|no-shared-cipher-or-group,client-cert-required|Authentication failed because the remote party sent a TLS alert: 'HandshakeFailure'.
client|client-cert-untrusted|Authentication failed because the remote party sent a TLS alert: 'UnknownCA'.
client|no-shared-cipher-or-group,protocol-version-mismatch|System.ComponentModel.Win32Exception (0x80090331): The client and server cannot communicate, because they do not possess a common algorithm.
client|untrusted-issuer|Win32Exception (0x80090325): The certificate chain was issued by an authority that is not trusted.
client|expired-server-cert|Win32Exception (0x80090328): The received certificate has expired.
client|hostname-mismatch|Win32Exception (0x80090322): The target principal name is incorrect.
client|tls-client-to-plaintext-server,tls-record-overflow-or-garbage|Win32Exception (0x80090308): The token supplied to the function is invalid
server|bad-pem-or-key|CryptographicException: The specified network password is not correct.
server|bad-pem-or-key,key-cert-mismatch|System.NotSupportedException: The server mode SSL must use a certificate with the associated private key.
client|other-not-security,http1-proxy-or-wrong-protocol|RpcException: Status(StatusCode="Unimplemented", Detail="Bad gRPC response. HTTP status code: 404")
client|http1-proxy-or-wrong-protocol|RpcException: Status(StatusCode="Cancelled", Detail="Bad gRPC response. Invalid content-type value: text/html; charset=utf-8")
client|http1-proxy-or-wrong-protocol|Bad gRPC response. Response protocol downgraded to HTTP/1.1.
client|partial-config,token-over-plaintext-refused|InvalidOperationException: Call credentials can't be used with Insecure channel
client|other-not-security|Status(StatusCode="Unknown", Detail="Exception was thrown by handler.")
client|other-not-security,timeout-or-blackhole|Grpc.Core.RpcException: Status(StatusCode="DeadlineExceeded", Detail="")
client|other-not-security|Status(StatusCode="ResourceExhausted", Detail="Received message exceeds the maximum configured message size.")
`
