import type { IncomingMessage, ServerResponse } from "node:http"
import type { Http2ServerRequest, Http2ServerResponse } from "node:http2"
import { healthAnswer } from "./health-service.ts"

/** How the server behaves beyond the three protocols. */
export interface ConnectBehaviour {
	/** Answers preflights so that browsers may call from anywhere. */
	readonly allowsBrowsers: boolean
}

type Asked = IncomingMessage | Http2ServerRequest
type Answer = ServerResponse | Http2ServerResponse

const path = "/grpc.health.v1.Health/Check"
const unimplemented = "12"

const accepted = [
	...["application/grpc", "application/grpc+proto", "application/grpc-web", "application/grpc-web+proto"],
	...["application/json", "application/proto"],
]

/** SERVING as one uncompressed message. */
const message = Buffer.concat([Buffer.from([0, 0, 0, 0, 2]), healthAnswer(1)])

/**
 * One handler that serves Health/Check as gRPC, gRPC-Web and Connect, told apart by their content types as servers of
 * the Connect family do. For HTTP/2 and HTTP/1.1; gRPC needs the former.
 */
export function connectHandler({ allowsBrowsers }: ConnectBehaviour) {
	return (asked: Asked, answer: Answer): void => {
		asked.resume()
		asked.on("error", () => undefined)
		if (allowsBrowsers) answer.setHeader("access-control-allow-origin", "*")
		asked.once("end", () => respond(asked, answer, allowsBrowsers))
	}
}

function respond(asked: Asked, answer: Answer, allowsBrowsers: boolean): void {
	const type = asked.headers["content-type"]?.split(";", 1)[0] ?? ""
	if (asked.method === "OPTIONS" && allowsBrowsers) {
		answer.setHeader("access-control-allow-methods", "POST")
		answer.setHeader("access-control-allow-headers", "content-type, connect-protocol-version, x-grpc-web")
		end(answer, 204)
		return
	}
	if (asked.method !== "POST") {
		answer.setHeader("allow", "POST")
		end(answer, 405)
		return
	}
	const isThere = asked.url === path
	if (type.startsWith("application/grpc-web")) respondGrpcWeb(answer, isThere)
	else if (type.startsWith("application/grpc")) respondGrpc(asked, answer, isThere)
	else if (type === "application/json") respondConnect(answer, isThere)
	else {
		answer.setHeader("accept-post", accepted.join(", "))
		end(answer, 415)
	}
}

/** Trailers are what HTTP/1.1 proxies lose: over it gRPC is refused. */
function respondGrpc(asked: Asked, answer: Answer, isThere: boolean): void {
	if (asked.httpVersionMajor < 2) {
		end(answer, 505)
		return
	}
	answer.setHeader("content-type", "application/grpc")
	if (!isThere) answer.setHeader("grpc-status", unimplemented)
	else answer.addTrailers({ "grpc-status": "0" })
	end(answer, 200, isThere ? message : undefined)
}

/** Trailers travel as the last frame of the body, with flag 0x80. */
function respondGrpcWeb(answer: Answer, isThere: boolean): void {
	const text = Buffer.from(`grpc-status: ${isThere ? "0" : unimplemented}\r\n`)
	const trailers = Buffer.concat([Buffer.from([0x80, 0, 0, 0, text.length]), text])
	answer.setHeader("content-type", "application/grpc-web+proto")
	end(answer, 200, isThere ? Buffer.concat([message, trailers]) : trailers)
}

function respondConnect(answer: Answer, isThere: boolean): void {
	answer.setHeader("content-type", "application/json")
	const error = { code: "unimplemented", message: "the procedure is not here" }
	end(answer, isThere ? 200 : 404, Buffer.from(JSON.stringify(isThere ? { status: "SERVING" } : error)))
}

function end(answer: Answer, status: number, body = Buffer.alloc(0)): void {
	answer.statusCode = status
	answer.end(body)
}
