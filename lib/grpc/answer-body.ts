import { latin1 } from "./printable.ts"

/** What the body of an answer is: gRPC, or something that a proxy, web server or other protocol sent instead. */
export type BodyKind = "empty" | "grpc" | "grpc-web" | "html" | "json" | "text" | "other"

/**
 * Recognises the body of an answer by its content type and its first bytes (gRPC over HTTP/2; gRPC-Web marks its
 * trailers with a frame flag of 0x80). At most 512 bytes are looked at.
 */
export function recogniseBody(contentType: string | undefined, bytes: Uint8Array): BodyKind {
	const type = (contentType ?? "").toLowerCase().split(";", 1)[0]?.trim() ?? ""
	if (type.startsWith("application/grpc-web")) return "grpc-web"
	if (type.startsWith("application/grpc")) return "grpc"
	const head = latin1(bytes.subarray(0, 512))
	if (type === "text/html" || /^\s*<(!doctype html|html|head|body|center)/i.test(head)) return "html"
	if (type.endsWith("json") || /^\s*[{[]\s*"/.test(head)) return "json"
	if (bytes.length === 0) return "empty"
	if (type === "" && isGrpcFrame(bytes)) return (bytes[0] ?? 0) >= 0x80 ? "grpc-web" : "grpc"
	return type.startsWith("text/") || /^[\t\n\r\x20-\x7e]+$/.test(head) ? "text" : "other"
}

/** Flags (0, 1, or 0x80 for gRPC-Web trailers) and a length of less than 16 MiB (grpc/doc/PROTOCOL-HTTP2.md). */
function isGrpcFrame(bytes: Uint8Array): boolean {
	const [flags = 0xff, high = 0xff] = bytes
	return bytes.length >= 5 && high === 0 && (flags <= 1 || flags === 0x80)
}
