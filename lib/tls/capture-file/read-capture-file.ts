import { err, ok, type Result } from "#base/result"
import { splitKeyLog } from "../keylog.ts"
import type { PacketSink } from "./packet-source.ts"
import { isPcap, readPcap } from "./pcap.ts"
import { isPcapng, readPcapng } from "./pcapng.ts"
import { readTcpSegment, type TcpSegment } from "./tcp-segment.ts"
import { TcpReassembly, type TcpStream } from "./tcp-stream.ts"

/** Bytes of a capture file that are read. */
export const captureFileMax = 64 * 1024 * 1024
/** Connections of one file that are kept. */
export const streamsMax = 1_000

const problemsMax = 50

/** The TCP connections of a capture file, in the order in which they began. */
export interface CaptureFile {
	readonly streams: readonly TcpStream[]
	/** Lines of the key logs that the file itself carries. Secrets: memory only. */
	readonly keyLog: readonly string[]
	/** What was passed over or cut off; at most 50. */
	readonly problems: readonly string[]
}

/** Why a file could not be read at all. */
export interface CaptureFileFailure {
	readonly kind: "too-large" | "compressed" | "unknown-format"
	readonly text: string
}

/**
 * Reads a pcap or pcapng file: packets of Ethernet, Linux cooked, loopback and raw IP, IPv4 and IPv6, joined to TCP
 * streams. Compressed files must be given uncompressed. Never throws; a file that breaks off yields what came before.
 */
export function readCaptureFile(bytes: Uint8Array): Result<CaptureFile, CaptureFileFailure> {
	if (bytes.length > captureFileMax) {
		return err({
			kind: "too-large",
			text: `the file has ${bytes.length} bytes, at most ${captureFileMax} are read`,
		})
	}
	const file = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
	if (isGzip(bytes))
		return err({ kind: "compressed", text: "the file is compressed by gzip: unpack it first" })
	const read = pickReader(file)
	if (read === undefined) return err({ kind: "unknown-format", text: "the file is neither pcap nor pcapng" })
	return ok(collect(file, read))
}

type Reader = (file: DataView, sink: PacketSink) => void

function pickReader(file: DataView): Reader | undefined {
	if (isPcap(file)) return readPcap
	return isPcapng(file) ? readPcapng : undefined
}

function collect(file: DataView, read: Reader): CaptureFile {
	const streams: TcpReassembly[] = []
	const open = new Map<string, TcpReassembly>()
	const keyLog: string[] = []
	const problems: string[] = []
	const onProblem = (text: string) => {
		if (problems.length < problemsMax && !problems.includes(text)) problems.push(text)
	}
	const onSegment = (segment: TcpSegment) => {
		const key = keyOf(segment)
		const known = open.get(key)
		const isNew = known === undefined || (segment.isSyn && !segment.isAck && known.hasData)
		if (!isNew) {
			known.push(segment)
			return
		}
		if (streams.length === streamsMax) {
			onProblem(`too-large: more than ${streamsMax} connections, the rest is not read`)
			return
		}
		// Without SYN only bytes tell who the client is.
		if (!segment.isSyn && segment.data.length === 0) return
		const stream = new TcpReassembly(segment)
		streams.push(stream)
		open.set(key, stream)
		stream.push(segment)
	}
	read(file, {
		onPacket: (packet) => {
			const segment = readTcpSegment(packet)
			if (segment === undefined) return
			if ("problem" in segment) onProblem(segment.problem)
			else onSegment(segment)
		},
		onKeyLog: (text) => keyLog.push(...splitKeyLog(text)),
		onProblem,
	})
	return { streams: streams.map((stream) => stream.finish()), keyLog, problems }
}

function keyOf({ source, destination }: TcpSegment): string {
	const ends = [`${source.address} ${source.port}`, `${destination.address} ${destination.port}`]
	return ends.sort().join(" ")
}

function isGzip(bytes: Uint8Array): boolean {
	return bytes[0] === 0x1f && bytes[1] === 0x8b
}
