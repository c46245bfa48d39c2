import { millisecondWords } from "#components/ui/duration"
import type { Http2Call } from "#grpc/h2/call"
import { type CallSummary, hasFailed, outcomeOfCall } from "#grpc/h2/call-tally"
import type { Http2SideFacts } from "#grpc/h2/http2-side"
import type { ShownHeader } from "#grpc/h2/shown-headers"
import type { CapturedRun } from "#report/captured-run"

/** One call, ready to be drawn. */
export interface CallRow {
	readonly key: string
	readonly stream: number
	readonly path: string
	readonly outcome: string
	readonly state: "ok" | "failed" | "open"
	/** `grpc-message` or the beginning of a body that is not gRPC. */
	readonly said?: string
	readonly took: string
	/** Messages and bytes in both directions, in words. */
	readonly messages: string
	readonly lengths: readonly string[]
	readonly headers: readonly { readonly title: string; readonly fields: readonly ShownHeader[] }[]
}

/** What one side of the connection announced. */
export interface SideView {
	readonly title: string
	readonly settings: readonly string[]
	readonly goaway?: string
	readonly frames: string
}

/** The calls of one connection. */
export interface CallsView {
	readonly count: number
	readonly calls: readonly CallRow[]
	readonly summary: readonly CallSummary[]
	readonly sides: readonly SideView[]
	/** Why there are none, or what is missing, as a sentence. */
	readonly note?: string
}

/** Draws up what was said above TLS. */
export function callsView({ application, run }: CapturedRun): CallsView {
	const http2 = application?.http2
	if (http2 === undefined) {
		return { count: 0, calls: [], summary: [], sides: [], note: withoutHttp2(application, run) }
	}
	const late = http2.isFromStart
		? undefined
		: "The connection began before the capture: header fields that refer to earlier ones are not known."
	const none = http2.callCount === 0 ? "Both sides spoke HTTP/2, but no call is in the capture." : undefined
	const note = late ?? none
	return {
		count: http2.callCount,
		calls: http2.calls.map(callRow),
		summary: http2.callCount > http2.calls.length ? http2.summary : [],
		sides: [sideView("Client", http2.client), sideView("Server", http2.server)],
		...(note === undefined ? {} : { note }),
	}
}

function withoutHttp2(application: CapturedRun["application"], run: CapturedRun["run"]): string {
	const { request, answer } = application?.http1 ?? {}
	if (request !== undefined || answer !== undefined) {
		const asked = request === undefined ? "A request" : `${request.method} ${request.target}`
		const got =
			answer === undefined
				? "got no answer"
				: `was answered with HTTP/${answer.version} status ${answer.status}`
		return `This connection carries HTTP/1, no gRPC: ${asked} ${got}.`
	}
	const attempt = run.attempts[0]
	if (attempt?.captured?.secrecy === "sealed" || attempt?.captured?.secrecy === "partly") {
		return "Calls are encrypted, and no key log opens them. Add one to see paths and statuses."
	}
	return "No HTTP/2 was spoken on this connection."
}

function callRow(call: Http2Call): CallRow {
	const outcome = outcomeOfCall(call)
	const words = call.grpcMessage || call.bodyText?.split("\n", 1)[0]
	const said = words === outcome ? undefined : words
	const isOpen = call.endMs === undefined && call.grpcStatus === undefined
	return {
		key: `${call.stream} ${call.startMs}`,
		stream: call.stream,
		path: call.path ?? "(path not known)",
		outcome,
		state: hasFailed(call) ? "failed" : isOpen ? "open" : "ok",
		took: call.endMs === undefined ? "not ended" : millisecondWords(call.endMs - call.startMs),
		messages: `${call.request.count} → ${call.response.count}`,
		lengths: [lengthsText("Sent", call.request), lengthsText("Received", call.response)],
		headers: [
			{ title: "Request", fields: call.requestHeaders },
			{ title: "Response", fields: call.responseHeaders },
			{ title: "Trailers", fields: call.trailers },
		].filter(({ fields }) => fields.length > 0),
		...(said === undefined || said === "" ? {} : { said }),
	}
}

function lengthsText(
	verb: string,
	{ count, lengths, compressed, bytes, missing }: Http2Call["request"],
): string {
	if (count === 0) return `${verb} no message, ${bytes} bytes of body.`
	const more = count > lengths.length ? " …" : ""
	const packed = compressed === 0 ? "" : `, ${compressed} compressed`
	const cut = missing === 0 ? "" : `, ${missing} bytes of the last are missing`
	return `${verb} ${count} message${count === 1 ? "" : "s"} of ${lengths.join(", ")}${more} bytes${packed}${cut}.`
}

function sideView(title: string, side: Http2SideFacts): SideView {
	const { goaway } = side
	return {
		title,
		settings: side.settings.map(({ name, value }) => `${name} ${value}`),
		frames: `${side.frames} frames, ${side.pings} of them PING, ${side.windowUpdates} WINDOW_UPDATE, ${side.resets} RST_STREAM`,
		...(goaway === undefined
			? {}
			: {
					goaway: `GOAWAY ${goaway.codeName} at ${millisecondWords(goaway.t)}${goaway.debug === "" ? "" : `: ${goaway.debug}`}`,
				}),
	}
}
