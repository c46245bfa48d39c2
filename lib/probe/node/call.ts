import { type RecognisedBytes, recogniseFirstBytes } from "#grpc/first-bytes"
import { type Http2Response, readHttp2 } from "#grpc/h2/read-http2"
import { readHealthResponse } from "#grpc/health"
import type { UnaryOutcome } from "#grpc/node/unary-call"
import type { RpcFacts } from "../observation.ts"
import type { Connection } from "./connection.ts"

/** The one RPC of an attempt. */
export interface CallPlan {
	/** `package.Service/Method`, without a leading slash. */
	readonly method: string
	readonly request: Uint8Array
	readonly isHealthCheck: boolean
	/** `stream`: the answers are a stream, `both`: the requests too; the first message or the status ends the call. */
	readonly answers?: "stream" | "both"
}

/** What came of the call: whether a gRPC status came from the peer, and what else was said. */
export function readCallAnswer(
	plan: CallPlan,
	outcome: UnaryOutcome,
	connection: Connection,
): { readonly answered: boolean; readonly rpc: RpcFacts } {
	const bytes = connection.applicationBytes().server
	const http1 = recogniseFirstBytes(bytes)
	if (http1.kind === "http1") return { answered: false, rpc: readHttp1(plan, http1, bytes) }
	const http2 = readHttp2(bytes)
	const answer = http2.responses[0]
	if (
		!outcome.fromPeer ||
		answer === undefined ||
		!isGrpcAnswer(answer, outcome, http2.problem !== undefined)
	) {
		return {
			answered: false,
			rpc: {
				method: plan.method,
				...(answer?.httpStatus === undefined ? {} : { httpStatus: answer.httpStatus }),
				...(answer === undefined ? {} : { httpBody: answer.bodyText }),
				...(answer?.server === undefined ? {} : { httpServer: answer.server }),
			},
		}
	}
	const serving =
		plan.isHealthCheck && outcome.response !== undefined ? readHealthResponse(outcome.response) : undefined
	return {
		answered: true,
		rpc: {
			method: plan.method,
			status: outcome.status,
			statusText: outcome.statusText,
			...(serving === undefined ? {} : { serving }),
		},
	}
}

/**
 * grpc-js makes a status up from whatever comes back: RESOURCE_EXHAUSTED out of five letters of a page, INTERNAL where
 * none came. The peer's own is one that was seen, or a message of the gRPC content type. Where the header block could not
 * be read, grpc-js is believed as long as the body does not speak against it.
 */
function isGrpcAnswer(answer: Http2Response, outcome: UnaryOutcome, isUnreadable: boolean): boolean {
	if (answer.httpStatus !== undefined && answer.httpStatus !== 200) return false
	if (answer.grpcStatus !== undefined) return true
	const hasMessage = outcome.status === "OK" && answer.body === "grpc"
	return hasMessage || (isUnreadable && (answer.body === "grpc" || answer.body === "empty"))
}

function readHttp1(plan: CallPlan, head: RecognisedBytes, bytes: Uint8Array): RpcFacts {
	const text = new TextDecoder("latin1").decode(bytes.subarray(0, 4_096))
	const body = text.split("\r\n\r\n").slice(1).join("\n").slice(0, 512)
	return {
		method: plan.method,
		httpBody: body.replace(/[^\x20-\x7e\n\t]/g, "."),
		...(head.httpStatus === undefined ? {} : { httpStatus: head.httpStatus }),
		...(head.httpServer === undefined ? {} : { httpServer: head.httpServer }),
	}
}
