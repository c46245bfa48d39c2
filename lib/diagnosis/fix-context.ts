import { parseTarget } from "#grpc/parse-target"
import type { RunObservation } from "#probe/observation"
import type { ServerInference } from "./finding.ts"

/** What a client has to bring. */
export type ClientSecurity = "plaintext" | "tls" | "mtls" | "spiffe"

/** The endpoint's own values, as fixes and snippets use them. Everything is untrusted text: quote it. */
export interface FixContext {
	/** Name that gRPC clients dial: `host:port` or `unix:/path`. */
	readonly address: string
	/** Socket path, when the target is one. */
	readonly unixPath?: string
	readonly host: string
	readonly port?: number
	/** Name to match instead of the host, when the settings override it. */
	readonly serverName?: string
	/** CA file; a placeholder when the settings name none. */
	readonly caFile: string
	/** True when the settings bring roots of their own. */
	readonly hasCa: boolean
	readonly certFile: string
	readonly keyFile: string
	/** Workload API address in URI form. */
	readonly spiffeSocket: string
	readonly expectSpiffeId?: string
	readonly hasToken: boolean
	readonly healthService: string
	/** `package.Service/Method`. */
	readonly method: string
	/** What this server needs of a client, as far as it is known. */
	readonly needs: ClientSecurity
	/** Subjects that the server named in its CertificateRequest. */
	readonly acceptableCas: readonly string[]
}

/** The context of a page that is about no endpoint. */
export const placeholderContext: FixContext = {
	address: "service.example:9091",
	host: "service.example",
	port: 9091,
	caFile: "ca.pem",
	hasCa: true,
	certFile: "client.pem",
	keyFile: "client-key.pem",
	spiffeSocket: "unix:///run/spire/agent/api.sock",
	hasToken: false,
	healthService: "",
	method: "grpc.health.v1.Health/Check",
	needs: "tls",
	acceptableCas: [],
}

/** Takes the endpoint's values out of a run. Missing files get placeholder names. */
export function fixContextOf(run: RunObservation, server: ServerInference): FixContext {
	const { settings } = run
	const parsed = parseTarget(run.target)
	const address = parsed.ok ? parsed.value.address : undefined
	const host = address?.kind === "tcp" ? address.host : "localhost"
	const peer = run.attempts.find((attempt) => attempt.peer?.spiffeId !== undefined)?.peer?.spiffeId
	const expected = settings.expectSpiffeId ?? peer
	return {
		address:
			address?.kind === "unix" ? `unix:${address.path}` : parsed.ok ? parsed.value.authority : run.target,
		host,
		caFile: settings.caFile ?? placeholderContext.caFile,
		hasCa: settings.hasCa,
		certFile: settings.certFile ?? placeholderContext.certFile,
		keyFile: settings.keyFile ?? placeholderContext.keyFile,
		spiffeSocket: settings.spiffeSocket ?? placeholderContext.spiffeSocket,
		hasToken: settings.hasToken,
		healthService: settings.healthService,
		method: settings.method ?? placeholderContext.method,
		needs: needsOf(run, server),
		acceptableCas: server.acceptableCas ?? [],
		...(address?.kind === "unix" ? { unixPath: address.path } : {}),
		...(address?.kind === "tcp" ? { port: address.port } : {}),
		...(settings.serverName === undefined ? {} : { serverName: settings.serverName }),
		...(expected === undefined ? {} : { expectSpiffeId: expected }),
	}
}

/** What the server was seen to need; where that is not known, what the settings mean. */
function needsOf(run: RunObservation, server: ServerInference): ClientSecurity {
	if (server.mode === "none") return "plaintext"
	if (server.mode === "spiffe") return "spiffe"
	if (server.mode === "mtls") return "mtls"
	const { mode } = run.settings
	if (mode === "spiffe") return "spiffe"
	if (mode === "mtls" || mode === "external") return "mtls"
	if (server.mode === "tls") return run.settings.hasClientCertificate ? "mtls" : "tls"
	return mode === "none" || run.settings.scheme === "grpc" ? "plaintext" : "tls"
}
