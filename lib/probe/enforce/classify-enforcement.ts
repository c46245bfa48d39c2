import type { EnforcementAttempt, EnforcementPosture } from "../enforcement-observation.ts"
import type { AttemptObservation, PhaseName, RpcFacts } from "../observation.ts"
import { bringsCertificate, enforcementTable } from "./posture-table.ts"

/** What came of an attempt, in the words of the table. */
export type EnforcementEnd = Pick<EnforcementAttempt, "actual" | "how">

type Attempt = Omit<AttemptObservation, "posture">

const when = {
	dns: "while the name was resolved",
	tcp: "while the connection was made",
	tls: "during the TLS handshake",
	quiet: "right after the handshake",
	http2: "before HTTP/2 began",
	rpc: "at the call",
} as const satisfies Record<PhaseName, string>

/** gRPC statuses that refuse the caller, whatever the call. */
const refusals = ["UNAUTHENTICATED", "PERMISSION_DENIED"]
/** gRPC statuses of a server that is busy or broken off: they say nothing about the caller. */
const hindrances = ["RESOURCE_EXHAUSTED", "UNAVAILABLE", "DEADLINE_EXCEEDED", "CANCELLED", "ABORTED"]

/** What of the rest of the run tells how an attempt is to be read. */
export interface RunContext {
	/** Another connection of the same run was answered, so that an end without a word is this posture's doing. */
	readonly worksOtherwise: boolean
	/** What the caller of the settings was answered; absent where it was not. */
	readonly ownCall?: RpcFacts
}

/**
 * Says what came of one attempt. Silence, a broken connection and a certificate that never travelled are `unknown`, not
 * a refusal. Pure.
 */
export function classifyEnforcement(
	posture: EnforcementPosture,
	attempt: Attempt,
	context: RunContext,
): EnforcementEnd {
	return (
		notTested(posture, attempt) ??
		oldVersion(posture, attempt) ??
		answered(posture, attempt, context.ownCall) ??
		answeredHttp(posture, attempt) ??
		refusedConnection(posture, attempt, context.worksOtherwise) ??
		spokeOtherwise(attempt) ?? { actual: "unknown", how: attempt.outcome.text }
	)
}

/** A certificate that was not sent proves nothing. */
function notTested(posture: EnforcementPosture, attempt: Attempt): EnforcementEnd | undefined {
	if (!bringsCertificate(posture) || attempt.tls === undefined) return undefined
	const hasFinished =
		attempt.outcome.kind === "accepted" || attempt.phases.some(({ name }) => name === "http2")
	if (attempt.requested === undefined && hasFinished)
		return unknown("The server sent no CertificateRequest this time, so the certificate was not sent.")
	if (attempt.sent?.certificate === null)
		return unknown("Our TLS library sent an empty Certificate instead: nothing that the server accepts fits.")
	return undefined
}

/** The version is what is tested here; what the server says to our missing certificate comes after. */
function oldVersion(posture: EnforcementPosture, attempt: Attempt): EnforcementEnd | undefined {
	const version = posture === "tls-1.0" ? "1.0" : posture === "tls-1.1" ? "1.1" : undefined
	if (version === undefined || attempt.tls?.version !== version || attempt.chain === undefined)
		return undefined
	if (attempt.outcome.kind === "accepted")
		return { actual: "let-in", how: `The server agreed on TLS ${version}. ${attempt.outcome.text}` }
	return {
		actual: "transport-only",
		how: `The server agreed on TLS ${version}. Then: ${attempt.outcome.text}`,
	}
}

/** A gRPC status came back: transport security let us in. */
function answered(
	posture: EnforcementPosture,
	attempt: Attempt,
	ownCall: RpcFacts | undefined,
): EnforcementEnd | undefined {
	const status = attempt.rpc?.status
	if (attempt.outcome.kind !== "accepted" || status === undefined) return undefined
	const method = attempt.rpc?.method ?? "the call"
	if (refusals.includes(status)) {
		const how = `The connection was let in; the server answered ${method} with ${status}.`
		return { actual: "transport-only", how }
	}
	if (status === "UNIMPLEMENTED" && enforcementTable[posture].group === "token")
		return unknown(`The server does not offer ${method}, and may say so before it looks at a token.`)
	const { group } = enforcementTable[posture]
	if (group !== "protocol" && status !== "OK" && ownCall?.method === method && ownCall.status === "OK") {
		const how = `The connection was let in; the server answered ${method} with ${status}, where the caller of the settings gets OK.`
		return { actual: hindrances.includes(status) ? "unknown" : "transport-only", how }
	}
	const what = status === "OK" && posture.endsWith("-stream") ? "a message" : status
	return { actual: "let-in", how: `The server answered ${method} with ${what}.` }
}

function answeredHttp(posture: EnforcementPosture, attempt: Attempt): EnforcementEnd | undefined {
	const status = attempt.rpc?.httpStatus
	if (status === undefined) return undefined
	const body = attempt.rpc?.httpBody
		?.replace(/<[^>]*>/g, " ")
		.trim()
		.split(/\s*\n/, 1)[0]
		?.slice(0, 120)
		.replace(/\.$/, "")
	const said = body === undefined || body === "" ? "" : `: ${body}`
	const isClear = attempt.tls === undefined
	if (isClear && status === 400)
		return { actual: "refused", how: `HTTP status 400 in the clear, by the server${said}.` }
	if (status >= 400 && status < 500) {
		const where = isClear ? "in the clear" : "inside the TLS connection, after the handshake"
		return { actual: "transport-only", how: `HTTP status ${status} ${where}, by the server${said}.` }
	}
	if (status === 200 && enforcementTable[posture].group !== "token") {
		return { actual: "let-in", how: `HTTP status 200, though not with gRPC, by the server${said}.` }
	}
	return unknown(`The server answered with HTTP status ${status}, which neither lets in nor refuses${said}.`)
}

function refusedConnection(
	posture: EnforcementPosture,
	{ outcome, alerts, ending, requested }: Attempt,
	worksOtherwise: boolean,
): EnforcementEnd | undefined {
	if (outcome.by !== "server") return undefined
	const at = when[outcome.phase]
	if (outcome.alert !== undefined) {
		const code = alerts.find((each) => each.from === "server" && each.description === outcome.alert)?.code
		const number = code === undefined ? "" : ` (${code})`
		return { actual: "refused", how: `Alert ${outcome.alert}${number} ${at}, by the server.` }
	}
	if (outcome.code === "TLS_ALERT")
		return { actual: "refused", how: "The server answered the plaintext with a TLS alert." }
	if (outcome.code !== "CLOSED" && outcome.code !== "ECONNRESET") return undefined
	const isReset = outcome.code === "ECONNRESET"
	const how = `The server ${isReset ? "reset" : "closed"} the connection ${at}, without an alert.`
	const isClear = posture === "plaintext" || posture === "token-over-plaintext"
	// Plaintext on a TLS port ends in this way at most servers: not one byte in answer.
	const isPlaintext = isClear && outcome.kind === "refused" && (ending?.serverBytes ?? 0) === 0
	const isAfterCertificate = requested !== undefined && outcome.kind === "refused"
	const isOffer = posture === "no-alpn" || posture === "tls-1.0" || posture === "tls-1.1"
	const isDecision = isPlaintext || (isAfterCertificate && !isReset)
	if (isDecision || (worksOtherwise && (isAfterCertificate || (isOffer && !isReset))))
		return { actual: "refused", how }
	return unknown(how)
}

/** Application data came back inside TLS that is no HTTP/2: whoever sent it had let the connection in. */
function spokeOtherwise({ outcome, tls }: Attempt): EnforcementEnd | undefined {
	if (outcome.code !== "NOT_HTTP2" || tls === undefined) return undefined
	const refusal = /HTTP\/1\.[01] 4\d\d/.exec(outcome.text)?.[0]
	if (refusal !== undefined)
		return {
			actual: "transport-only",
			how: `TLS let the connection in; the server then answered ${refusal}.`,
		}
	return { actual: "let-in", how: `TLS let the connection in. ${outcome.text}` }
}

function unknown(how: string): EnforcementEnd {
	return { actual: "unknown", how }
}
