/** Lines that are no matter of transport security, or of no error at all: emitter, other-not-security, text. Data. */
export const harmlessMessages = `
client|other-not-security|level=debug msg="Signed X509 SVID" expiration="2022-05-18T12:28:47Z" spiffe_id="spiffe://example.org/ns/a" subsystem_name=ca
client|other-not-security|INFO TLS handshake completed in 12ms version=TLS1.3 cipher=TLS_AES_128_GCM_SHA256
client|other-not-security|certificate renewed, expires 2027-01-01
client|other-not-security|login failed: user password incorrect
client|other-not-security|GET /healthz 200 3ms
client|other-not-security|Loaded 3 certificates from /etc/tls/ca.pem
client|other-not-security|Your subscription has expired
client|other-not-security|rpc error: code = NotFound desc = certificate 42 not found
client|other-not-security|rpc error: code = InvalidArgument desc = invalid host name
client|other-not-security|rpc error: code = FailedPrecondition desc = key not found in bucket
client|other-not-security|rpc error: code = NotFound desc = policy root not found
client|other-not-security|rpc error: code = Internal desc = failed to read file: unexpected EOF
client|other-not-security|rpc error: code = InvalidArgument desc = unknown issuer field
client|other-not-security|Error: 9 FAILED_PRECONDITION: session timed out while waiting for lock
client|other-not-security|rpc error: code = Unknown desc = sql: no rows in result set
client|other-not-security|io.grpc.StatusRuntimeException: DEADLINE_EXCEEDED: deadline exceeded after 29.9s. Name resolution delay 0.01 seconds. [closed=[], open=[[remote_addr=pdp/10.0.0.1:443]]]
client|other-not-security|rpc error: code = DeadlineExceeded desc = context deadline exceeded
client|other-not-security|4 DEADLINE_EXCEEDED: Deadline exceeded after 5.001s,metadata filters: 0.000s,LB pick: 0.001s,remote_addr=10.0.0.1:443
client|other-not-security|Status(StatusCode="DeadlineExceeded", Detail="Deadline Exceeded")
client|other-not-security|StatusCode.DEADLINE_EXCEEDED details = "Deadline Exceeded"
client|other-not-security|rpc error: code = Canceled desc = grpc: the client connection is closing
client|other-not-security|rpc error: code = Unimplemented desc = method Check not implemented
client|other-not-security|unknown service zap.V1ZAPService
client|other-not-security|server closed the stream without sending trailers
client|other-not-security|rpc error: code = Internal desc = stream terminated by RST_STREAM with error code: INTERNAL_ERROR
client|other-not-security|1 CANCELLED: Cancelled on client
client|other-not-security|rpc error: code = ResourceExhausted desc = rate limit exceeded for tenant
client|other-not-security|grpc: received message after decompression larger than max
client|other-not-security|received metadata size exceeds soft limit (8300 vs. 8192)
client|other-not-security|status = StatusCode.UNAVAILABLE details = "Server is shutting down"
client|other-not-security|rpc error: code = Unavailable desc = service temporarily unavailable, try later
client|other-not-security|io.grpc.StatusRuntimeException: INTERNAL: Invalid protobuf byte sequence
client|other-not-security|io.grpc.StatusRuntimeException: UNAVAILABLE: Channel shutdown invoked
client|other-not-security|AioRpcError status = StatusCode.CANCELLED details = "Locally cancelled by application!"
client|other-not-security|failed to decode Protobuf message: invalid wire type: ThirtyTwoBit
client|other-not-security|the quick brown fox
client|other-not-security|Compression "br" is not supported
client|other-not-security|grpc: Decompressor is not installed for grpc-encoding "gzip"
client|other-not-security|gave up after 3 attempts: quota for reads reached
client|other-not-security|WARN slow query 12000ms
client|other-not-security|User 4711 not found in directory
client|other-not-security|redis: nil
`
