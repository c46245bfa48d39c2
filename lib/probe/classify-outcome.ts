import type { FailureFacts } from "#base/failure-facts"
import type { TranscriptAlert } from "#tls/transcript"
import type { Ending, FirstBytes, Outcome, PhaseName, RpcFacts } from "./observation.ts"

/** What stopped an attempt from our own side, or how the call ended. */
export type AttemptEnd =
	| { readonly kind: "answered" }
	| { readonly kind: "dns" | "tcp" | "context" | "connection"; readonly failure: FailureFacts }
	| { readonly kind: "policy"; readonly text: string }
	| { readonly kind: "verify"; readonly text: string }
	| { readonly kind: "call" }
	/** We ended it: the server sent more than a connection may. */
	| { readonly kind: "flood" }

/** A call or connection that ended by HTTP/2's own means (RFC 9113 sections 6.4 and 6.8). */
export interface Http2End {
	readonly frame: "RST_STREAM" | "GOAWAY"
	readonly codeName: string
}

/** The facts from which the outcome follows. */
export interface OutcomeFacts {
	readonly end: AttemptEnd
	readonly phase: PhaseName
	readonly usesTls: boolean
	readonly where: string
	readonly interrupted?: "deadline" | "stopped"
	readonly timeoutMs: number
	readonly alerts: readonly TranscriptAlert[]
	readonly firstBytes?: FirstBytes
	/** Printable start of what the server said inside TLS, when that is no HTTP/2. */
	readonly foreignText?: string
	readonly ending: Ending
	readonly askedForCertificate: boolean
	readonly rpc?: RpcFacts
	readonly reachedHttp2: boolean
	/** What grpc-js said. */
	readonly clientError?: string
	/** How the server abused HTTP/2, as a clause after "The server sent". */
	readonly violation?: string
	/** The HTTP/2 error with which the server ended our call or the connection. */
	readonly http2End?: Http2End
	/** Bytes beyond the limit of the tap were seen. */
	readonly overLimit: boolean
	/** True for a connection of a capture: somebody else was the client. */
	readonly isCaptured?: boolean
}

/** Says how an attempt ended: who ended it, where, and by which sign. Pure; one sentence, no advice. */
export function classifyOutcome(facts: OutcomeFacts): Outcome {
	const { end } = facts
	switch (end.kind) {
		case "answered":
			return { kind: "accepted", phase: "rpc", text: answeredText(facts.rpc) }
		case "policy":
			return { kind: "failed", phase: facts.phase, by: "client", code: "POLICY", text: end.text }
		case "verify":
			return { kind: "refused", phase: "tls", by: "client", code: "VERIFY", text: end.text }
		case "context":
			return {
				kind: "failed",
				phase: facts.phase,
				by: "client",
				code: end.failure.code ?? "NO_MATERIAL",
				text: `Our TLS library refused the certificate or key: ${end.failure.message}.`,
			}
		case "dns":
		case "tcp":
			return interruption(facts) ?? unreachable(facts, end.failure, end.kind)
		case "flood":
			return onTheWire(facts) ?? flooded(facts)
		case "connection":
		case "call":
			return onTheWire(facts) ?? interruption(facts) ?? broken(facts)
	}
}

function answeredText(rpc: RpcFacts | undefined): string {
	const serving = rpc?.serving === undefined ? "" : ` (${rpc.serving})`
	return `The server answered ${rpc?.method ?? "the call"} with ${rpc?.status ?? "a status"}${serving}.`
}

function interruption(facts: OutcomeFacts): Outcome | undefined {
	if (facts.interrupted === undefined) return undefined
	const phase = facts.phase
	if (facts.interrupted === "stopped") {
		return { kind: "failed", phase, by: "client", code: "STOPPED", text: "Stopped before it was finished." }
	}
	const heard = facts.ending.serverBytes === 0 ? "The server sent no byte" : "The server did not go on"
	const text =
		phase === "dns" ? "The name was not resolved" : phase === "tcp" ? "No TCP connection came about" : heard
	return {
		kind: "failed",
		phase,
		by: "network",
		code: "DEADLINE",
		text: `${text} within ${facts.timeoutMs} ms.`,
	}
}

function unreachable(facts: OutcomeFacts, failure: FailureFacts, step: "dns" | "tcp"): Outcome {
	const code = failure.code ?? "UNKNOWN"
	const texts: Record<string, string> = {
		ENOTFOUND: "The name does not exist in DNS.",
		EAI_AGAIN: "The name server did not answer.",
		ECONNREFUSED: `Nothing listens at ${facts.where}: the connection was refused.`,
		ENOENT: `There is no socket at ${facts.where}.`,
		EACCES: `This user may not open ${facts.where}.`,
		ENOTSOCK: `${facts.where} is not a socket.`,
		ECONNRESET: `${facts.where} reset the connection at once.`,
		EHOSTUNREACH: `There is no route to ${facts.where}.`,
		ENETUNREACH: `There is no route to ${facts.where}.`,
		ETIMEDOUT: `${facts.where} did not answer the connection request.`,
	}
	return { kind: "failed", phase: step, by: "network", code, text: texts[code] ?? `${failure.message}.` }
}

/** What the wire itself decided: alerts, HTTP answers, foreign protocols. */
function onTheWire(facts: OutcomeFacts): Outcome | undefined {
	const phase = facts.phase
	const theirs = facts.alerts.find((alert) => alert.from === "server" && isRefusal(alert))
	if (theirs !== undefined) {
		const text = `The server refused with alert ${theirs.description} (${theirs.code}).`
		return { kind: "refused", phase, by: "server", alert: theirs.description, code: "ALERT", text }
	}
	const isWaiting = facts.interrupted !== undefined
	if (
		facts.usesTls &&
		!isWaiting &&
		facts.firstBytes !== undefined &&
		!facts.firstBytes.kind.startsWith("tls-")
	) {
		return notTls(facts, facts.firstBytes)
	}
	if (!facts.usesTls && facts.firstBytes?.kind === "tls-alert") {
		const text = "The server answered the plaintext with a TLS alert."
		return { kind: "refused", phase, by: "server", code: "TLS_ALERT", text }
	}
	const http = facts.rpc?.httpStatus
	if (http !== undefined) {
		const body = facts.rpc?.httpBody
		const said = body === undefined || body === "" ? "" : `: ${firstLine(body)}`
		const text = `The server answered with HTTP status ${http}, not with gRPC${said}.`
		return {
			kind: http >= 400 && http < 500 ? "refused" : "failed",
			phase,
			by: "server",
			code: `HTTP_${http}`,
			text,
		}
	}
	const ours = facts.alerts.find((alert) => alert.from === "client" && isRefusal(alert))
	if (ours !== undefined) {
		const who = facts.isCaptured === true ? "The client" : "Our TLS library"
		const text = `${who} ended the handshake with alert ${ours.description} (${ours.code}).`
		return { kind: "failed", phase, by: "client", alert: ours.description, code: "ALERT", text }
	}
	return undefined
}

function isRefusal(alert: TranscriptAlert): boolean {
	return (
		alert.level !== "warning" && alert.description !== "close_notify" && alert.description !== "user_canceled"
	)
}

function notTls(facts: OutcomeFacts, first: FirstBytes): Outcome {
	const spoken = {
		"http2-settings": "plaintext HTTP/2",
		http1: "plaintext HTTP/1",
		ssh: "SSH",
		other: "bytes that are no TLS",
		"tls-handshake": "TLS",
		"tls-alert": "TLS",
	}[first.kind]
	const whose = facts.isCaptured === true ? "the client's" : "our"
	const text = `The server answered ${whose} ClientHello with ${spoken}.`
	return { kind: "failed", phase: facts.phase, by: "server", code: "NOT_TLS", text }
}

function flooded({ phase, ending }: OutcomeFacts): Outcome {
	const megabytes = Math.floor(ending.serverBytes / (1024 * 1024))
	const text = `The server sent ${megabytes} MiB without an answer; we ended the connection.`
	return { kind: "failed", phase, by: "client", code: "LIMIT", text }
}

/** No alert, no answer: what is left is how the connection ended. */
function broken(facts: OutcomeFacts): Outcome {
	const { ending, phase } = facts
	if (facts.violation !== undefined) {
		const text = `The server sent ${facts.violation}; ${facts.isCaptured === true ? "the" : "our"} HTTP/2 library ended the connection.`
		return { kind: "failed", phase, by: "client", code: "LIMIT", text }
	}
	if (facts.http2End !== undefined) return endedByHttp2(facts.http2End, phase)
	if (facts.overLimit) {
		const text = "The server sent more than is read; the rest was dropped."
		return { kind: "failed", phase, by: "client", code: "LIMIT", text }
	}
	const first = facts.firstBytes
	if (!facts.usesTls && first !== undefined && first.kind !== "http2-settings") {
		const text = `The server answered the HTTP/2 preface with something else: ${first.text.slice(0, 40)}`
		return { kind: "failed", phase, by: "server", code: "NOT_HTTP2", text }
	}
	if (facts.foreignText !== undefined) {
		const text = `Inside TLS the server answered the HTTP/2 preface with something else: ${facts.foreignText.slice(0, 40)}`
		return { kind: "failed", phase, by: "server", code: "NOT_HTTP2", text }
	}
	if (ending.kind === "fin" || ending.kind === "reset") return closed(facts)
	const said = facts.clientError ?? "The connection broke for a reason that the wire does not show."
	return { kind: "failed", phase, by: "client", code: "UNKNOWN", text: said }
}

function endedByHttp2({ frame, codeName }: Http2End, phase: PhaseName): Outcome {
	const what = frame === "GOAWAY" ? "ended the connection" : "reset the call"
	return {
		kind: "failed",
		phase,
		by: "server",
		code: frame,
		text: `The server ${what}: ${frame} with ${codeName}.`,
	}
}

function closed(facts: OutcomeFacts): Outcome {
	const { ending, phase } = facts
	const how = ending.kind === "reset" ? "reset" : "closed"
	const code = ending.kind === "reset" ? "ECONNRESET" : "CLOSED"
	if (facts.usesTls && facts.askedForCertificate && !facts.reachedHttp2) {
		const whose = facts.isCaptured === true ? "the client's" : "our"
		const text = `The server ${how} the connection after ${whose} answer to its CertificateRequest, without an alert.`
		return { kind: "refused", phase, by: "server", code, text }
	}
	const heard = ending.serverBytes === 0 ? "without sending a byte" : `after ${ending.serverBytes} bytes`
	const text = `The server ${how} the connection ${heard}.`
	const kind = !facts.usesTls && ending.serverBytes === 0 ? "refused" : "failed"
	return { kind, phase, by: "server", code, text }
}

function firstLine(text: string): string {
	return (
		text
			.trim()
			.split(/[\r\n]/, 1)[0]
			?.slice(0, 120) ?? ""
	)
}
