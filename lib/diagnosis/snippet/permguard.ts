import type { FixContext } from "../fix-context.ts"
import { shellPath, shellWord } from "../quote.ts"
import type { ClientPosture } from "./client-posture.ts"

/**
 * The Permguard command line for a posture, or undefined where its client cannot do it: it dials no unix socket and has
 * no flag for a server name. Flags as in its transport security guide; `--spiffe-endpoint` takes a bare path.
 */
export function permguardSnippet(context: FixContext, posture: ClientPosture): string | undefined {
	if (context.unixPath !== undefined) return undefined
	const scheme = posture.security === "plaintext" ? "grpc" : "grpcs"
	const address = posture.serverName === undefined ? context.address : renamed(context, posture.serverName)
	const set = `permguard config set ${endpointKey(context.port)} ${shellWord(`${scheme}://${address}`)}`
	return `${set}\npermguard zones list${flags(context, posture)}`
}

/** Its ports by convention: 9091 ZAP, 9092 PAP, 9094 PDP. */
function endpointKey(port: number | undefined): string {
	if (port === 9092) return "pap-endpoint"
	return port === 9094 ? "pdp-endpoint" : "zap-endpoint"
}

function renamed(context: FixContext, serverName: string): string {
	return context.port === undefined ? serverName : `${serverName}:${context.port}`
}

function flags(context: FixContext, posture: ClientPosture): string {
	const own = [
		`--tls-cert-file ${shellPath(context.certFile)}`,
		`--tls-key-file ${shellPath(context.keyFile)}`,
	]
	const roots = posture.roots === "file" ? [`--tls-ca-file ${shellPath(context.caFile)}`] : []
	switch (posture.security) {
		case "plaintext":
			return ""
		case "tls":
			return joined(roots)
		case "mtls":
			return joined([...own, ...roots])
		case "spiffe":
			return joined([
				"--spiffe-enabled",
				`--spiffe-endpoint ${shellPath(context.spiffeSocket.replace(/^unix:(\/\/)?/, ""))}`,
			])
	}
}

function joined(words: readonly string[]): string {
	return words.map((word) => ` \\\n  ${word}`).join("")
}
