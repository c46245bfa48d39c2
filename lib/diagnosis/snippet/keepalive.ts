import type { Fix } from "../finding.ts"
import type { FixContext } from "../fix-context.ts"
import { codeString, rustString, shellWord } from "../quote.ts"

/** Pings no more often than servers take them: five minutes is what grpc servers allow by default. */
export function keepaliveFixes(context: FixContext): readonly Fix[] {
	const target = codeString(context.address)
	const text = "Ping less often: servers take one ping in five minutes unless they are told otherwise."
	return [
		{
			for: "permguard",
			text: "Permguard's client has no setting for it and sends no pings of its own: look at what stands between.",
		},
		{
			for: "grpcurl",
			text: "grpcurl pings only when it is told to: leave -keepalive-time out, or use 300 seconds and more.",
			command: `grpcurl -keepalive-time 300 ${shellWord(context.address)} ${shellWord(context.method)}`,
		},
		{
			for: "go",
			text,
			command: "grpc.WithKeepaliveParams(keepalive.ClientParameters{Time: 5 * time.Minute})",
		},
		{
			for: "node",
			text,
			command: `new Client(${target}, credentials, { "grpc.keepalive_time_ms": 300_000 })`,
		},
		{
			for: "python",
			text,
			command: `grpc.secure_channel(${target}, credentials, options=[("grpc.keepalive_time_ms", 300_000)])`,
		},
		{
			for: "java",
			text,
			command: `Grpc.newChannelBuilder(${target}, credentials).keepAliveTime(5, TimeUnit.MINUTES).build();`,
		},
		{
			for: "rust",
			text,
			command: `Endpoint::from_shared(${rustString(`https://${context.address}`)})?\n    .http2_keep_alive_interval(Duration::from_secs(300))`,
		},
		{
			for: "dotnet",
			text,
			command: "new SocketsHttpHandler { KeepAlivePingDelay = TimeSpan.FromMinutes(5) }",
		},
	]
}
