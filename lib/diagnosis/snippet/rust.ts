import type { FixContext } from "../fix-context.ts"
import { rustString } from "../quote.ts"
import type { ClientPosture } from "./client-posture.ts"

/** tonic 0.12 and later for a posture; `Client` stands for the generated client, `?` leaves errors to the caller. */
export function rustSnippet(context: FixContext, posture: ClientPosture): string {
	if (posture.security === "spiffe") return spiffeSnippet(context)
	const isTls = posture.security !== "plaintext"
	const tls = isTls ? [...tlsLines(context, posture), ""] : []
	return [
		...tls.filter((line) => line !== ""),
		`let endpoint = Endpoint::from_shared(${rustString(uriOf(context, isTls))})?${isTls ? ".tls_config(tls)?" : ""};`,
		...(context.unixPath === undefined
			? ["let channel = endpoint.connect().await?;"]
			: unixLines(context.unixPath)),
		...(posture.hasToken ? tokenLines : ["let client = Client::new(channel);"]),
	].join("\n")
}

/** A unix socket has no authority: the URI's is only what the server reads. */
function uriOf({ address, unixPath }: FixContext, isTls: boolean): string {
	return `${isTls ? "https" : "http"}://${unixPath === undefined ? address : "localhost"}`
}

/** Roots of the system need tonic's feature `tls-native-roots`. */
function tlsLines(context: FixContext, posture: ClientPosture): readonly string[] {
	const read = (path: string) => `std::fs::read(${rustString(path)})?`
	const parts = [
		posture.roots === "file"
			? `.ca_certificate(Certificate::from_pem(${read(context.caFile)}))`
			: ".with_native_roots()",
		...(posture.security === "mtls"
			? [`.identity(Identity::from_pem(${read(context.certFile)}, ${read(context.keyFile)}))`]
			: []),
		...(posture.serverName === undefined ? [] : [`.domain_name(${rustString(posture.serverName)})`]),
	]
	return ["let tls = ClientTlsConfig::new()", ...parts.map((part) => `    ${part}`)].map(
		(line, index, all) => (index === all.length - 1 ? `${line};` : line),
	)
}

function unixLines(path: string): readonly string[] {
	return [
		"let channel = endpoint.connect_with_connector(tower::service_fn(|_: Uri| async {",
		`    Ok::<_, std::io::Error>(TokioIo::new(UnixStream::connect(${rustString(path)}).await?))`,
		"})).await?;",
	]
}

const tokenLines = [
	'let token = std::fs::read_to_string("token.txt")?;',
	'let bearer: MetadataValue<_> = format!("Bearer {}", token.trim()).parse()?;',
	"let client = Client::with_interceptor(channel, move |mut request: Request<()>| {",
	'    request.metadata_mut().insert("authorization", bearer.clone());',
	"    Ok(request)",
	"});",
]

/** Crates spiffe and spiffe-rustls; hyper-rustls offers h2 and leaves the name to the verifier. */
function spiffeSnippet(context: FixContext): string {
	const expected = context.expectSpiffeId ?? "spiffe://example.org/service"
	return [
		`// SPIFFE_ENDPOINT_SOCKET=${printable(context.spiffeSocket)}`,
		"let source = spiffe::X509Source::new().await?;",
		"let config = spiffe_rustls::mtls_client(source)",
		`    .authorize(spiffe_rustls::authorizer::exact([${rustString(expected)}])?)`,
		"    .build()?;",
		"let connector = HttpsConnectorBuilder::new()",
		"    .with_tls_config(config).https_only().enable_http2().build();",
		"let http2 = hyper_util::client::legacy::Client::builder(TokioExecutor::new())",
		"    .http2_only(true).build(connector);",
		`let client = Client::with_origin(http2, ${rustString(uriOf(context, true))}.parse()?);`,
	].join("\n")
}

/** A comment ends with its line: what could break out of it goes. */
function printable(text: string): string {
	return text.replace(/[^ -~]/g, "")
}
