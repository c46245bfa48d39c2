import type { FixContext } from "../fix-context.ts"
import { shellPath, shellWord } from "../quote.ts"
import type { ClientPosture } from "./client-posture.ts"

/**
 * The grpcurl command for a posture. It knows no Workload API and matches DNS names only, so the SPIFFE form takes the
 * SVID from files and goes on without verification.
 */
export function grpcurlSnippet(context: FixContext, posture: ClientPosture): string {
	if (posture.security === "spiffe") return spiffeCommand(context)
	const words = [
		...securityFlags(context, posture),
		...(posture.serverName === undefined ? [] : [`-authority ${shellWord(posture.serverName)}`]),
		...callFlags(context, posture.hasToken),
	]
	return command(words, context)
}

function securityFlags(context: FixContext, posture: ClientPosture): readonly string[] {
	if (posture.security === "plaintext") return ["-plaintext"]
	const roots = posture.roots === "file" ? [`-cacert ${shellPath(context.caFile)}`] : []
	if (posture.security === "tls") return roots
	return [...roots, `-cert ${shellPath(context.certFile)}`, `-key ${shellPath(context.keyFile)}`]
}

function callFlags(context: FixContext, hasToken: boolean): readonly string[] {
	const service = context.healthService
	return [
		...(hasToken ? ['-H "authorization: Bearer $(cat token.txt)"'] : []),
		...(service === "" ? [] : [`-d ${shellWord(JSON.stringify({ service }))}`]),
	]
}

function command(words: readonly string[], context: FixContext): string {
	const where =
		context.unixPath === undefined ? shellWord(context.address) : `-unix ${shellPath(context.unixPath)}`
	return ["grpcurl", ...words, where, shellWord(context.method)].join(" \\\n  ")
}

function spiffeCommand(context: FixContext): string {
	const socket = shellWord(context.spiffeSocket.replace(/^unix:(\/\/)?/, ""))
	const fetch = `spire-agent api fetch x509 -socketPath ${socket} -write .`
	return `${fetch}\n${command(["-insecure", "-cert svid.0.pem", "-key svid.0.key", ...callFlags(context, false)], context)}`
}
