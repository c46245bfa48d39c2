import type { FixContext } from "../fix-context.ts"
import { codeString } from "../quote.ts"
import type { ClientPosture } from "./client-posture.ts"

/** grpc-java for a posture; SPIFFE through java-spiffe. */
export function javaSnippet(context: FixContext, posture: ClientPosture): string {
	const target = codeString(context.address)
	if (posture.security === "plaintext") {
		return `var channel = Grpc.newChannelBuilder(${target}, InsecureChannelCredentials.create()).build();`
	}
	const credentials = posture.security === "spiffe" ? spiffeLines(context) : fileLines(context, posture)
	const authority =
		posture.serverName === undefined || posture.security === "spiffe"
			? ""
			: `\n    .overrideAuthority(${codeString(posture.serverName)})`
	const token = posture.hasToken
		? "\n// Add the token to each stub: stub.withCallCredentials(bearerToken)"
		: ""
	return [
		...credentials,
		`var channel = Grpc.newChannelBuilder(${target}, credentials)${authority}.build();${token}`,
	].join("\n")
}

function fileLines(context: FixContext, posture: ClientPosture): readonly string[] {
	const own = `    .keyManager(new File(${codeString(context.certFile)}), new File(${codeString(context.keyFile)}))`
	return [
		"var credentials = TlsChannelCredentials.newBuilder()",
		...(posture.roots === "file" ? [`    .trustManager(new File(${codeString(context.caFile)}))`] : []),
		...(posture.security === "mtls" ? [own] : []),
		"    .build();",
	]
}

function spiffeLines(context: FixContext): readonly string[] {
	const id = codeString(context.expectSpiffeId ?? "spiffe://example.org/service")
	return [
		"var source = DefaultX509Source.newSource(DefaultX509Source.X509SourceOptions.builder()",
		`    .spiffeSocketPath(${codeString(context.spiffeSocket)}).build());`,
		"var credentials = TlsChannelCredentials.newBuilder()",
		"    .keyManager(new SpiffeKeyManager(source))",
		`    .trustManager(new SpiffeTrustManager(source, () -> Set.of(SpiffeId.parse(${id}))))`,
		"    .build();",
	]
}
