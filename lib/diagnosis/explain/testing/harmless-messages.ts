/** Lines that are no matter of transport security, or of no error at all: emitter, other-not-security, text. Data. */
export const harmlessMessages = `
client|other-not-security|npm ERR! network request to https://registry.npmjs.org/abc failed, reason: getaddrinfo ENOTFOUND registry.npmjs.org
client|other-not-security|ERROR 1205 (HY000): Lock wait timeout exceeded; try restarting transaction
client|other-not-security|psycopg2.OperationalError: FATAL: password authentication failed for user "pay"
client|other-not-security|Unable to acquire JDBC Connection; HikariPool-3 - Connection is not available, request timed out after 20000ms.
client|other-not-security|Killed process 911 (java) total-vm:1123412kB, anon-rss:1012332kB
client|other-not-security|Got error produce response on topic-partition pay-3, retrying. Error: NOT_LEADER_OR_FOLLOWER
client|other-not-security|java.lang.IllegalStateException: Shared key pair not initialized
client|other-not-security|ValueError: Certificate keys must match their claim identifiers.
client|other-not-security|JSON: unknown field "issuer"
client|other-not-security|S3: NoSuchKey: The specified key does not exist.
client|other-not-security|user certificate of attendance could not be generated
client|other-not-security|level=debug msg="no client certificate requested"
client|other-not-security|Starting gRPC server without TLS on :9091
client|other-not-security|level=info msg="TLS enabled" cert=/etc/pki/web.crt key=/etc/pki/web.key
client|other-not-security|trust bundle refreshed, 3 authorities
client|other-not-security|celery.exceptions.TimeLimitExceeded: TimeLimitExceeded(300,)
client|other-not-security|reflector.go:324] failed to list *v1.Pod: too old resource version: 1234 (5678)
client|other-not-security|pq: canceling statement due to user request
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
