import { concatBytes } from "#base/bytes"
import { call, emptySettings, preface } from "#grpc/h2/frames.fixture"
import type { CapturedRow } from "#report/captured-table"
import { pcap, tcpPacket } from "#tls/capture-file/packets.fixture"
import { pcapngWriter } from "#tls/capture-file/pcapng.fixture"
import { handshake, number, record, vector } from "#tls/wire/bytes.fixture"

/** The packets of a plaintext connection that makes one call. */
export function plaintextPackets(port: number, path: string, status: string): readonly Uint8Array[] {
	const { request, answer } = call(1, path, status)
	return packetsOf(port, concatBytes([preface, emptySettings, request]), concatBytes([emptySettings, answer]))
}

/** A connection on which the client says one thing, and the server another. */
function packetsOf(port: number, sent: Uint8Array, got: Uint8Array): readonly Uint8Array[] {
	const [begin, answer] = [100, 500]
	return [
		tcpPacket({ from: "client", sequence: begin - 1, flags: 0x02, port }),
		tcpPacket({ from: "server", sequence: answer - 1, flags: 0x12, acknowledged: begin, port }),
		tcpPacket({ from: "client", sequence: begin, acknowledged: answer, bytes: sent, port }),
		tcpPacket({ from: "server", sequence: answer, acknowledged: begin + sent.length, bytes: got, port }),
		tcpPacket({
			from: "client",
			sequence: begin + sent.length,
			flags: 0x11,
			acknowledged: answer + got.length,
			port,
		}),
		tcpPacket({
			from: "server",
			sequence: answer + got.length,
			flags: 0x11,
			acknowledged: begin + 1 + sent.length,
			port,
		}),
	]
}

/** The client random of the connection in `tlsFile`, in hex. */
export const tlsFileRandom = "11".repeat(32)

/** A capture of one connection of TLS 1.2, as far as its hellos. */
export function tlsFile(): File {
	const random = (fill: number) => new Uint8Array(32).fill(fill)
	const offer = concatBytes([vector(2, number(0xc02f, 2)), vector(1, number(0, 1))])
	const clientHello = handshake(1, number(0x0303, 2), random(0x11), vector(1), offer)
	const chosen = concatBytes([number(0xc02f, 2), number(0, 1)])
	const serverHello = handshake(2, number(0x0303, 2), random(0x22), vector(1), chosen)
	const packets = packetsOf(40_000, record(22, clientHello), record(22, serverHello))
	return new File([Uint8Array.from(pcap(101, packets))], "tls.pcap")
}

/** A pcapng file that begins with a key log. */
export function pcapngFile(keyLog: string): File {
	const { section, secrets, interface: link, packet } = pcapngWriter(true)
	const packets = plaintextPackets(40_000, "/a.B/C", "0").map((bytes, index) => packet(0, index, bytes))
	const bytes = concatBytes([section(), secrets(keyLog), link(101), ...packets])
	return new File([Uint8Array.from(bytes)], "with-secrets.pcapng")
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
