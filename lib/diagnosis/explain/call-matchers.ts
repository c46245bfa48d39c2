import type { Matcher } from "./matcher.ts"

/** Statuses that only a program behind a working connection gives. Data. */
export const statusMatchers: readonly Matcher[] = [
	{
		pattern:
			/code ?[=:] ?"?(?:NotFound|InvalidArgument|AlreadyExists|FailedPrecondition|OutOfRange|Aborted|DataLoss|Unimplemented|ResourceExhausted)\b|StatusCode\.(?:NOT_FOUND|INVALID_ARGUMENT|ALREADY_EXISTS|FAILED_PRECONDITION|OUT_OF_RANGE|ABORTED|DATA_LOSS|UNIMPLEMENTED|RESOURCE_EXHAUSTED|INTERNAL|UNKNOWN)\b|StatusCode="?(?:NotFound|InvalidArgument|AlreadyExists|FailedPrecondition|OutOfRange|Aborted|DataLoss|Unimplemented|ResourceExhausted|Unknown)\b|(?:StatusRuntimeException|StatusException): (?:NOT_FOUND|INVALID_ARGUMENT|ALREADY_EXISTS|FAILED_PRECONDITION|OUT_OF_RANGE|ABORTED|DATA_LOSS|UNIMPLEMENTED|RESOURCE_EXHAUSTED|UNKNOWN)\b|\b(?:3 INVALID_ARGUMENT|5 NOT_FOUND|6 ALREADY_EXISTS|8 RESOURCE_EXHAUSTED|9 FAILED_PRECONDITION|10 ABORTED|11 OUT_OF_RANGE|12 UNIMPLEMENTED|15 DATA_LOSS)\b|GRPC::(?:NotFound|InvalidArgument|AlreadyExists|FailedPrecondition|OutOfRange|Aborted|DataLoss|Unimplemented|ResourceExhausted|Unknown)\b|status: (?:NotFound|InvalidArgument|AlreadyExists|FailedPrecondition|OutOfRange|Aborted|DataLoss|Unimplemented|ResourceExhausted)\b|\[(?:not_found|invalid_argument|already_exists|failed_precondition|out_of_range|aborted|data_loss|unimplemented|resource_exhausted)\]/,
		causes: [["other-not-security", 0.62]],
		why: "This status comes from the program behind the connection: the handshake had worked.",
	},
]

/** Names of exceptions: what a program calls its faults says little of their cause. Data. */
export const exceptionMatchers: readonly Matcher[] = [
	{
		pattern:
			/\b(?:Index|Key|Attribute|Value|Lookup|Name|Reference|Range|ModuleNotFound|ZeroDivision|Assertion)Error\b|TypeError: (?!Private key)|\bpanic: (?!.{0,40}(?:tls|x509|dial))|Illegal(?:State|Argument)Exception\b/,
		causes: [["other-not-security", 0.58]],
		why: "A program gave up on its own data.",
	},
]

/** Whoever fetches packages and images: that they cannot reach their own sources says nothing of a gRPC server. Data. */
export const downloadMatchers: readonly Matcher[] = [
	{
		pattern:
			/\bnpm (?:ERR!|error|WARN)|\byarn (?:error|install)|registry\.(?:npmjs|yarnpkg)\.|\bpip(?:3|\._vendor|\b.{0,40}(?:install|retry))|pypi\.org|\bapt(?:-get)?\b.{0,40}(?:update|install|fetch)|Failed to fetch https?:|archive\.ubuntu|deb\.debian|proxy\.golang\.org|sum\.golang\.org|crates\.io|repo\d?\.maven|\bgradle\b|\bgem install|rubygems\.org|dl-cdn\.alpinelinux|index\.docker\.io|registry-1\.docker\.io|failed to pull (?:and unpack )?image|ErrImagePull|helm repo|git clone|fatal: unable to access/i,
		causes: [["other-not-security", 0.8]],
		why: "A tool could not fetch a package or an image from its source; no gRPC server took part.",
	},
]

/** Other statuses, and faults of programs that a working connection carried. Weaker than any word about the connection. Data. */
export const callMatchers: readonly Matcher[] = [
	{
		pattern:
			/code ?[=:] ?"?(?:Cancell?ed)\b|context canceled|\bCANCELLED\b|\[canceled\]|GRPC::Cancelled|StatusCode="?Cancelled|status: Cancelled|stream no longer needed|Call cancelled|REFUSED_STREAM|error code: CANCEL\b/i,
		causes: [["other-not-security", 0.52]],
		why: "The call was given up by the program, or by the other side, on a connection that worked.",
	},
	{
		pattern:
			/code ?[=:] ?"?(?:Internal|Unknown)\b desc = (?!unexpected HTTP|transport|connection|stream term)|13 INTERNAL: (?!Received HTTP|.{0,20}SSL)|2 UNKNOWN:|\[(?:internal|unknown)\] (?!.{0,20}(?:error:|unexpected content|HTTP))/i,
		causes: [["other-not-security", 0.5]],
		why: "The program behind the connection failed; transport security had let the call in.",
	},
	{
		pattern:
			/code ?[=:] ?"?Unavailable\b desc = (?!.{0,40}(?:connection error|connection closed|transport|error reading|closing|name resol|upstream|unexpected HTTP|all SubConns|last (?:connection )?error|no (?:children|addresses)|failed to))/i,
		causes: [["other-not-security", 0.45]],
		why: "Unavailable came with words of the program itself, not of its connection.",
	},
	{
		pattern:
			/error reading from server: (?:EOF|.{0,80}(?:use of closed|connection reset))|(?:INTERNAL|RST_STREAM).{0,80}read ECONNRESET|stream error received|stream terminated by RST_STREAM|RST_STREAM.{0,30}(?:code|error)|not closed cleanly/i,
		causes: [
			["other-not-security", 0.55],
			["connection-reset-mid-handshake", 0.45],
			["plaintext-client-to-tls-server", 0.2],
		],
		why: "A connection that had been in use ended: idle limits, restarts and load balancers do so.",
	},
	{
		pattern: /HTTP_1_1_REQUIRED/,
		causes: [
			["http1-proxy-or-wrong-protocol", 0.8],
			["alpn-missing-h2", 0.4],
		],
		why: "The server asks for HTTP/1.1 where gRPC needs HTTP/2.",
	},
	{
		pattern:
			/message length too large|soft limit|hard limit|after decompression|Decompressor is not installed|Compression .{0,20} is not supported|Channel shutdown|without sending trailers|client connection is closing|quota\b.{0,30}reached|exceed(?:s|ed)? (?:the )?(?:maximum|configured|max|limit)|exceeds the (?:configured )?max|maximum (?:configured )?(?:message )?size|too large to send|quota exceeded|rate.?limit|overloaded|too many requests|429 Too Many|Timeout expired|stream timeout/i,
		causes: [
			["other-not-security", 0.6],
			["timeout-or-blackhole", 0.35],
		],
		why: "A limit of size, rate or time was reached.",
	},
	{
		pattern:
			/(?:code ?[=:] ?"?|StatusCode="?|status: )DeadlineExceeded\b(?!.{0,80}(?:dial|connect|ready|resolv|handshake|LB policy))|(?:StatusRuntimeException: |StatusCode\.|\b4 )DEADLINE_EXCEEDED\b(?!.{0,80}(?:dial|connect|buffered|waiting_for|resolv|handshake))|\[deadline_exceeded\]|exceptions\.DeadlineExceeded\b|remote_addr=[^\s\]]{3,80}\]?\]?$/im,
		causes: [["other-not-security", 0.75]],
		why: "The call itself ran out of time, and no word is about its connection: a slow handler is the commonest reason.",
	},
	{
		pattern:
			/duplicate key|SQLSTATE|constraint violat|Unique violation|(?<!asn1: )syntax error|nil pointer|NullPointerException|NullReferenceException|Cannot read propert|is not a function|undefined method|index out of range|stack overflow|Exception was thrown by handler|Exception calling application|Application error processing|(?:de)?serializ(?:ing|ation|e)\b|cannot parse invalid wire|proto: |protobuf|invalid wire type|OOMKilled|out of memory|exit code 137|segmentation fault|core dumped|no space left|OutOfMemoryError|pool exhausted|graceful(?:ly)? (?:shut|stop)|shutting down|signal terminated|is draining|probe failed with statuscode|unexpected end of (?:input|JSON)|Failed to unmarshal JSON|query took|deadlock|too many open files|address already in use|EADDRINUSE|bind: |disk full/i,
		causes: [["other-not-security", 0.8]],
		why: "A program, its data or its machine failed; no handshake is involved.",
	},
	{
		pattern:
			/(?:grpc-status"?[:=] ?"?|"(?:grpc_?)?code": ?|grpc[ _]status (?:code )?)(?:[1235689]|1[01235])(?![\d.])/i,
		causes: [["other-not-security", 0.6]],
		why: "The number is a status that the program behind the connection gave: the handshake had worked.",
	},
	{
		pattern: /(?:grpc-status"?[:=] ?"?|"(?:grpc_?)?code": ?|grpc[ _]status (?:code )?)16(?![\d.])/i,
		causes: [["token-missing-or-invalid", 0.8]],
		why: "Status 16 is UNAUTHENTICATED.",
	},
	{
		pattern: /(?:grpc-status"?[:=] ?"?|"(?:grpc_?)?code": ?|grpc[ _]status (?:code )?)7(?![\d.])/i,
		causes: [["permission-denied-authz", 0.75]],
		why: "Status 7 is PERMISSION_DENIED.",
	},
	{
		pattern: /NOT_SERVING|SERVICE_UNKNOWN/,
		causes: [["health-not-serving", 0.9]],
		why: "The health service answered: the connection works, the service says that it is not ready.",
	},
]
