import type { FixContext } from "../fix-context.ts"
import { codeString } from "../quote.ts"
import type { ClientPosture } from "./client-posture.ts"

/** grpc-go for a posture; SPIFFE through go-spiffe. Errors are left to the reader where they are unnamed. */
export function goSnippet(context: FixContext, posture: ClientPosture): string {
	const target = codeString(context.address)
	if (posture.security === "plaintext") {
		return `conn, err := grpc.NewClient(${target},\n\tgrpc.WithTransportCredentials(insecure.NewCredentials()))`
	}
	if (posture.security === "spiffe") return spiffeSnippet(context, target)
	const lines = [
		...(posture.roots === "file"
			? [
					`ca, err := os.ReadFile(${codeString(context.caFile)})`,
					"roots := x509.NewCertPool()",
					"roots.AppendCertsFromPEM(ca)",
				]
			: []),
		...(posture.security === "mtls"
			? [`own, err := tls.LoadX509KeyPair(${codeString(context.certFile)}, ${codeString(context.keyFile)})`]
			: []),
		"creds := credentials.NewTLS(&tls.Config{",
		...(posture.roots === "file" ? ["\tRootCAs: roots,"] : []),
		...(posture.security === "mtls" ? ["\tCertificates: []tls.Certificate{own},"] : []),
		...(posture.serverName === undefined ? [] : [`\tServerName: ${codeString(posture.serverName)},`]),
		"})",
		`conn, err := grpc.NewClient(${target}, grpc.WithTransportCredentials(creds)${tokenOption(posture)})`,
	]
	return lines.join("\n")
}

function tokenOption(posture: ClientPosture): string {
	if (!posture.hasToken) return ""
	return ",\n\tgrpc.WithPerRPCCredentials(oauth.TokenSource{TokenSource: tokens})"
}

function spiffeSnippet(context: FixContext, target: string): string {
	const id = context.expectSpiffeId
	const authorize =
		id === undefined
			? "tlsconfig.AuthorizeMemberOf(ownTrustDomain)"
			: `tlsconfig.AuthorizeID(spiffeid.RequireFromString(${codeString(id)}))`
	return [
		"source, err := workloadapi.NewX509Source(ctx, workloadapi.WithClientOptions(",
		`\tworkloadapi.WithAddr(${codeString(context.spiffeSocket)})))`,
		`creds := grpccredentials.MTLSClientCredentials(source, source, ${authorize})`,
		`conn, err := grpc.NewClient(${target}, grpc.WithTransportCredentials(creds))`,
	].join("\n")
}
