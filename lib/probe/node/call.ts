import { readHttp2 } from "#grpc/h2/read-http2"
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
}

/** The method that answers on almost every gRPC server. */
export const healthCheckMethod = "grpc.health.v1.Health/Check"

/** What came of the call: whether a gRPC status came from the peer, and what else was said. */
export function readCallAnswer(
	plan: CallPlan,
	outcome: UnaryOutcome,
	connection: Connection,
): { readonly answered: boolean; readonly rpc: RpcFacts } {
	const http2 = readHttp2(connection.applicationBytes().server)
	const answer = http2.responses[0]
	const isGrpc =
		answer !== undefined && (answer.httpStatus === undefined || answer.httpStatus === 200) && !answer.isHtml
	const fromPeer = outcome.fromPeer && isGrpc
	if (!fromPeer) {
		return {
			answered: false,
			rpc: {
				method: plan.method,
				...(answer?.httpStatus === undefined ? {} : { httpStatus: answer.httpStatus }),
				...(answer === undefined ? {} : { httpBody: answer.bodyText }),
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
