import { concatBytes } from "#base/bytes"
import { call, emptySettings, preface } from "#grpc/h2/frames.fixture"
import type { CapturedRow } from "#report/captured-table"
import { pcap, tcpPacket } from "#tls/capture-file/packets.fixture"

/** The packets of a plaintext connection that makes one call. */
export function plaintextPackets(port: number, path: string, status: string): readonly Uint8Array[] {
	const { request, answer } = call(1, path, status)
	const sent = concatBytes([preface, emptySettings, request])
	const got = concatBytes([emptySettings, answer])
	return [
		tcpPacket({ from: "client", sequence: 99, flags: 0x02, port }),
		tcpPacket({ from: "server", sequence: 499, flags: 0x12, acknowledged: 100, port }),
		tcpPacket({ from: "client", sequence: 100, acknowledged: 500, bytes: sent, port }),
		tcpPacket({ from: "server", sequence: 500, acknowledged: 100 + sent.length, bytes: got, port }),
		tcpPacket({
			from: "client",
			sequence: 100 + sent.length,
			flags: 0x11,
			acknowledged: 500 + got.length,
			port,
		}),
		tcpPacket({
			from: "server",
			sequence: 500 + got.length,
			flags: 0x11,
			acknowledged: 101 + sent.length,
			port,
		}),
	]
}

/** A capture of one plaintext call each. */
export function captureFile(calls: readonly (readonly [path: string, status: string])[]): File {
	const packets = calls.flatMap(([path, status], index) => plaintextPackets(40_000 + index, path, status))
	return new File([Uint8Array.from(pcap(101, packets))], "calls.pcap")
}

/** A row of the list. */
export function row(index: number, change: Partial<CapturedRow> = {}): CapturedRow {
	return {
		index,
		client: `10.0.0.1:${40_000 + index}`,
		server: "10.0.0.2:443",
		target: "api.test:443",
		protocol: "tls",
		startedAt: "2026-11-22T12:00:00.000Z",
		verdict: "ok",
		sentence: "The server answered a.B/C with OK.",
		calls: 1,
		isJudged: true,
		...change,
	}
}
