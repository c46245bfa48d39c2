import type { FixContext } from "../fix-context.ts"
import { codeString } from "../quote.ts"
import type { ClientPosture } from "./client-posture.ts"

/**
 * grpcio for a posture. C-core matches DNS names and IP addresses only: a SPIFFE peer needs a DNS name in its SVID too,
 * which is said in the snippet.
 */
export function pythonSnippet(context: FixContext, posture: ClientPosture): string {
	const target = codeString(context.address)
	if (posture.security === "plaintext") return `channel = grpc.insecure_channel(${target})`
	const isSpiffe = posture.security === "spiffe"
	const files = isSpiffe
		? { ca: "bundle.0.pem", key: "svid.0.key", certificate: "svid.0.pem" }
		: { ca: context.caFile, key: context.keyFile, certificate: context.certFile }
	const read = (path: string) => `open(${codeString(path)}, "rb").read()`
	const own = isSpiffe || posture.security === "mtls"
	const name = isSpiffe ? (context.serverName ?? context.host) : posture.serverName
	const options =
		name === undefined ? "" : `,\n    options=[("grpc.ssl_target_name_override", ${codeString(name)})]`
	return [
		...(isSpiffe ? ["# grpcio matches DNS names only: the server's entry needs this one as DNS SAN."] : []),
		"credentials = grpc.ssl_channel_credentials(",
		...(isSpiffe || posture.roots === "file" ? [`    root_certificates=${read(files.ca)},`] : []),
		...(own
			? [`    private_key=${read(files.key)},`, `    certificate_chain=${read(files.certificate)},`]
			: []),
		")",
		...(posture.hasToken ? tokenLines : []),
		`channel = grpc.secure_channel(${target}, credentials${options})`,
	].join("\n")
}

const tokenLines = [
	"credentials = grpc.composite_channel_credentials(credentials,",
	'    grpc.access_token_call_credentials(open("token.txt").read().strip()))',
]
