import type { ApplicationFacts } from "#grpc/application-conversation"
import type { Http2Call } from "#grpc/h2/call"
import type { RpcFacts } from "../observation.ts"

const bodyMax = 512

/**
 * The call that says most about security: one that was refused for who calls, else one that was answered with
 * something that is not gRPC, else the first with a status, else the first. Undefined without HTTP.
 */
export function tellingCall({ http2 }: ApplicationFacts): Http2Call | undefined {
	const calls = http2?.calls ?? []
	const refused = calls.find((call) =>
		["UNAUTHENTICATED", "PERMISSION_DENIED"].includes(call.grpcStatus?.name ?? ""),
	)
	const answered = calls.find((call) => call.grpcStatus !== undefined)
	const foreign = calls.find((call) => call.grpcStatus === undefined && (call.httpStatus ?? 0) >= 400)
	return refused ?? answered ?? foreign ?? calls[0]
}

/** The facts of the telling call, or of the first HTTP/1 exchange. */
export function rpcFactsOf(application: ApplicationFacts): RpcFacts | undefined {
	const call = tellingCall(application)
	if (call !== undefined) return factsOfCall(call)
	const { request, answer } = application.http1 ?? {}
	if (answer === undefined) return undefined
	return {
		method: request === undefined ? "The request" : `${request.method} ${request.target}`,
		httpStatus: answer.status,
		...(answer.bodyText === "" ? {} : { httpBody: answer.bodyText.slice(0, bodyMax) }),
		...(answer.server === undefined ? {} : { httpServer: answer.server }),
	}
}

function factsOfCall(call: Http2Call): RpcFacts {
	const method = call.path?.replace(/^\//, "") ?? "A call"
	if (call.grpcStatus !== undefined) {
		const text = call.grpcMessage ?? ""
		return { method, status: call.grpcStatus.name, ...(text === "" ? {} : { statusText: text }) }
	}
	const isGrpc = call.body === "grpc" || call.body === "grpc-web" || call.body === "empty"
	if (call.httpStatus === undefined || (call.httpStatus < 300 && isGrpc)) return { method }
	return {
		method,
		httpStatus: call.httpStatus,
		...(call.bodyText === undefined ? {} : { httpBody: call.bodyText }),
		...(call.server === undefined ? {} : { httpServer: call.server }),
	}
}
