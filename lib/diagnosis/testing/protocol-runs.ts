import type { ProtocolAnswer, ProtocolObservation } from "#probe/protocol-observation"
import type { FiringRun } from "./firing-run.ts"
import { runOf, tlsAttempt } from "./observations.ts"

/** An answer over TLS and HTTP/2. */
export function protocolAnswer(
	question: ProtocolAnswer["question"],
	change: Partial<ProtocolAnswer> = {},
): ProtocolAnswer {
	return { question, over: "h2", secure: true, kind: "answered", how: "It answered.", ...change }
}

/** What a scan heard. */
export function protocolsOf(answers: readonly ProtocolAnswer[]): ProtocolObservation {
	return { connections: 3, durationMs: 20, answers }
}

/** A gRPC-Web call that is answered in its own content type. */
export const grpcWebAnswer = protocolAnswer("grpc-web", {
	httpStatus: 200,
	headers: { "content-type": "application/grpc-web+proto" },
	grpcStatus: "OK",
})

/** Runs whose protocols fire one rule each. Data. */
export const protocolRuns: readonly FiringRun[] = [
	{
		rule: "cors-missing-for-browsers",
		what: "gRPC-Web and a preflight without an answer for it",
		isFirst: false,
		run: runOf(
			[tlsAttempt("tls", { configured: true })],
			{},
			{
				protocols: protocolsOf([
					grpcWebAnswer,
					protocolAnswer("cors-preflight", { httpStatus: 405, headers: { allow: "POST" } }),
				]),
			},
		),
	},
]
