import type { ApplicationFacts } from "#grpc/application-conversation"
import type { CapturedConnection } from "#tls/capture-file/captured-connection"
import type { AttemptObservation, PostureName, RunObservation } from "../observation.ts"
import { endText } from "./end-text.ts"
import { hasToken, observeCaptured, speaksTls } from "./observe-captured.ts"

/** What the rules and a person are told of one connection of a capture. */
export type CapturedRun =
	/** TLS or HTTP/2, or a connection that did not come about: judged as a live check would be. */
	| { readonly kind: "judged"; readonly run: RunObservation }
	/** Neither TLS nor HTTP/2: listed, not judged. */
	| { readonly kind: "other"; readonly text: string }

/** Makes the run of one captured connection, for the same rules as a live check. Pure but for digests. */
export async function captureRun(
	connection: CapturedConnection,
	application: ApplicationFacts,
): Promise<CapturedRun> {
	if (!concernsUs(connection, application)) return { kind: "other", text: otherText(application) }
	const attempt = await observeCaptured(connection, application)
	const host = hostOf(connection, application)
	const target = `${host.includes(":") ? `[${host}]` : host}:${connection.server.port}`
	return {
		kind: "judged",
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
			attempts: [attempt],
			origin: "capture",
			stopped: false,
		},
	}
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
	attempt: AttemptObservation,
	connection: CapturedConnection,
	application: ApplicationFacts,
): RunObservation["settings"] {
	const method = application.http2?.calls.find((call) => call.path !== undefined)?.path?.replace(/^\//, "")
	return {
		mode: modes[attempt.posture],
		scheme: attempt.posture === "plaintext" ? "grpc" : "grpcs",
		skipVerify: false,
		hasCa: false,
		hasClientCertificate: attempt.own.certificate !== undefined,
		hasToken: hasToken(application),
		healthService: "",
		timeoutMs: Math.max(1, Math.round(connection.durationMs)),
		...(method === undefined || !/^[\w.]+\/\w+$/.test(method) ? {} : { method }),
	}
}

/** The two ends in words, for lists and titles. */
export function endsText(connection: Pick<CapturedConnection, "client" | "server">): string {
	return `${endText(connection.client)} → ${endText(connection.server)}`
}
