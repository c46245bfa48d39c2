import type { FixContext } from "../fix-context.ts"
import { codeString } from "../quote.ts"
import type { ClientPosture } from "./client-posture.ts"

/** Grpc.Net.Client on .NET 8 and later for a posture; SPIFFE through the package Spiffe. */
export function dotnetSnippet(context: FixContext, posture: ClientPosture): string {
	if (posture.security === "spiffe") return spiffeSnippet(context)
	const isTls = posture.security !== "plaintext"
	const uri = codeString(`${isTls ? "https" : "http"}://${authorityOf(context, posture)}`)
	const settings = [...tlsLines(context, posture), ...connectLines(context, posture)]
	if (settings.length === 0 && !posture.hasToken) return `var channel = GrpcChannel.ForAddress(${uri});`
	return [
		"var handler = new SocketsHttpHandler();",
		...settings,
		...(posture.hasToken ? tokenLines : []),
		`var channel = GrpcChannel.ForAddress(${uri}, new GrpcChannelOptions`,
		"{",
		"    HttpHandler = handler,",
		...(posture.hasToken
			? ["    Credentials = ChannelCredentials.Create(new SslCredentials(), bearer),"]
			: []),
		"});",
	].join("\n")
}

/** SocketsHttpHandler matches the name of the URI: another name goes there, and the callback dials the address. */
function authorityOf(context: FixContext, posture: ClientPosture): string {
	if (context.unixPath !== undefined) return posture.serverName ?? "localhost"
	if (posture.serverName === undefined || posture.security === "plaintext") return context.address
	return context.port === undefined ? posture.serverName : `${posture.serverName}:${context.port}`
}

function tlsLines(context: FixContext, posture: ClientPosture): readonly string[] {
	if (posture.security === "plaintext") return []
	const roots = [
		"var trust = new X509ChainPolicy",
		"{",
		"    TrustMode = X509ChainTrustMode.CustomRootTrust,",
		"    RevocationMode = X509RevocationMode.NoCheck,",
		"};",
		`trust.CustomTrustStore.ImportFromPemFile(${codeString(context.caFile)});`,
		"handler.SslOptions.CertificateChainPolicy = trust;",
	]
	const own = [
		`var own = X509Certificate2.CreateFromPemFile(${codeString(context.certFile)}, ${codeString(context.keyFile)});`,
		"handler.SslOptions.ClientCertificates = new X509CertificateCollection { own };",
	]
	return [...(posture.roots === "file" ? roots : []), ...(posture.security === "mtls" ? own : [])]
}

function connectLines(context: FixContext, posture: ClientPosture): readonly string[] {
	if (context.unixPath !== undefined) {
		return callback(
			"new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)",
			`new UnixDomainSocketEndPoint(${codeString(context.unixPath)})`,
		)
	}
	if (posture.serverName === undefined || posture.security === "plaintext") return []
	return callback(
		"new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }",
		`new DnsEndPoint(${codeString(context.host)}, ${context.port ?? 443})`,
	)
}

function callback(socket: string, endpoint: string): readonly string[] {
	return [
		"handler.ConnectCallback = async (_, cancelled) =>",
		"{",
		`    var socket = ${socket};`,
		`    await socket.ConnectAsync(${endpoint}, cancelled);`,
		"    return new NetworkStream(socket, ownsSocket: true);",
		"};",
	]
}

const tokenLines = [
	'var token = File.ReadAllText("token.txt").Trim();',
	"var bearer = CallCredentials.FromInterceptor((_, metadata) =>",
	"{",
	'    metadata.Add("authorization", $"Bearer {token}");',
	"    return Task.CompletedTask;",
	"});",
]

/** Verifies the URI SAN instead of the host name, with what the Workload API sends. */
function spiffeSnippet(context: FixContext): string {
	const expected = codeString(context.expectSpiffeId ?? "spiffe://example.org/service")
	const host = context.unixPath === undefined ? context.address : "localhost"
	return [
		`var agent = WorkloadApiClient.Create(GrpcChannelFactory.CreateChannel(${codeString(context.spiffeSocket)}));`,
		"var source = await X509Source.CreateAsync(agent);",
		"var handler = new SocketsHttpHandler",
		"{",
		"    SslOptions = SpiffeSslConfig.GetMtlsClientOptions(source,",
		`        Authorizers.AuthorizeId(SpiffeId.FromString(${expected}))),`,
		"};",
		`var channel = GrpcChannel.ForAddress(${codeString(`https://${host}`)},`,
		"    new GrpcChannelOptions { HttpHandler = handler });",
	].join("\n")
}
