import { readConnectError } from "#grpc/connect/error"
import { recogniseFirstBytes } from "#grpc/first-bytes"
import type { HttpReply } from "#grpc/http-question"
import { printableText } from "#grpc/printable"
import { readReflectionAnswer } from "#grpc/reflection"
import { statusName } from "#grpc/status"
import { readGrpcWebBody } from "#grpc/web/frames"
import type { ProtocolAnswer } from "../protocol-observation.ts"
import type { PlannedQuestion } from "./questions.ts"

const headersMax = 32
const textMax = 512

/** Headers that tell who answers or what may be asked; everything else is left out. */
const telling = new Set([
	...[
		"server",
		"via",
		"x-powered-by",
		"content-type",
		"allow",
		"accept-post",
		"upgrade",
		"alt-svc",
		"location",
	],
	...[
		"grpc-status",
		"grpc-message",
		"grpc-encoding",
		"grpc-accept-encoding",
		"x-envoy-upstream-service-time",
	],
	...["access-control-allow-origin", "access-control-allow-methods", "access-control-allow-headers"],
	...["access-control-expose-headers", "access-control-allow-credentials", "access-control-max-age"],
	...[
		"connect-protocol-version",
		"connect-accept-encoding",
		"cf-ray",
		"x-cache",
		"x-amz-cf-id",
		"x-azure-ref",
	],
	...["connection", "www-authenticate", "vary"],
])

/** Turns what came back into facts: bounded, printable, with the gRPC status wherever it stood. */
export function readAnswer(
	planned: PlannedQuestion,
	over: ProtocolAnswer["over"],
	secure: boolean,
	reply: HttpReply,
): ProtocolAnswer {
	const base = { question: planned.question, over, secure } as const
	if (reply.kind !== "answered") {
		const isAlert = reply.bytes !== undefined && recogniseFirstBytes(reply.bytes).kind === "tls-alert"
		const seen = reply.bytes === undefined ? "" : describeBytes(reply.bytes)
		return { ...base, kind: isAlert ? "alert" : reply.kind, how: `${reply.how}${seen}` }
	}
	const headers = tellingHeaders(reply.headers)
	const status = grpcStatusOf(headers, reply.body)
	const body = bodyText(planned, reply.body, headers["content-type"])
	const note = reply.note === undefined ? "" : ` (${reply.note})`
	return {
		...base,
		kind: "answered",
		httpStatus: reply.status,
		headers,
		how: `${describeStatus(reply.status, headers["content-type"], status.grpcStatus)}${note}.`,
		...(body === "" ? {} : { body }),
		...status,
		...connectErrorOf(reply.body, headers["content-type"]),
	}
}

function tellingHeaders(list: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
	const kept = new Map<string, string>()
	for (const [name, value] of list) {
		if (telling.has(name) && kept.size < headersMax) kept.set(name, value)
	}
	return Object.fromEntries(kept)
}

/** In headers or trailers (gRPC), or in the trailer frame of the body (gRPC-Web). */
function grpcStatusOf(
	headers: Readonly<Record<string, string>>,
	body: Uint8Array,
): Pick<ProtocolAnswer, "grpcStatus" | "grpcMessage"> {
	const isWeb = headers["content-type"]?.startsWith("application/grpc-web") === true
	const trailers = isWeb ? (readGrpcWebBody(body).trailers ?? {}) : {}
	const code = trailers["grpc-status"] ?? headers["grpc-status"]
	const message = trailers["grpc-message"] ?? headers["grpc-message"]
	return {
		...(code === undefined || !/^\d{1,3}$/.test(code) ? {} : { grpcStatus: statusName(Number(code)) }),
		...(message === undefined || message === "" ? {} : { grpcMessage: percentDecode(message) }),
	}
}

function connectErrorOf(
	body: Uint8Array,
	contentType: string | undefined,
): Pick<ProtocolAnswer, "connectCode" | "connectMessage"> {
	if (contentType?.startsWith("application/json") !== true) return {}
	const error = readConnectError(body)
	if (error === undefined) return {}
	return { connectCode: error.code, ...(error.message === "" ? {} : { connectMessage: error.message }) }
}

/** `grpc-message` is percent-encoded (PROTOCOL-HTTP2.md); what decodes to no text stays as it came. */
function percentDecode(text: string): string {
	try {
		return decodeURIComponent(text)
			.slice(0, textMax)
			.replace(/[^\x20-\x7e]/g, ".")
	} catch (cause) {
		if (cause instanceof URIError) return text
		throw cause
	}
}

function bodyText(planned: PlannedQuestion, body: Uint8Array, contentType: string | undefined): string {
	if (planned.reflection !== undefined && contentType?.startsWith("application/grpc") === true) {
		const [message] = readGrpcWebBody(body).messages
		const answer = message === undefined ? undefined : readReflectionAnswer(planned.reflection, message)
		return answer?.kind === "services" ? answer.names.join("\n").slice(0, textMax) : ""
	}
	return contentType?.startsWith("application/grpc") === true ? "" : printableText(body, textMax)
}

function describeStatus(status: number, type: string | undefined, grpc: string | undefined): string {
	const what = type === undefined ? "" : `, ${type.split(";", 1)[0]}`
	return grpc === undefined ? `HTTP ${status}${what}` : `HTTP ${status}${what}, gRPC status ${grpc}`
}

function describeBytes(bytes: Uint8Array): string {
	const { kind, text } = recogniseFirstBytes(bytes)
	if (kind === "http2-settings") return " It began with HTTP/2 SETTINGS."
	if (kind === "tls-alert") return " It began with a TLS alert."
	if (kind === "tls-handshake") return " It began with a TLS handshake."
	return ` It began with "${text.slice(0, 32)}".`
}
