import { type Http2Frame, readFrames } from "#grpc/h2/frame"
import { readHttp2 } from "#grpc/h2/read-http2"

const framesMax = 2_000
/** SETTINGS_MAX_FRAME_SIZE as our client leaves it (RFC 9113 section 6.5.2). */
const frameSizeMax = 16_384
/** More control frames than any server sends around one call. */
const controlFramesMax = 100
/** Bytes of control frames of one kind: some six hundred settings, where servers send ten. */
const controlBytesMax = 4_096
/** Bytes of one header block, CONTINUATION included. */
const headerBlockMax = 65_536

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
	const bytes = parts.reduce((sum, frame) => sum + frame.length, 0)
	const isContinued = parts.some((frame) => frame.type === types.continuation)
	if (!isContinued || (bytes <= headerBlockMax && parts.length <= controlFramesMax)) {
		const run = longestRun(frames)
		return run > 2 ? `a header block in ${run} CONTINUATION frames that had not ended` : undefined
	}
	return `a header block of more than ${bytes} bytes in ${parts.length} frames`
}

/** CONTINUATION frames at the very end of what was read, where the block was still open. */
function longestRun(frames: readonly Http2Frame[]): number {
	const last = frames.findLastIndex((frame) => frame.type !== types.continuation)
	const isOpen = frames.at(-1)?.type === types.continuation && ((frames.at(-1)?.flags ?? 0) & 4) === 0
	return isOpen ? frames.length - last - 1 : 0
}

function unreadableHeaders(bytes: Uint8Array): string | undefined {
	const { problem } = readHttp2(bytes)
	if (problem === undefined || !problem.startsWith("the headers")) return undefined
	return `headers that break the rules: ${problem}`
}
