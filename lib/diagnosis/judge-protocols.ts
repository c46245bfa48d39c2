import type { RunObservation } from "#probe/observation"
import type { ProtocolAnswer } from "#probe/protocol-observation"
import { speaksConnect, speaksGrpc, speaksGrpcWeb } from "#probe/protocols/speaks"
import type { ProtocolVerdict } from "./finding.ts"
import { heardTls, isAccepted } from "./read-attempt.ts"

type Verdict = Pick<ProtocolVerdict, "verdict" | "text">

/**
 * Says which protocols the port speaks; undefined when nobody asked. Yes needs an answer that only this protocol
 * gives, no an answer that it never gives; silence, a broken connection and an error of a proxy are unknown.
 */
export function judgeProtocols(run: RunObservation): readonly ProtocolVerdict[] | undefined {
	const answers = run.protocols?.answers
	if (answers === undefined) return undefined
	const verdicts: ProtocolVerdict[] = [
		{ protocol: "gRPC", ...judgeGrpc(run, answers) },
		{ protocol: "gRPC-Web", ...judgeGrpcWeb(answers) },
		{ protocol: "Connect", ...judgeConnect(answers) },
		{ protocol: "browser (CORS)", ...judgeCors(answers) },
		{ protocol: "HTTP/1.1", ...judgeHttp1(answers, speaksTls(run)) },
	]
	if (!speaksTls(run)) return verdicts
	return [...verdicts, { protocol: "plaintext on the TLS port", ...judgePlaintext(run, answers) }]
}

/** Statuses that a client also makes up from an answer that is no gRPC. */
const madeUp = new Set(["INTERNAL", "UNKNOWN", "UNAVAILABLE"])

function judgeGrpc(run: RunObservation, answers: readonly ProtocolAnswer[]): Verdict {
	const lane = run.attempts.find(
		({ rpc, outcome }) => outcome.kind === "accepted" && rpc?.status !== undefined && !madeUp.has(rpc.status),
	)
	if (lane?.rpc !== undefined)
		return yes(`${lane.rpc.method} was answered with gRPC status ${lane.rpc.status}.`)
	const spoken = answers.find(speaksGrpc)
	if (spoken !== undefined)
		return yes(`A call was answered with HTTP/2 and gRPC status ${spoken.grpcStatus}.`)
	const asked = answers.filter(({ question, over }) => question === "grpc-unknown-method" && over === "h2")
	const refused = asked.find(({ kind, httpStatus }) => kind === "answered" && !isGateway(httpStatus))
	if (refused !== undefined) {
		return no(`A gRPC call was answered with HTTP ${refused.httpStatus} and no gRPC status.`)
	}
	const alert = asked.find(({ kind, how }) => kind === "alert" && how.includes("no_application_protocol"))
	if (alert !== undefined)
		return no("The server does not agree to HTTP/2, which gRPC needs: it refused ALPN h2.")
	const onlyHttp1 = asked.some(({ kind }) => kind === "closed") && answers.some(isHttp1Page)
	if (onlyHttp1) return no("The server answers HTTP/1.1 and ends the connection when HTTP/2 is spoken to it.")
	return unanswered(asked, "a gRPC call")
}

function judgeGrpcWeb(answers: readonly ProtocolAnswer[]): Verdict {
	const asked = answers.filter(({ question }) => question === "grpc-web")
	const spoken = asked.filter(speaksGrpcWeb)
	if (spoken.length > 0) {
		return yes(`A gRPC-Web call was answered in its own content type, over ${versions(spoken)}.`)
	}
	const refused = asked.find(({ kind, httpStatus }) => kind === "answered" && !isGateway(httpStatus))
	if (refused !== undefined) {
		const type = refused.headers?.["content-type"]
		const how = `HTTP ${refused.httpStatus}${type === undefined ? "" : ` (${type})`}`
		return no(`A gRPC-Web call was answered with ${how}, not in gRPC-Web.`)
	}
	const reset = asked.find(({ kind, how }) => kind === "closed" && how.includes("stream was reset"))
	if (reset !== undefined) return no(`A gRPC-Web call was refused: ${lowerFirst(reset.how)}`)
	return unanswered(asked, "a gRPC-Web call")
}

function judgeConnect(answers: readonly ProtocolAnswer[]): Verdict {
	const spoken = answers.find(speaksConnect)
	if (spoken !== undefined) return yes(connectSign(spoken))
	const asked = answers.filter(({ question }) => question === "connect")
	const refused = asked.find(({ kind, httpStatus }) => kind === "answered" && !isGateway(httpStatus))
	if (refused?.httpStatus === 404) {
		const text = `The path of the call is not there (HTTP 404): Connect may still be spoken on others.`
		return { verdict: "unknown", text }
	}
	if (refused !== undefined) {
		return no(`A Connect call was answered with HTTP ${refused.httpStatus} and no Connect error.`)
	}
	const reset = asked.find(({ kind, how }) => kind === "closed" && how.includes("stream was reset"))
	if (reset !== undefined) return no(`A Connect call was refused: ${lowerFirst(reset.how)}`)
	return unanswered(asked, "a Connect call")
}

function connectSign(answer: ProtocolAnswer): string {
	if (answer.connectCode !== undefined)
		return `A Connect call was answered with the error ${answer.connectCode}.`
	if (answer.question === "connect" || answer.question === "connect-get") {
		return `A Connect call was answered with HTTP ${answer.httpStatus} and JSON, over ${versions([answer])}.`
	}
	return "The server lists the content types of Connect as the ones it accepts."
}

function judgeCors(answers: readonly ProtocolAnswer[]): Verdict {
	const asked = answers.filter(({ question }) => question === "cors-preflight")
	const answered = asked.filter(({ kind }) => kind === "answered")
	const allowed = answered.find(({ headers }) => headers?.["access-control-allow-origin"] !== undefined)
	if (allowed !== undefined) {
		const origin = allowed.headers?.["access-control-allow-origin"]
		return yes(`A preflight from another origin is allowed (Access-Control-Allow-Origin: ${origin}).`)
	}
	const real = answered.find(({ httpStatus }) => !isGateway(httpStatus))
	if (real === undefined) return unanswered(asked, "a preflight")
	const text = `A preflight from another origin got HTTP ${real.httpStatus} without Access-Control-Allow-Origin: browsers refuse to call, though curl can.`
	return no(text)
}

function judgeHttp1(answers: readonly ProtocolAnswer[], isTls: boolean): Verdict {
	const asked = answers.filter(
		({ question, secure, over }) => question === "http1-get" && secure === isTls && over === "http/1.1",
	)
	const page = asked.find(isHttp1Page)
	if (page !== undefined) return yes(`GET / was answered over HTTP/1.1 with status ${page.httpStatus}.`)
	const refused = asked.find(({ kind }) => kind === "answered")
	if (refused !== undefined) return no(`The server refuses HTTP/1.1 with status ${refused.httpStatus}.`)
	const other = asked.find(({ kind }) => kind === "failed" || kind === "alert" || kind === "closed")
	if (other !== undefined) return no(`GET / over HTTP/1.1: ${lowerFirst(other.how)}`)
	return unanswered(asked, "GET / over HTTP/1.1")
}

function judgePlaintext(run: RunObservation, answers: readonly ProtocolAnswer[]): Verdict {
	const lane = run.attempts.find((attempt) => attempt.posture === "plaintext" && isAccepted(attempt))
	if (lane !== undefined) return yes("The same port also answers gRPC in the clear.")
	const clear = answers.filter(({ secure }) => !secure)
	const h2c = clear.find(
		({ question, kind, over }) => question === "h2c-on-tls-port" && kind === "answered" && over === "h2",
	)
	if (h2c !== undefined) return yes(h2c.how)
	const page = clear.find((answer) => isHttp1Page(answer) && !isComplaint(answer))
	if (page !== undefined) return yes(`GET / in the clear was answered with HTTP ${page.httpStatus}.`)
	const complaint = clear.find(isComplaint)
	if (complaint !== undefined) return no("Plaintext is answered with HTTP 400, which says that it wants TLS.")
	const asked = clear.filter(({ kind }) => kind === "closed" || kind === "alert" || kind === "failed")
	if (asked.length > 0) return no("The server refuses plaintext: it ends the connection or sends an alert.")
	return unanswered(clear, "plaintext")
}

/** An HTTP/1 answer that is no refusal of HTTP/1 itself (RFC 9110 sections 15.5.22 and 15.6.6, Node, Kestrel). */
function isHttp1Page(answer: ProtocolAnswer): boolean {
	const { question, kind, over, httpStatus, body = "" } = answer
	if (question !== "http1-get" || kind !== "answered" || over !== "http/1.1") return false
	if (httpStatus === 426 || httpStatus === 505) return false
	return !/ALPN Protocol, expected|HTTP\/1\.x request was sent to an HTTP\/2 only endpoint/i.test(body)
}

/** The words of nginx and of Go about plaintext on their TLS port. */
function isComplaint({ httpStatus, body = "" }: ProtocolAnswer): boolean {
	return httpStatus === 400 && /HTTPS? (port|server)|SSL-enabled|HTTPS scheme/i.test(body)
}

/** A proxy that did not reach the server behind it says nothing about what that one speaks. */
function isGateway(status: number | undefined): boolean {
	return status === 502 || status === 503 || status === 504
}

function speaksTls(run: RunObservation): boolean {
	return run.attempts.some((attempt) => attempt.outcome.kind !== "skipped" && heardTls(attempt))
}

function versions(answers: readonly ProtocolAnswer[]): string {
	const names = answers.map(({ over }) => (over === "h2" ? "HTTP/2" : "HTTP/1.1"))
	return [...new Set(names)].join(" and ")
}

function unanswered(asked: readonly ProtocolAnswer[], what: string): Verdict {
	const [first] = asked
	const why =
		first === undefined
			? "It was not asked."
			: `${upperFirst(what)} was not answered: ${lowerFirst(first.how)}`
	return { verdict: "unknown", text: why }
}

function yes(text: string): Verdict {
	return { verdict: "yes", text }
}

function no(text: string): Verdict {
	return { verdict: "no", text }
}

function lowerFirst(text: string): string {
	return text.charAt(0).toLowerCase() + text.slice(1)
}

function upperFirst(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1)
}
