import type { Socket } from "node:net"
import { concatBytes } from "#base/bytes"
import { recogniseFirstBytes } from "#grpc/first-bytes"
import { readHttp1 } from "#grpc/http1"
import type { ProtocolAnswer } from "../../protocol-observation.ts"
import { askOne } from "./ask-http1.ts"
import { type Asking, unasked } from "./asking.ts"

/** Client preface and an empty SETTINGS (RFC 9113 section 3.4). */
const preface = Buffer.concat([
	Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "latin1"),
	Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
])

const bytesMax = 4_096

/** Asks a TLS port in the clear: HTTP/1.1, and HTTP/2 with prior knowledge. Two connections. */
export async function askInTheClear({ security: _, ...asking }: Asking): Promise<readonly ProtocolAnswer[]> {
	return [await askOne(asking, asking.book.http1Get()), await askPreface(asking)]
}

async function askPreface(asking: Asking): Promise<ProtocolAnswer> {
	const question = "h2c-on-tls-port"
	const dialled = await asking.dialler.dial(undefined, [], asking.limitMs)
	if (dialled.kind !== "open") return unasked(question, "h2", false, dialled)
	const heard = await exchange(dialled.socket, asking)
	return describeHeard(heard)
}

interface Heard {
	readonly bytes: Uint8Array
	readonly end: "closed" | "timeout"
}

/** Sends the preface and listens for the first bytes that decide; owns the socket and closes it. */
function exchange(socket: Socket, { signal, limitMs }: Asking): Promise<Heard> {
	const until = AbortSignal.any([signal, AbortSignal.timeout(limitMs)])
	return new Promise((resolve) => {
		const chunks: Uint8Array[] = []
		let length = 0
		const settle = (end: Heard["end"]) => {
			until.removeEventListener("abort", onLate)
			resolve({ bytes: concatBytes(chunks).subarray(0, bytesMax), end })
			socket.destroy()
		}
		const onLate = () => settle("timeout")
		socket.on("data", (chunk: Buffer) => {
			chunks.push(chunk)
			length += chunk.length
			if (isDecided(concatBytes(chunks)) || length >= bytesMax) settle("closed")
		})
		socket.once("close", () => settle("closed"))
		if (until.aborted) onLate()
		else until.addEventListener("abort", onLate, { once: true })
		socket.write(preface)
	})
}

/** An HTTP/1 answer is decided when its head is whole, everything else with its first frame or record. */
function isDecided(bytes: Uint8Array): boolean {
	const { kind } = recogniseFirstBytes(bytes)
	return kind === "http1" ? readHttp1(bytes)?.isHeadComplete === true : bytes.length >= 16
}

function describeHeard({ bytes, end }: Heard): ProtocolAnswer {
	const base = { question: "h2c-on-tls-port", over: "h2", secure: false } as const
	if (bytes.length === 0) {
		const how = end === "timeout" ? "No answer came in time." : "The server closed the connection."
		return { ...base, kind: end, how }
	}
	const { kind, text } = recogniseFirstBytes(bytes)
	if (kind === "http2-settings") {
		return { ...base, kind: "answered", how: "The server answered with HTTP/2 SETTINGS in the clear." }
	}
	if (kind === "tls-alert") {
		return { ...base, kind: "alert", how: "The server answered with a TLS alert." }
	}
	const http = readHttp1(bytes)
	if (http === undefined)
		return { ...base, kind: "failed", how: `The answer is no HTTP: "${text.slice(0, 32)}".` }
	return {
		...base,
		over: "http/1.1",
		kind: "answered",
		httpStatus: http.status,
		how: `The server answered HTTP/2 with HTTP/1.${http.version === "1.0" ? "0" : "1"}: ${http.status}.`,
		...(http.server === undefined ? {} : { headers: { server: http.server } }),
		...(http.bodyText === "" ? {} : { body: http.bodyText }),
	}
}
