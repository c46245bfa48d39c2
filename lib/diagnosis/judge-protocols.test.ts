import { describe, expect, it } from "vitest"
import type { AttemptObservation } from "#probe/observation"
import type { ProtocolAnswer } from "#probe/protocol-observation"
import { judgeProtocols } from "./judge-protocols.ts"
import { attempt, failed, refused, runOf, tlsAttempt } from "./testing/observations.ts"
import { grpcWebAnswer, protocolAnswer, protocolsOf } from "./testing/protocol-runs.ts"

const json = { "content-type": "application/json" }
const plaintext = attempt("plaintext", { outcome: refused("http2") })
const accepted = [plaintext, tlsAttempt("tls", { configured: true })]
const notFound = [plaintext, tlsAttempt("tls", { outcome: failed("rpc", "HTTP_404") })]

function verdictOf(
	protocol: string,
	answers: readonly ProtocolAnswer[],
	attempts: readonly AttemptObservation[] = accepted,
): string | undefined {
	const verdicts = judgeProtocols(runOf(attempts, {}, { protocols: protocolsOf(answers) }))
	return verdicts?.find((each) => each.protocol === protocol)?.verdict
}

const closed = { kind: "closed", how: "The server closed the connection." } as const
const timeout = { kind: "timeout", how: "No answer came in time." } as const
const http1 = { over: "http/1.1" } as const

describe("judgeProtocols", () => {
	it("says nothing when nobody asked", () => {
		expect(judgeProtocols(runOf(accepted))).toBeUndefined()
	})

	it.each<[string, string, ProtocolAnswer]>([
		["yes", "its content type and a status", grpcWebAnswer],
		["yes", "the same over HTTP/1.1", { ...grpcWebAnswer, ...http1 }],
		["no", "gRPC in its place", { ...grpcWebAnswer, headers: { "content-type": "application/grpc" } }],
		["no", "its content type without a status", protocolAnswer("grpc-web", { httpStatus: 200 })],
		["no", "415", protocolAnswer("grpc-web", { httpStatus: 415 })],
		["no", "404 where the method is there", protocolAnswer("grpc-web", { httpStatus: 404 })],
		[
			"no",
			"a reset stream",
			protocolAnswer("grpc-web", { kind: "closed", how: "The stream was reset with X." }),
		],
		["unknown", "401", protocolAnswer("grpc-web", { httpStatus: 401 })],
		["unknown", "a gateway", protocolAnswer("grpc-web", { httpStatus: 503 })],
		["unknown", "silence", protocolAnswer("grpc-web", timeout)],
		["unknown", "the end of the connection", protocolAnswer("grpc-web", closed)],
	])("gRPC-Web: %s for %s", (verdict, _, answer) => {
		expect(verdictOf("gRPC-Web", [answer])).toBe(verdict)
	})

	it.each<[string, string, Partial<ProtocolAnswer>]>([
		["yes", "the state as JSON", { httpStatus: 200, headers: json, body: '{"status":"SERVING"}' }],
		["yes", "a state of zero, left out", { httpStatus: 200, headers: json, body: "{}" }],
		["yes", "one of its errors", { httpStatus: 401, headers: json, connectCode: "unauthenticated" }],
		["no", "JSON of somebody else", { httpStatus: 200, headers: json, body: '{"ok":true}' }],
		["no", "a page", { httpStatus: 200, headers: { "content-type": "text/html" }, body: "<html>" }],
		["no", "415", { httpStatus: 415 }],
		["unknown", "nothing", timeout],
	])("Connect: %s for %s", (verdict, _, change) => {
		expect(verdictOf("Connect", [protocolAnswer("connect", change)])).toBe(verdict)
	})

	it("takes a list of Connect's content types for Connect", () => {
		const headers = { "accept-post": "application/grpc, application/json, application/proto" }
		const answer = protocolAnswer("non-grpc-content-type", { httpStatus: 415, headers })
		expect(verdictOf("Connect", [answer])).toBe("yes")
	})

	it("leaves open what a missing path says, where no lane found it either", () => {
		const answers = [
			protocolAnswer("grpc-unknown-method", { httpStatus: 404 }),
			protocolAnswer("grpc-web", { httpStatus: 404 }),
			protocolAnswer("connect", { httpStatus: 404 }),
		]
		const verdicts = ["gRPC", "gRPC-Web", "Connect"].map((name) => verdictOf(name, answers, notFound))
		expect(verdicts).toEqual(["unknown", "unknown", "unknown"])
	})

	it.each<[string, string, Partial<ProtocolAnswer>]>([
		[
			"yes",
			"a status in HTTP/2",
			{ httpStatus: 200, grpcStatus: "UNIMPLEMENTED", headers: { "content-type": "application/grpc" } },
		],
		["no", "HTTP alone", { httpStatus: 415 }],
		[
			"no",
			"a refused ALPN",
			{ kind: "alert", how: "The server refused the handshake with alert no_application_protocol." },
		],
		["unknown", "silence", timeout],
		[
			"unknown",
			"a refusal for the lack of a client certificate",
			{ httpStatus: 400, body: "No required SSL certificate was sent" },
		],
	])("gRPC: %s for %s", (verdict, _, change) => {
		expect(verdictOf("gRPC", [protocolAnswer("grpc-unknown-method", change)], notFound)).toBe(verdict)
	})

	it.each<[string, Partial<ProtocolAnswer>]>([
		["yes", { httpStatus: 204, headers: { "access-control-allow-origin": "*" } }],
		["no", { httpStatus: 204, headers: { allow: "POST" } }],
		["unknown", { httpStatus: 401 }],
		["unknown", closed],
	])("CORS: %s", (verdict, change) => {
		expect(verdictOf("browser (CORS)", [protocolAnswer("cors-preflight", change)])).toBe(verdict)
	})

	it.each<[string, string, Partial<ProtocolAnswer>]>([
		["yes", "any page", { httpStatus: 404 }],
		["no", "426", { httpStatus: 426 }],
		["no", "505", { httpStatus: 505 }],
		[
			"no",
			"Kestrel's words",
			{ httpStatus: 400, body: "An HTTP/1.x request was sent to an HTTP/2 only endpoint." },
		],
		["no", "HTTP/2 in its place", { kind: "failed", how: "It began with HTTP/2 SETTINGS." }],
		["unknown", "silence", timeout],
	])("HTTP/1.1: %s for %s", (verdict, _, change) => {
		expect(verdictOf("HTTP/1.1", [protocolAnswer("http1-get", { ...http1, ...change })])).toBe(verdict)
	})

	it.each<[string, string, Partial<ProtocolAnswer>]>([
		["yes", "a page in the clear", { httpStatus: 301 }],
		[
			"no",
			"the complaint of Go",
			{ httpStatus: 400, body: "Client sent an HTTP request to an HTTPS server." },
		],
		[
			"no",
			"the complaint of nginx",
			{ httpStatus: 400, body: "The plain HTTP request was sent to HTTPS port" },
		],
		["no", "an alert", { kind: "alert", how: "It began with a TLS alert." }],
		["unknown", "silence", timeout],
	])("plaintext on the TLS port: %s for %s", (verdict, _, change) => {
		const answer = protocolAnswer("http1-get", { ...http1, secure: false, ...change })
		expect(verdictOf("plaintext on the TLS port", [answer])).toBe(verdict)
	})

	it("does not speak of a TLS port where there is none", () => {
		const answer = protocolAnswer("http1-get", { ...http1, secure: false, httpStatus: 200 })
		expect(verdictOf("plaintext on the TLS port", [answer], [attempt("plaintext")])).toBeUndefined()
		expect(verdictOf("HTTP/1.1", [answer], [attempt("plaintext")])).toBe("yes")
	})
})
