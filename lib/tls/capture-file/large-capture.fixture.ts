import { concatBytes, toHex } from "#base/bytes"
import type { Side } from "../capture.ts"
import { clientHello, sealer, secrets, serverHello, serverRandom } from "../node/flows.fixture.ts"
import { number, record } from "../wire/bytes.fixture.ts"
import { link, pcapHeader, pcapPacket, tcpPacket } from "./packets.fixture.ts"

/** What a generated capture consists of. */
export interface LargeCapture {
	/** Connections that run at the same time, one packet of each in turn. */
	readonly abreast: number
	/** Connections in all. */
	readonly connections: number
	/** Records of application data that the server of each sends, 16 KiB each. */
	readonly recordsEach: number
	/** Bytes of payload in a segment. */
	readonly segmentLength?: number
}

/** Key log lines of every connection that `largeCapture` makes: they share one client random. */
export const largeCaptureKeyLog: readonly string[] = Object.entries(secrets).map(
	([label, secret]) => `${label} ${toHex(new Uint8Array(32).fill(0x11))} ${toHex(secret)}`,
)

const recordLength = 16_000

/** The bytes of one connection under TLS 1.3: requests of 200 bytes, answers of whole records. */
function makeFlows(recordsEach: number): (readonly [Side, Uint8Array])[] {
	const handshakeKey = sealer(secrets.SERVER_HANDSHAKE_TRAFFIC_SECRET)
	const clientHandshakeKey = sealer(secrets.CLIENT_HANDSHAKE_TRAFFIC_SECRET)
	const serverKey = sealer(secrets.SERVER_TRAFFIC_SECRET_0)
	const clientKey = sealer(secrets.CLIENT_TRAFFIC_SECRET_0)
	const finished = concatBytes([number(20, 1), number(32, 3), new Uint8Array(32)])
	const flows: (readonly [Side, Uint8Array])[] = [
		["client", record(22, clientHello)],
		["server", concatBytes([record(22, serverHello(serverRandom)), handshakeKey(22, finished)])],
		["client", clientHandshakeKey(22, finished)],
	]
	const data = Uint8Array.from({ length: recordLength }, (_, index) => index & 0xff)
	for (let index = 0; index < recordsEach; index += 1) {
		if (index % 8 === 0) flows.push(["client", clientKey(23, data.subarray(0, 200))])
		flows.push(["server", serverKey(23, data)])
	}
	return flows
}

interface Step {
	readonly from: Side
	/** Where the segment begins in its direction, from 0. */
	readonly at: number
	readonly acknowledged: number
	readonly flags: number
	readonly bytes: Uint8Array
}

const nothing = new Uint8Array(0)

/** Every packet of a connection: SYN, segments with an acknowledgement for every second one, FIN. */
function makeSteps(flows: readonly (readonly [Side, Uint8Array])[], segmentLength: number): Step[] {
	const sent = { client: 0, server: 0 }
	const steps: Step[] = []
	const add = (from: Side, flags: number, bytes: Uint8Array = nothing) => {
		const other = from === "client" ? "server" : "client"
		steps.push({ from, at: sent[from], acknowledged: flags === 2 ? 0 : sent[other], flags, bytes })
		sent[from] += bytes.length + ((flags & 3) === 0 ? 0 : 1)
	}
	add("client", 0x02)
	add("server", 0x12)
	for (const [from, bytes] of flows) {
		for (let at = 0; at < bytes.length; at += segmentLength) {
			add(from, 0x10, bytes.subarray(at, at + segmentLength))
			if ((at / segmentLength) % 2 === 1) add(from === "client" ? "server" : "client", 0x10)
		}
	}
	add("client", 0x11)
	add("server", 0x11)
	return steps
}

const ether = link("02000000000102000000000208 00")
const firstSequence = { client: 0xffff_f000, server: 7_000_000 }

/** A pcap file (Ethernet, IPv4) of many TLS connections, made while it is read; chunks of about 64 KiB. */
export function* largeCapture(options: LargeCapture): Generator<Uint8Array> {
	const { abreast, connections, recordsEach, segmentLength = 1_448 } = options
	const steps = makeSteps(makeFlows(recordsEach), segmentLength)
	let parts = [pcapHeader(1)]
	let length = 0
	let packets = 0
	for (let first = 0; first < connections; first += abreast) {
		for (const { from, at, acknowledged, flags, bytes } of steps) {
			for (let index = first; index < Math.min(first + abreast, connections); index += 1) {
				const segment = {
					from,
					sequence: (firstSequence[from] + at) >>> 0,
					acknowledged: (firstSequence[from === "client" ? "server" : "client"] + acknowledged) >>> 0,
					flags,
					port: 1_024 + (index % 60_000),
					bytes,
				}
				const packet = pcapPacket(packets, ether(tcpPacket(segment)))
				packets += 1
				parts.push(packet)
				length += packet.length
			}
			if (length < 65_536) continue
			yield concatBytes(parts)
			parts = []
			length = 0
		}
	}
	yield concatBytes(parts)
}
