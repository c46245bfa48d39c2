import type { CauseList, Matcher } from "./matcher.ts"

const anythingBelow: CauseList = [
	["connection-refused", 0.35],
	["dns-failure", 0.25],
	["timeout-or-blackhole", 0.25],
	["untrusted-issuer", 0.22],
	["tls-client-to-plaintext-server", 0.22],
	["plaintext-client-to-tls-server", 0.22],
	["hostname-mismatch", 0.15],
	["self-signed-leaf", 0.12],
	["client-cert-required", 0.15],
	["alpn-missing-h2", 0.1],
	["proxy-env-interference", 0.15],
]

/** Words about networks, files, settings, identities and calls. Data. */
export const environmentMatchers: readonly Matcher[] = [
	// Network
	{
		pattern:
			/connection refused|econnrefused|was refused - did you specify|Couldn'?t connect to server|ConnectionRefusedError|ECONNREFUSED|actively refused|ConnectException/i,
		causes: [["connection-refused", 0.9]],
		why: "Nothing listens at the address.",
	},
	{
		pattern:
			/no such host|\bENOTFOUND|EAI_AGAIN|EAI_NONAME|Name resolution failure|name resolution failed|DNS resolution failed|No such host is known|\bUnknownHostException|Could not resolve host|Couldn'?t resolve host|Unable to resolve host|Name or service not known|failure in name resolution|nxdomain|produced zero addresses|Domain name not found|name resolver error|gaierror|Name does not resolve|No address associated with hostname|failed to lookup address|server misbehaving|nodename nor servname/i,
		causes: [["dns-failure", 0.92]],
		why: "The name was not resolved.",
	},
	{
		pattern:
			/i\/o timeout|TLS handshake timeout|handshake timed out|connection attempt timed out|connect error: deadline has elapsed|tcp connect error: deadline|Timeout was reached|forcibly timed|host unreachable|Host is down|ETIMEDOUT|connection timed out|did not properly respond after|no route to host|EHOSTUNREACH|network is unreachable|ENETUNREACH|Operation timed out|connect timeout|ConnectTimeout/i,
		causes: [["timeout-or-blackhole", 0.92]],
		why: "Packets went out and nothing came back.",
	},
	{
		pattern: /Read timed out|SocketTimeoutException|read operation timed out/,
		causes: [
			["timeout-or-blackhole", 0.62],
			["other-not-security", 0.5],
		],
		why: "The other side was reached and then said nothing in time.",
	},
	{
		pattern:
			/context deadline exceeded|DEADLINE_EXCEEDED|Deadline ?Exceeded|deadline exceeded|before the deadline|timed? ?out waiting|timeout: failed to connect/i,
		causes: [
			["timeout-or-blackhole", 0.42],
			["untrusted-issuer", 0.41],
			["connection-refused", 0.3],
			["client-cert-required", 0.25],
			["plaintext-client-to-tls-server", 0.28],
			["tls-client-to-plaintext-server", 0.25],
			["dns-failure", 0.2],
			["hostname-mismatch", 0.18],
		],
		why: "The client gave up; many clients try again until then and hide the first error.",
	},
	{
		pattern: /Failed to connect before the deadline/i,
		causes: [["untrusted-issuer", 0.46]],
		why: "This client hides a failed handshake behind its deadline.",
	},
	{
		pattern:
			/No connection established|failed to connect to all addresses|Connect Failed|UNAVAILABLE: io exception|all SubConns are in TransientFailure/i,
		causes: anythingBelow,
		why: "The client names no reason; its last error or its trace does.",
	},
	{
		pattern:
			/via HTTP proxy|Failed to connect to proxy|proxyconnect|HTTPS?_PROXY|grpc_proxy|failed to do connect handshake|http_connect_handshaker/i,
		causes: [["proxy-env-interference", 0.95]],
		why: "The connection went to a proxy that the environment names.",
	},
	{
		pattern:
			/_InactiveRpcError(?:(?!last error)[\s\S]){0,200}details ?= ?"failed to connect to all addresses"/i,
		causes: [["proxy-env-interference", 0.37]],
		why: "grpcio takes a proxy from the environment even for local addresses, and then says no more than this.",
	},
	{
		pattern: /dial unix|unix(?:_connect)?:[^\s"]{0,200}\.sock|unix socket/i,
		causes: [
			["uds-path-or-permission", 0.85],
			["workload-api-unavailable", 0.3],
			["connection-refused", 0.15],
		],
		why: "A unix socket could not be opened.",
	},
	{
		pattern:
			/Connect, Os \{ code: (?:13|2)\b|\.sock["']?[^\n]{0,60}(?:no such file|permission denied)|Connect[^\n]{0,60}PermissionDenied/i,
		causes: [["uds-path-or-permission", 0.92]],
		why: "The system refused the path of the socket.",
	},
	// Files and keys
	{
		pattern:
			/open [^\n"]{1,300}(?:permission denied|no such file\b)|ENOENT[^\n]{0,60}open|EACCES[^\n]{0,60}open|failed to read CA file|FileNotFoundException|could not read (?:file|certificate)|BIO_new_file|No such file or directory/i,
		causes: [["file-unreadable", 0.9]],
		why: "A file that the settings name could not be opened.",
	},
	{
		pattern:
			/(?:could not|unable to|cannot) (?:load|read|open)[^\n]{0,160}(?:No such file|Permission denied)/i,
		causes: [["file-unreadable", 0.96]],
		why: "A file that the settings name could not be opened.",
	},
	{
		pattern:
			/private key does not match|key values? mismatch|private key type does not match|key does not match|keys? (?:and|or) certificates? (?:do|does) not match|KEY_VALUES_MISMATCH|KEY_TYPE_MISMATCH|inconsistent private key|InconsistentKeys|KeyMismatch/i,
		causes: [["key-cert-mismatch", 0.95]],
		why: "Certificate and private key are halves of different pairs.",
	},
	{
		pattern:
			/failed to find any PEM data|failed to append cert|failed to find PEM block|no private key found|no (?:valid )?(?:certificates?|keys?) found in|(?:keystore|decryption|network|key|store) password (?:was |is )?(?:incorrect|not correct|wrong)|mac verify failure|DECODER routines|interrupted or cancelled|wrong pass ?phrase|with the associated private key|could not load PEM|does not contain valid (?:private key|certificates)|invalid private key|could not parse (?:key|certificate)|failed to find certificate PEM|PEM inputs may have been switched|Invalid cert chain file|not PKCS#8|PKCS8|PKCS#8 encoded|no start line|Missing key encoding|bad decrypt|failed to parse (?:private key|CA certificates|certificate)|Invalid private key|TSI_INVALID_ARGUMENT|InvalidKeyException|InvalidKeySpec|bad base64|PEM_read_bio|asn1 encoding|malformed certificate|NO_START_LINE|UnsupportedKey|failed to set certificate and key|ERR_OSSL_UNSUPPORTED|No PEM|x509: malformed/i,
		causes: [
			["bad-pem-or-key", 0.92],
			["key-cert-mismatch", 0.12],
		],
		why: "The bytes are not the PEM or the kind of key that was expected.",
	},
	{
		pattern:
			/transport credentials are set for an insecure|at most one of .{0,60}credentials|either ServerName or InsecureSkipVerify|neither Certificates, GetCertificate|no certificates configured|with accompanying certificate chain|no transport security set|missing the following .{0,20}flags|both cert-file and key-file|requires (?:either )?cert-file|mode=\w{1,10} requires|--tls-\*\) require|requires spiffe-socket-path|requires ca-file|invalid mode|incoherent|must be (?:provided|specified|set) together/i,
		causes: [["partial-config", 0.94]],
		why: "The settings lack a part or contradict each other.",
	},
	{
		pattern:
			/endpoint scheme must be|failed to parse (?:target|address)|unknown scheme|received empty target|too many colons in address|missing port in address|\bInvalidUri\b|invalid (?:uri|url) (?:character|authority|scheme)|invalid (?:target|\(non-empty\) authority)/i,
		causes: [["invalid-target", 0.9]],
		why: "The target is no address that a gRPC client could dial.",
	},
	// SPIFFE
	{
		pattern:
			/socket address is not configured|workload endpoint socket|WorkloadEndpoint|failed to create X509 source|cannot create X\.?509 source|Agent is unhealthy|SPIFFE_ENDPOINT_SOCKET|workload ?api.{0,60}(?:unavailable|refused|no such|not (?:found|available|running))|spire[^\n]{0,80}\.sock|workload attestation failed|security header missing/i,
		causes: [
			["workload-api-unavailable", 0.92],
			["uds-path-or-permission", 0.2],
		],
		why: "The Workload API did not answer.",
	},
	{
		pattern:
			/no identity issued|not authorized for the requested identities|No registration entry|could not (?:find|match) (?:an )?identity/i,
		causes: [
			["workload-no-identity", 0.95],
			["permission-denied-authz", 0.12],
		],
		why: "The agent has no entry for this workload.",
	},
	{
		pattern:
			/contains no URI SAN|more than one URI SAN|unexpected ID\b|unexpected trust domain|could not get (?:leaf )?SPIFFE ID|not a member of trust domain|unexpected peer ID|did not match expected "?spiffe:|SPIFFE ID.{0,60}(?:not (?:match|authorized|allowed)|mismatch)|verify SAN list/i,
		causes: [["wrong-spiffe-id", 0.94]],
		why: "The peer's SPIFFE ID is missing or is not an allowed one.",
	},
	// Calls
	{
		pattern:
			/Jwt is (?:missing|expired)|metadata from plugin failed|invalid authentication credentials|invalid_grant|invalid_token|join token does not exist|Jwt (?:verification|issuer)|anonymous token|invalid (?:bearer|token|access token)|token (?:is )?(?:missing|expired|invalid)|missing (?:authorization|bearer|token)|Unauthenticated|UNAUTHENTICATED|(?:HTTP|status|code)[^\n]{0,16}\b401\b|401 Unauthorized|authorization (?:header|token).{0,20}(?:missing|not)/i,
		causes: [["token-missing-or-invalid", 0.9]],
		why: "The call lacks a token that the server accepts.",
	},
	{
		pattern:
			/require transport level security|sufficient security level to transfer|can'?t be composed with Insecure|do not allow composition|Cannot compose insecure|call credentials.{0,60}insecure|insecure.{0,60}call credentials|transport: cannot send secure credentials/i,
		causes: [["token-over-plaintext-refused", 0.95]],
		why: "Call credentials were put on a plaintext channel.",
	},
	{
		pattern:
			/rbac|access denied|PermissionDenied|PERMISSION_DENIED|Permission denied:|Request denied|(?:HTTP|status|code)[^\n]{0,16}\b403\b|403 Forbidden|not authorized to (?:access|perform|call)/i,
		causes: [["permission-denied-authz", 0.72]],
		why: "The server knows the caller and does not allow the call.",
	},
	// Not security
	{
		pattern: /ENHANCE_YOUR_CALM|too[ _]many[ _]pings|excess pings|Bandwidth exhausted/i,
		causes: [["keepalive-goaway", 0.96]],
		why: "The server sends clients away that ping too often.",
	},
	{
		pattern:
			/larger than max|exceeds? (?:hard )?limit|RESOURCE_EXHAUSTED|unknown (?:service|method)|Method not found|no healthy upstream|max_age|Received RST_STREAM|TCP Read failed|Connection dropped|server is (?:shutting down|draining)|graceful_stop/i,
		causes: [["other-not-security", 0.85]],
		why: "Limits, routing or the life of connections; security plays no part.",
	},
	{
		pattern: /desc = "?connection closed\b/i,
		causes: [
			["plaintext-client-to-tls-server", 0.5],
			["connection-reset-mid-handshake", 0.4],
			["client-cert-required", 0.35],
			["other-not-security", 0.3],
		],
		why: "The server closed before it said a word of HTTP/2.",
	},
	{
		pattern: /transport is closing/i,
		causes: [
			["other-not-security", 0.5],
			["plaintext-client-to-tls-server", 0.4],
			["keepalive-goaway", 0.35],
			["connection-reset-mid-handshake", 0.35],
		],
		why: "The connection ended under the call; older grpc-go says no more.",
	},
]
