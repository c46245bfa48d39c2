import type { AttemptObservation } from "#probe/observation"
import { operatorFix, serverFix } from "../client-fixes.ts"
import { outcomeJudgement } from "../judge-outcome.ts"
import { clientCertificateRefusal, heardPlaintextHttp2, heardTls, isTlsLane } from "../read-attempt.ts"
import type { Rule, RunFacts } from "../rule.ts"
import { opensslAddress } from "../snippet/openssl.ts"

export const http1ProxyOrWrongProtocol: Rule = {
	id: "http1-proxy-or-wrong-protocol",
	title: "Something that is not gRPC answers.",
	severity: "error",
	blame: "proxy",
	judge: (facts) =>
		outcomeJudgement(
			facts,
			(attempt) => foreignProtocol(attempt, facts) !== undefined,
			(first) => {
				const spoken = foreignProtocol(first, facts) ?? "another protocol"
				const server = first.rpc?.httpServer === undefined ? "" : ` It calls itself ${first.rpc.httpServer}.`
				return {
					title: `The peer answers with ${spoken}, not with gRPC over HTTP/2.`,
					detail: `${first.outcome.text}${server} A gRPC client cannot use this answer.`,
					verdict: `What answers here speaks ${spoken}, not gRPC.`,
					advice: "Check the port; if a proxy is in front, let it forward HTTP/2 from end to end.",
				}
			},
		),
	prose: {
		seen: [
			{
				stack: "Go",
				line: "http2: frame too large, note that the frame header looked like an HTTP/1.1 header",
			},
			{
				stack: "Go",
				line: 'unexpected HTTP status code received from server: 502 (Bad Gateway); transport: received unexpected content-type "text/html"',
			},
			{ stack: "C-core", line: "Trying to connect an http1.x server" },
			{ stack: "Rust", line: "http2 error: protocol error: frame with invalid size" },
			{ stack: "Java", line: "Unexpected HTTP/1.x request" },
		],
		means:
			"A web server, a proxy that speaks HTTP/1.1 to its backend, or an entirely different service listens here. HTML in the answer names it.",
		confirm: "Read the first bytes: HTTP/1.1 and a Server header tell who answers.",
		prevent: "Give gRPC its own port or host, and configure HTTP/2 on both sides of every proxy.",
	},
	fixes: (context) => [
		serverFix(
			"In nginx, forward gRPC with grpc_pass on a listener with http2.",
			"listen 443 ssl;\nhttp2 on;\nlocation / { grpc_pass grpcs://backend:9091; }",
		),
		operatorFix(
			"See what answers on this port.",
			`openssl s_client ${opensslAddress(context)} -alpn h2,http/1.1 </dev/null | grep -i alpn`,
		),
	],
	citation: [
		{ text: "gRPC over HTTP/2", section: "Responses" },
		{ text: "RFC 9113", section: "3.2" },
	],
}

/** The foreign protocol that a lane heard, in words. */
function foreignProtocol(attempt: AttemptObservation, { tried }: RunFacts): string | undefined {
	if (attempt.outcome.kind === "accepted" || clientCertificateRefusal(attempt) !== undefined) return undefined
	const first = attempt.firstBytes
	if (first?.kind === "ssh") return "SSH"
	if (first?.kind === "http1" && !isAboutTls(attempt, tried)) return "HTTP/1"
	if (attempt.outcome.code === "NOT_HTTP2" && isTlsLane(attempt)) return "another protocol inside TLS"
	const status = attempt.rpc?.httpStatus
	if (status !== undefined && status !== 401 && status !== 403) return `plain HTTP (status ${status})`
	return undefined
}

/** HTTP/1 on one kind of lane where the other kind works: then the scheme is wrong, not the protocol. */
function isAboutTls(attempt: AttemptObservation, tried: readonly AttemptObservation[]): boolean {
	if (isTlsLane(attempt)) return tried.some((other) => !isTlsLane(other) && heardPlaintextHttp2(other))
	return tried.some((other) => isTlsLane(other) && heardTls(other))
}
