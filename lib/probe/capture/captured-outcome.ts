import type { ApplicationFacts } from "#grpc/application-conversation"
import { outcomeOfCall } from "#grpc/h2/call-tally"
import type { CapturedConnection } from "#tls/capture-file/captured-connection"
import { classifyOutcome } from "../classify-outcome.ts"
import type { Ending, FirstBytes, Outcome, PhaseName, RpcFacts } from "../observation.ts"
import type { SealedFlight } from "./sealed-flight.ts"

/** From what the outcome of a captured connection follows. */
export interface CapturedOutcomeFacts {
	readonly connection: CapturedConnection
	readonly application: ApplicationFacts
	readonly usesTls: boolean
	readonly ending: Ending
	readonly firstBytes?: FirstBytes
	readonly rpc?: RpcFacts
	readonly flight?: SealedFlight
	readonly where: string
}

/** Says how a captured connection ended, by what the wire showed and by nothing else. One sentence, no advice. */
export function capturedOutcome(facts: CapturedOutcomeFacts): Outcome {
	return (
		unopened(facts) ??
		answered(facts) ??
		refusedOnTheWire(facts) ??
		incomplete(facts) ??
		sealed(facts) ??
		open(facts) ??
		broken(facts)
	)
}

/** No connection came about: a RST or nothing where a SYN-ACK was due. */
function unopened({ connection, ending, where }: CapturedOutcomeFacts): Outcome | undefined {
	const { opened, bytes } = connection
	if (opened.client === undefined || opened.server !== undefined || bytes.server > 0) return undefined
	if (ending.kind === "reset") {
		const text = `Nothing listens at ${where}: the connection was refused.`
		return { kind: "failed", phase: "tcp", by: "network", code: "ECONNREFUSED", text }
	}
	if (bytes.client > 0) return undefined
	const text = "The client's SYN was not answered within the capture."
	return { kind: "failed", phase: "tcp", by: "network", code: "DEADLINE", text }
}

/** A gRPC status of any kind proves that transport security let the client in. */
function answered({ application }: CapturedOutcomeFacts): Outcome | undefined {
	const { http2 } = application
	if (http2?.calls.every((call) => call.grpcStatus === undefined) !== false) return undefined
	const [call, ...others] = http2.calls
	if (http2.callCount === 1 && others.length === 0 && call !== undefined) {
		const text = `The server answered ${nameOf(call.path)} with ${outcomeOfCall(call)}.`
		return { kind: "accepted", phase: "rpc", text }
	}
	const counts = new Map<string, number>()
	for (const { came, count } of http2.summary) counts.set(came, (counts.get(came) ?? 0) + count)
	const most = [...counts].sort(([, a], [, b]) => b - a).slice(0, kindsShown)
	const shown = most.map(([came, count]) => `${count} ${came}`).join(", ")
	return {
		kind: "accepted",
		phase: "rpc",
		text: `The server answered ${http2.callCount} calls: ${shown}${counts.size > kindsShown ? " …" : ""}.`,
	}
}

const kindsShown = 4

function nameOf(path: string | undefined): string {
	return path?.replace(/^\//, "") ?? "a call"
}

/** Alerts, foreign protocols, HTTP answers: what a live check is told apart by, too. */
function refusedOnTheWire(facts: CapturedOutcomeFacts): Outcome | undefined {
	if (!isDecided(facts)) return undefined
	return classify(facts)
}

function isDecided({ connection, usesTls, firstBytes, rpc }: CapturedOutcomeFacts): boolean {
	const { alerts } = connection.transcript
	const hasAlert = alerts.some(
		({ level, description }) => level !== "warning" && description !== "close_notify",
	)
	const isForeign = firstBytes !== undefined && usesTls && !firstBytes.kind.startsWith("tls-")
	const isTlsOnly = firstBytes?.kind === "tls-alert" && !usesTls
	return hasAlert || isForeign || isTlsOnly || (rpc?.httpStatus ?? 0) >= 400
}

function classify(facts: CapturedOutcomeFacts): Outcome {
	const { connection, application, usesTls, ending, firstBytes, rpc } = facts
	const { transcript } = connection
	return classifyOutcome({
		end: { kind: "call" },
		phase: reachedPhase(facts),
		usesTls,
		where: facts.where,
		timeoutMs: Math.round(connection.durationMs),
		alerts: transcript.alerts,
		ending,
		// A client sends no Certificate message unasked, so the request may be among what is missing.
		askedForCertificate:
			transcript.certificateRequest !== undefined || transcript.clientCertificates !== undefined,
		reachedHttp2: application.http2?.server.settingsFrames !== undefined && application.server === "http2",
		overLimit: false,
		isCaptured: true,
		...(firstBytes === undefined ? {} : { firstBytes }),
		...(rpc === undefined ? {} : { rpc }),
	})
}

/** How far the connection came. */
export function reachedPhase({ connection, application, usesTls }: CapturedOutcomeFacts): PhaseName {
	const { http2 } = application
	if (http2?.calls.some((call) => call.httpStatus !== undefined) === true) return "rpc"
	if (application.server === "http2") return http2?.callCount === 0 ? "http2" : "rpc"
	if (application.http1?.answer !== undefined) return "rpc"
	if (connection.bytes.client + connection.bytes.server === 0) return "tcp"
	if (usesTls && application.bytes.client > 0) return "http2"
	return usesTls ? "tls" : "http2"
}

/** Where bytes are missing, silence proves nothing: only what was said counts. */
function incomplete(facts: CapturedOutcomeFacts): Outcome | undefined {
	if (!facts.connection.hasGaps) return undefined
	const told = sealed(facts) ?? open(facts)
	if (told?.kind === "accepted") return told
	const text =
		"Bytes of this connection are missing from the capture; what is left does not show how it ended."
	return { kind: "failed", phase: reachedPhase(facts), by: "network", code: "UNFINISHED", text }
}

/** TLS of which no key is known: sizes and the end of the connection are all there is. */
function sealed(facts: CapturedOutcomeFacts): Outcome | undefined {
	const { flight, ending, connection } = facts
	const { undecryptable, entries } = connection.transcript
	if (undecryptable === 0) return undefined
	if (flight === undefined) {
		// Before TLS 1.3 the type of a record is in the clear, and so is most of what was refused.
		const isData = (side: "client" | "server") =>
			entries.some(
				(entry) => entry.from === side && entry.message === "Encrypted" && entry.typeCode === dataType,
			)
		return isData("client") && isData("server") ? completed(connection) : undefined
	}
	const isClosed = ending.kind === "fin" || ending.kind === "reset"
	if (flight.flight === "alert" && !flight.serverWentOn) {
		const text = "The client ended the handshake with one encrypted record of the size of an alert."
		return { kind: "failed", phase: "tls", by: "client", code: "SEALED", text }
	}
	if (flight.serverWentOn) return completed(connection)
	if (ending.kind === "open" && flight.hasAlertSize) {
		const text =
			"After the client's last flight of the handshake the server sent one encrypted record of the size of an alert, and nothing more."
		return { kind: kindOf(flight), phase: "tls", by: "server", code: "SEALED", text }
	}
	if (!isClosed) return undefined
	const how = ending.kind === "reset" ? "reset" : "closed"
	const last = flight.hasAlertSize
		? "with one encrypted record of the size of an alert"
		: "without another record"
	return {
		kind: kindOf(flight),
		phase: "tls",
		by: "server",
		code: "SEALED",
		text: `The server ${how} the connection right after the client's last flight of the handshake, ${last}.`,
	}
}

const dataType = 23

function completed({ bytes: { client, server } }: CapturedConnection): Outcome {
	const text = `The handshake was completed, and data went both ways (${client} bytes from the client, ${server} from the server); what it says is encrypted.`
	return { kind: "accepted", phase: "tls", code: "SEALED", text }
}

/** Without an answer to a CertificateRequest there was nothing that could be refused. */
function kindOf({ flight }: SealedFlight): "failed" | "refused" {
	return flight === "finished" ? "failed" : "refused"
}

/** It was still open, or it ended in peace, without a call that was answered. */
function open(facts: CapturedOutcomeFacts): Outcome | undefined {
	const { application, connection } = facts
	const { http2, http1 } = application
	if (http1?.answer !== undefined && application.client !== "http2") {
		const text = `The server answered ${http1.request?.method ?? "the request"} over HTTP/${http1.answer.version} with status ${http1.answer.status}; this is no gRPC.`
		return { kind: "accepted", phase: "rpc", code: `HTTP_${http1.answer.status}`, text }
	}
	const isOpened =
		http2?.server.settingsAcknowledged === true || http2?.calls.some((call) => call.httpStatus !== undefined)
	if (http2 !== undefined && isOpened === true) {
		const text =
			http2.callCount === 0
				? "Both sides opened HTTP/2; no call is in the capture."
				: "The server began to answer; the end of no call is in the capture."
		return { kind: "accepted", phase: reachedPhase(facts), text }
	}
	if (facts.ending.kind === "fin" || facts.ending.kind === "reset") return undefined
	const by = facts.ending.kind === "client" ? "The client closed the connection" : "The capture ends"
	const silent =
		connection.bytes.server === 0 ? "before the server sent anything" : "before the server answered"
	const phase = reachedPhase(facts)
	return { kind: "failed", phase, by: "network", code: "UNFINISHED", text: `${by} ${silent}.` }
}

function broken(facts: CapturedOutcomeFacts): Outcome {
	return classify(facts)
}
