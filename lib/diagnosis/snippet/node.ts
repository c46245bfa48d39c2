import type { FixContext } from "../fix-context.ts"
import { codeString } from "../quote.ts"
import type { ClientPosture } from "./client-posture.ts"

/** grpc-js for a posture. `Client` stands for the generated client's class. */
export function nodeSnippet(context: FixContext, posture: ClientPosture): string {
	const target = codeString(context.address)
	if (posture.security === "plaintext") {
		return `const client = new Client(${target}, grpc.credentials.createInsecure())`
	}
	if (posture.security === "spiffe") return spiffeSnippet(context, target)
	const roots = posture.roots === "file" ? `readFileSync(${codeString(context.caFile)})` : "null"
	const own =
		posture.security === "mtls"
			? [
					`\treadFileSync(${codeString(context.keyFile)}),`,
					`\treadFileSync(${codeString(context.certFile)}),`,
				]
			: []
	const options =
		posture.serverName === undefined
			? ""
			: `, {\n\t"grpc.ssl_target_name_override": ${codeString(posture.serverName)},\n\t"grpc.default_authority": ${codeString(posture.serverName)},\n}`
	return [
		"const channel = grpc.credentials.createSsl(",
		`\t${roots},`,
		...own,
		")",
		...(posture.hasToken ? tokenLines : []),
		`const client = new Client(${target}, ${posture.hasToken ? "withToken" : "channel"}${options})`,
	].join("\n")
}

const tokenLines = [
	'const token = readFileSync("token.txt", "utf8").trim()',
	"const withToken = grpc.credentials.combineChannelCredentials(channel,",
	"\tgrpc.credentials.createFromMetadataGenerator((_, done) => {",
	"\t\tconst metadata = new grpc.Metadata()",
	'\t\tmetadata.set("authorization", "Bearer " + token)',
	"\t\tdone(null, metadata)",
	"\t}))",
]

/** Files written by `spire-agent api fetch x509 -write .`; the peer is matched by its URI SAN instead of its host name. */
function spiffeSnippet(context: FixContext, target: string): string {
	const expected = codeString(context.expectSpiffeId ?? "spiffe://example.org/service")
	return [
		`const expected = ${expected}`,
		"const channel = grpc.credentials.createSsl(",
		'\treadFileSync("bundle.0.pem"), readFileSync("svid.0.key"), readFileSync("svid.0.pem"),',
		"\t{ checkServerIdentity: (_, peer) =>",
		'\t\tpeer.subjectaltname === "URI:" + expected ? undefined : new Error("not " + expected) })',
		`const client = new Client(${target}, channel)`,
	].join("\n")
}
