import type { ApplicationFacts } from "#grpc/application-conversation"
import type { CapturedConnection } from "#tls/capture-file/captured-connection"
import type { AttemptObservation, PostureName, RunObservation } from "../observation.ts"
import { endText } from "./end-text.ts"
import { hasToken, observeCaptured, speaksTls } from "./observe-captured.ts"

/** Stands for a port that is not known, in what can be pasted. */
const httpsPort = 443

/** One connection of a capture, ready for the rules. */
export interface CaptureObservation {
	/** `tls` where one side at least speaks it; otherwise what is spoken in the clear. */
	readonly protocol: "tls" | "http2" | "http1" | "other"
	/** Without an attempt where `remark` is set. */
	readonly run: RunObservation
	/** Set for a connection that is not judged, since it carries neither TLS nor HTTP/2: what it carries. */
	readonly remark?: string
}

/** Makes the run of one captured connection, for the same rules as a live check. Pure but for digests. */
export async function captureRun(
	connection: CapturedConnection,
	application: ApplicationFacts,
): Promise<CaptureObservation> {
	const host = hostOf(connection, application)
	const target = endText({ address: host, port: connection.server.port || httpsPort })
	const isJudged = concernsUs(connection, application)
	const attempt = isJudged ? await observeCaptured(connection, application) : undefined
	return {
		protocol: protocolOf(connection, application),
		...(isJudged ? {} : { remark: otherText(application) }),
		run: {
			schema: "countersign.observation/v1",
			target,
			authority: authorityOf(application) ?? target,
			serverName: host,
			startedAt: connection.startedAt,
			durationMs: connection.durationMs,
			settings: settingsOf(attempt, connection, application),
			settingProblems: [],
			files: [],
			attempts: attempt === undefined ? [] : [attempt],
			origin: "capture",
			stopped: false,
		},
	}
}

function protocolOf(
	connection: CapturedConnection,
	application: ApplicationFacts,
): CaptureObservation["protocol"] {
	if (speaksTls(connection)) return "tls"
	if (application.http2 !== undefined) return "http2"
	return application.http1 === undefined ? "other" : "http1"
}

/** Plaintext of other protocols is nothing that this program judges; a connection without a byte may have been meant. */
function concernsUs(connection: CapturedConnection, application: ApplicationFacts): boolean {
	const { client, server } = connection.bytes
	return client + server === 0 || speaksTls(connection) || application.http2 !== undefined
}

function otherText({ http1, client, server }: ApplicationFacts): string {
	const { request, answer } = http1 ?? {}
	if (request === undefined && answer === undefined) {
		return client === "none" && server === "none"
			? "The connection carries no byte that can be read."
			: "The connection carries neither TLS nor HTTP."
	}
	const asked = request === undefined ? "A request" : `${request.method} ${request.target}`
	const got = answer === undefined ? "got no answer" : `was answered with status ${answer.status}`
	return `The connection carries HTTP/1 in the clear: ${asked} ${got}.`
}

/** The name that the client used for the server, as far as the wire shows it; its address otherwise. */
function hostOf({ server, transcript }: CapturedConnection, application: ApplicationFacts): string {
	const authority = authorityOf(application)
	return (
		transcript.negotiated.sni ?? authority?.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1") ?? server.address
	)
}

function authorityOf({ http2 }: ApplicationFacts): string | undefined {
	return http2?.calls.find((call) => call.authority !== undefined && call.authority !== "")?.authority
}

const modes = {
	plaintext: "none",
	tls: "tls",
	"tls-unverified": "tls",
	mtls: "mtls",
	external: "mtls",
	spiffe: "spiffe",
} as const satisfies Record<PostureName, RunObservation["settings"]["mode"]>

/** What a client's settings must have been to send what this one sent. */
function settingsOf(
	attempt: AttemptObservation | undefined,
	connection: CapturedConnection,
	application: ApplicationFacts,
): RunObservation["settings"] {
	const posture = attempt?.posture ?? "plaintext"
	const method = application.http2?.calls.find((call) => call.path !== undefined)?.path?.replace(/^\//, "")
	return {
		mode: modes[posture],
		scheme: posture === "plaintext" ? "grpc" : "grpcs",
		skipVerify: false,
		hasCa: false,
		hasClientCertificate: attempt?.own.certificate !== undefined,
		hasToken: hasToken(application),
		healthService: "",
		timeoutMs: Math.max(1, Math.round(connection.durationMs)),
		...(method === undefined || !/^[\w.]+\/\w+$/.test(method) ? {} : { method }),
	}
}
