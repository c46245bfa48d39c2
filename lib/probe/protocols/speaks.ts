import { readJsonObject } from "#grpc/connect/error"
import type { ProtocolAnswer } from "../protocol-observation.ts"

/** True when the answer is gRPC's own: HTTP/2 status 200 with a gRPC status (PROTOCOL-HTTP2.md). */
export function speaksGrpc(answer: ProtocolAnswer): boolean {
	return (
		(answer.question === "grpc-unknown-method" || answer.question === "reflection") &&
		answer.over === "h2" &&
		answer.httpStatus === 200 &&
		answer.grpcStatus !== undefined &&
		/^application\/grpc($|[+;])/.test(contentType(answer))
	)
}

/** True when the answer is one that only gRPC-Web gives: its content type, and a gRPC status. */
export function speaksGrpcWeb(answer: ProtocolAnswer): boolean {
	return (
		answer.question === "grpc-web" &&
		answer.httpStatus === 200 &&
		contentType(answer).startsWith("application/grpc-web") &&
		answer.grpcStatus !== undefined
	)
}

/**
 * True when the answer is one that only Connect gives: an error with one of its codes, the JSON of the health check,
 * or a list of accepted content types that names Connect's own.
 */
export function speaksConnect(answer: ProtocolAnswer): boolean {
	if (/application\/(connect\+|proto\b)/.test(answer.headers?.["accept-post"] ?? "")) return true
	if (answer.question !== "connect" && answer.question !== "connect-get") return false
	return answer.connectCode !== undefined || isHealthJson(answer)
}

/**
 * proto3 JSON of a HealthCheckResponse: nothing in it but a state by name, which some servers write with the name of
 * its enum before it; the state zero is left out.
 */
function isHealthJson(answer: ProtocolAnswer): boolean {
	if (answer.httpStatus !== 200 || !/^application\/json($|;)/.test(contentType(answer))) return false
	const value = readJsonObject(new TextEncoder().encode(answer.body ?? ""))
	const keys = Object.keys(value ?? {})
	return value !== undefined && keys.every((key) => key === "status") && isState(value.status)
}

function isState(status: unknown): boolean {
	return status === undefined || (typeof status === "string" && /(^|_)(SERVING|UNKNOWN)$/.test(status))
}

function contentType(answer: ProtocolAnswer): string {
	return (answer.headers?.["content-type"] ?? "").toLowerCase()
}
