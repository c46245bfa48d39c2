import { frameFlags, type Http2Frame, readFrames } from "#grpc/h2/frame"
import { readHttp2 } from "#grpc/h2/read-http2"

const framesMax = 2_000
/** SETTINGS_MAX_FRAME_SIZE as our client leaves it (RFC 9113 section 6.5.2). */
const frameSizeMax = 16_384
/** More control frames than any server sends around one call. */
const controlFramesMax = 100
/** Bytes of control frames of one kind: some six hundred settings, where servers send ten. */
const controlBytesMax = 4_096
/** Bytes of a header block that was still open when the connection ended; answers around one call need far less. */
const openBlockMax = 8_192

const types = { data: 0, headers: 1, settings: 4, ping: 6, continuation: 9 } as const

/**
 * Says how a server abused HTTP/2, from the first bytes of its direction: a frame beyond the allowed size, a flood of
 * control frames, a header block without end, headers that cannot be unpacked within bounds (RFC 9113 section 10.5).
 * A clause that can stand after "The server sent"; undefined when nothing of the kind is there.
 */
export function http2Violation(bytes: Uint8Array): string | undefined {
	const frames = readFrames(bytes, framesMax)
	const [first] = frames
	if (first === undefined || !isFirstSettings(first)) return undefined
	return tooLarge(frames) ?? flood(frames) ?? endlessHeaders(frames) ?? unreadableHeaders(bytes)
}

function isFirstSettings(frame: Http2Frame): boolean {
	return frame.type === types.settings && frame.stream === 0
}

function tooLarge(frames: readonly Http2Frame[]): string | undefined {
	const frame = frames.find((each) => each.length > frameSizeMax)
	if (frame === undefined) return undefined
	return `a frame of ${frame.length} bytes, where at most ${frameSizeMax} are allowed`
}

function flood(frames: readonly Http2Frame[]): string | undefined {
	for (const [name, type] of [
		["SETTINGS", types.settings],
		["PING", types.ping],
	] as const) {
		const all = frames.filter((frame) => frame.type === type)
		const bytes = all.reduce((sum, frame) => sum + frame.length, 0)
		if (all.length > controlFramesMax || bytes > controlBytesMax) {
			return `${all.length} ${name} frames (${bytes} bytes) around one call`
		}
	}
	return undefined
}

function endlessHeaders(frames: readonly Http2Frame[]): string | undefined {
	const parts = frames.filter((frame) => frame.type === types.headers || frame.type === types.continuation)
	const last = parts.at(-1)
	if (last === undefined || (last.flags & frameFlags.endHeaders) !== 0) return undefined
	const bytes = parts.reduce((sum, frame) => sum + frame.length, 0)
	if (bytes <= openBlockMax && parts.length <= controlFramesMax) return undefined
	return `a header block of ${bytes} bytes in ${parts.length} frames that had not ended`
}

function unreadableHeaders(bytes: Uint8Array): string | undefined {
	const { problem } = readHttp2(bytes)
	if (problem === undefined || !problem.startsWith("the headers")) return undefined
	return `headers that break the rules: ${problem}`
}
