import type { AttemptObservation, RunObservation } from "#probe/observation"
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
		{ protocol: "gRPC-Web", ...judgeGrpcWeb(run, answers) },
		{ protocol: "Connect", ...judgeConnect(run, answers) },
		{ protocol: "browser (CORS)", ...judgeCors(answers) },
		{ protocol: "HTTP/1.1", ...judgeHttp1(answers, speaksTls(run)) },
	]
	if (!speaksTls(run)) return verdicts
	return [...verdicts, { protocol: "plaintext on the TLS port", ...judgePlaintext(run, answers) }]
}

function judgeGrpc(run: RunObservation, answers: readonly ProtocolAnswer[]): Verdict {
	const { rpc } = laneOf(run) ?? {}
	if (rpc !== undefined) return yes(`${rpc.method} was answered with gRPC status ${rpc.status}.`)
	const spoken = answers.find(speaksGrpc)
	if (spoken !== undefined) {
		return yes(`A call was answered with HTTP/2 and gRPC status ${spoken.grpcStatus}.`)
	}
	const asked = answers.filter(({ question, over }) => question === "grpc-unknown-method" && over === "h2")
	const refused = asked.find(saysNo)
	if (refused !== undefined) return refusal("A gRPC call", refused, false)
	const alert = asked.find(({ kind, how }) => kind === "alert" && how.includes("no_application_protocol"))
	if (alert !== undefined) {
		return no("The server does not agree to HTTP/2, which gRPC needs: it refused ALPN h2.")
	}
	const onlyHttp1 = asked.some(({ kind }) => kind === "closed") && answers.some(isHttp1Page)
	if (onlyHttp1) {
		return no("The server answers HTTP/1.1 and ends the connection when HTTP/2 is spoken to it.")
	}
	return unanswered(asked, "A gRPC call")
}

function judgeGrpcWeb(run: RunObservation, answers: readonly ProtocolAnswer[]): Verdict {
	const asked = answers.filter(({ question }) => question === "grpc-web")
	const spoken = asked.filter(speaksGrpcWeb)
	if (spoken.length > 0) {
		return yes(`A gRPC-Web call was answered in its own content type, over ${versions(spoken)}.`)
	}
	return judgeRefusal(run, asked, "A gRPC-Web call")
}

function judgeConnect(run: RunObservation, answers: readonly ProtocolAnswer[]): Verdict {
	const asked = answers.filter(({ question }) => question === "connect")
	const spoken = asked.find(speaksConnect) ?? answers.find(speaksConnect)
	if (spoken !== undefined) return yes(connectSign(spoken))
	return judgeRefusal(run, asked, "A Connect call")
}

/** Nothing of the protocol came back: a no, when what came back is an answer to it. */
function judgeRefusal(run: RunObservation, asked: readonly ProtocolAnswer[], what: string): Verdict {
	const refused = asked.find(saysNo)
	if (refused !== undefined) return refusal(what, refused, laneOf(run) !== undefined)
	return judgeReset(asked, what) ?? unanswered(asked, what)
}

/** A reset of the one stream, while the connection stays, is the server's no to the question. */
function judgeReset(asked: readonly ProtocolAnswer[], what: string): Verdict | undefined {
	const reset = asked.find(({ kind, how }) => kind === "closed" && how.includes("stream was reset"))
	return reset === undefined ? undefined : no(`${what} was refused: ${lowerFirst(reset.how)}`)
}

/** Where the method is known to be there, not found means that this protocol is not. */
function refusal(what: string, { httpStatus, headers }: ProtocolAnswer, isThere: boolean): Verdict {
	if (httpStatus === 404 && !isThere) {
		const text = `${what} was answered with HTTP 404: its path is not there, others may be.`
		return { verdict: "unknown", text }
	}
	const type = headers?.["content-type"]
	return no(`${what} was answered with HTTP ${httpStatus}${type === undefined ? "" : ` (${type})`}.`)
}

/** Statuses that a client also makes up from an answer that is no gRPC. */
const madeUp = new Set(["INTERNAL", "UNKNOWN", "UNAVAILABLE"])

/** A lane whose call got a gRPC status of the server's own. */
function laneOf(run: RunObservation): AttemptObservation | undefined {
	return run.attempts.find(
		(attempt) => isAccepted(attempt) && attempt.rpc?.status !== undefined && !madeUp.has(attempt.rpc.status),
	)
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
	const allowed = asked.find(({ headers }) => headers?.["access-control-allow-origin"] !== undefined)
	if (allowed !== undefined) {
		const origin = allowed.headers?.["access-control-allow-origin"]
		return yes(`A preflight from another origin is allowed (Access-Control-Allow-Origin: ${origin}).`)
	}
	const real = asked.find(saysNo)
	if (real === undefined) return judgeReset(asked, "A preflight") ?? unanswered(asked, "A preflight")
	const got = `A preflight from another origin got HTTP ${real.httpStatus} without Access-Control-Allow-Origin`
	const speaksToBrowsers = answers.some((answer) => speaksConnect(answer) || speaksGrpcWeb(answer))
	if (!speaksToBrowsers) return no(`${got}, and no protocol for browsers was found.`)
	return no(`${got}: a browser refuses to call from there, though curl can.`)
}

function judgeHttp1(answers: readonly ProtocolAnswer[], isTls: boolean): Verdict {
	const asked = answers.filter(({ question }) => question === "http1-get")
	const page = asked.find((answer) => answer.secure === isTls && isHttp1Page(answer))
	if (page !== undefined) return yes(`GET / was answered over HTTP/1.1 with status ${page.httpStatus}.`)
	const clear = asked.find((answer) => !answer.secure && isHttp1Page(answer) && !isComplaint(answer))
	if (clear !== undefined) {
		return yes(`GET / was answered over HTTP/1.1 in the clear with status ${clear.httpStatus}.`)
	}
	const main = asked.filter((answer) => answer.secure === isTls)
	const refused = main.find(({ kind }) => kind === "answered")
	if (refused !== undefined) return no(`The server refuses HTTP/1.1 with status ${refused.httpStatus}.`)
	const other = main.find(({ kind }) => kind === "failed" || kind === "alert" || kind === "closed")
	if (other !== undefined) return no(`GET / over HTTP/1.1: ${lowerFirst(other.how)}`)
	return unanswered(main, "GET / over HTTP/1.1")
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

const withoutCertificate = /no required ssl certificate|ssl certificate error/i

/**
 * True for an answer that tells something of the protocol. Somebody who asks for credentials first, who is too busy, or
 * a proxy that did not reach the server behind it, says nothing of it.
 */
function saysNo({ kind, httpStatus = 0, body = "" }: ProtocolAnswer): boolean {
	if (kind !== "answered" || withoutCertificate.test(body)) return false
	if (httpStatus >= 500) return httpStatus === 501 || httpStatus === 505
	return ![401, 403, 407, 408, 429].includes(httpStatus)
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
	if (first === undefined) return { verdict: "unknown", text: "It was not asked." }
	if (first.kind !== "answered") {
		return { verdict: "unknown", text: `${what} was not answered: ${lowerFirst(first.how)}` }
	}
	const text = `${what} got HTTP ${first.httpStatus}, which does not tell: it may come from a proxy or a guard in front.`
	return { verdict: "unknown", text }
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
