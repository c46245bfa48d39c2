import { checkCommand } from "./decide.ts"

/** Where more is to be learnt. */
export interface Telling {
	/** Log, flag, capture or check. */
	readonly where: string
	/** What it says, as a sentence. */
	readonly text: string
	readonly command?: string
}

interface StackTelling extends Telling {
	readonly signs: RegExp
}

/** How each stack is made to say more. Data. */
const stacks: readonly StackTelling[] = [
	{
		signs: /rpc error: code =|\btransport: |x509:|\btls: |goroutine|\.go:\d|grpcurl/,
		where: "grpc-go's log",
		text: "It names the handshake error that the call hides.",
		command: "GRPC_GO_LOG_SEVERITY_LEVEL=info GRPC_GO_LOG_VERBOSITY_LEVEL=99",
	},
	{
		signs: /grpc\._channel|\.cc:\d|\bStatusCode\.[A-Z]|GRPC::|RpcError|debug_error_string|\bipv[46]:/,
		where: "gRPC C-core's trace",
		text: "The lines of ssl_transport_security hold the reason of the TLS library.",
		command: "GRPC_VERBOSITY=debug GRPC_TRACE=tcp,http,secure_endpoint,handshaker,transport_security",
	},
	{
		signs: /\bat [\w.$]+\([\w.]+\.java|\.java:\d|Exception: |javax?\.|io\.(?:grpc|netty)/,
		where: "Java's handshake log",
		text: "The innermost “Caused by” and this log name the certificate and the alert.",
		command: "-Djavax.net.debug=ssl:handshake:verbose",
	},
	{
		signs: /grpc-js|node_modules|node:internal|\b\d{1,2} [A-Z_]{7,}: |\bERR_[A-Z_]+|ConnectError/,
		where: "Node's own log",
		text: "It prints each step of TLS and HTTP/2 with the error that grpc-js sums up.",
		command: "NODE_DEBUG=tls,http2 GRPC_VERBOSITY=DEBUG GRPC_TRACE=all",
	},
	{
		signs: /tonic|hyper|rustls|thread '\w+' panicked|\.rs:\d|\bh2\b/,
		where: "tonic's log",
		text: "rustls names the alert and the reason for which it rejected a certificate.",
		command: "RUST_LOG=tonic=debug,hyper=debug,h2=debug,rustls=debug",
	},
	{
		signs: /System\.[A-Z]|Grpc\.(?:Core|Net)|--->|RpcException|Kestrel/,
		where: ".NET's log",
		text: "The inner exception and this log name what the certificate check objected to.",
		command: "Logging__LogLevel__Grpc=Debug Logging__LogLevel__Microsoft.AspNetCore.Server.Kestrel=Debug",
	},
	{
		signs: /envoy|istio|upstream connect|\bcluster\b|response_flags|transport failure/i,
		where: "Envoy's connection log",
		text: "It holds the transport failure reason, and the counters ssl.* say which check failed.",
		command: "--component-log-level connection:debug,upstream:debug",
	},
	{
		signs: /nginx|upstream.*client: |\[emerg\]|\[error\] \d+#/,
		where: "nginx's error log",
		text: "At the level info it names refused handshakes too.",
		command: "error_log /var/log/nginx/error.log info;",
	},
	{
		signs: /spire|spiffe|svid|subsystem_name/i,
		where: "the SPIRE agent's log",
		text: "It names the workload it saw, its selectors and the entry that is missing.",
		command: 'log_level = "DEBUG"',
	},
]
const stacksMax = 2

/** What would tell more about a text that says too little: the log of its stack, a check, and a capture. */
export function whatWouldTell(text: string, target: string | undefined): readonly Telling[] {
	const own = stacks.filter(({ signs }) => signs.test(text)).slice(0, stacksMax)
	return [
		...own.map(({ where, text: says, command = "" }) => ({ where, text: says, command })),
		{
			where: "the other side's log",
			text: "The innermost line (“Caused by”, “Last error”), and what the server printed at that moment, often name the reason.",
		},
		{
			where: "a check of the endpoint",
			text: "It shows in every mode how far a connection gets and who ends it.",
			command: checkCommand(target),
		},
		{
			where: "a capture",
			text: "It shows both sides of the handshake as they flew, alerts included.",
			command: "tcpdump -w handshake.pcap port 443 && countersign decode handshake.pcap",
		},
	]
}
