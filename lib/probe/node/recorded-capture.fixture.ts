import { once } from "node:events"
import { connect as connectHttp2 } from "node:http2"
import { connect, createServer, type Socket } from "node:net"
import { connect as connectTls, type TLSSocket } from "node:tls"

/** Something that one side did on a recorded connection. */
interface Step {
	readonly atMs: number
	readonly from: "client" | "server"
	readonly bytes?: Uint8Array
	readonly end?: "fin" | "reset"
}

/** One connection as it passed the recorder. */
export interface RecordedConnection {
	readonly beganMs: number
	readonly steps: Step[]
}

/** Lets clients connect to a server through a recorder, until `close`. */
export async function startRecorder(target: { readonly host: string; readonly port: number }) {
	const connections: RecordedConnection[] = []
	const sockets = new Set<Socket>()
	const server = createServer((client) => {
		const upstream = connect(target)
		const steps: Step[] = []
		connections.push({ beganMs: Date.now(), steps })
		for (const socket of [client, upstream]) sockets.add(socket)
		relay(client, upstream, "client", steps)
		relay(upstream, client, "server", steps)
	})
	server.listen(0, "127.0.0.1")
	await once(server, "listening")
	const address = server.address()
	if (address === null || typeof address === "string") throw new Error("the recorder has no port")
	return {
		port: address.port,
		connections,
		/** Waits for the ends of all connections, so that they are recorded; at most two seconds. */
		close: async () => {
			const ended = [...sockets].map((socket) => (socket.closed ? undefined : once(socket, "close")))
			await Promise.race([Promise.allSettled(ended), new Promise((resolve) => setTimeout(resolve, 2_000))])
			for (const socket of sockets) socket.destroy()
			server.close()
			await once(server, "close")
		},
	}
}

function relay(from: Socket, to: Socket, side: Step["from"], steps: Step[]): void {
	from.on("data", (bytes) => {
		steps.push({ atMs: Date.now(), from: side, bytes: new Uint8Array(bytes) })
		to.write(bytes)
	})
	from.on("end", () => {
		steps.push({ atMs: Date.now(), from: side, end: "fin" })
		to.end()
	})
	from.on("error", () => {
		steps.push({ atMs: Date.now(), from: side, end: "reset" })
		to.destroy()
	})
}

const [fin, syn, rst, ack] = [0x01, 0x02, 0x04, 0x10]
const segmentMax = 1_400

/** A classic pcap file (raw IPv4) of recorded connections, with handshakes and ends of TCP. */
export function pcapOf(connections: readonly RecordedConnection[], serverPort = 443): Uint8Array {
	const header = Buffer.alloc(24)
	header.writeUInt32BE(0xa1b2c3d4)
	header.writeUInt16BE(2, 4)
	header.writeUInt16BE(4, 6)
	header.writeUInt32BE(65_535, 16)
	header.writeUInt32BE(101, 20)
	const packets = connections.flatMap((connection, index) =>
		packetsOf(connection, 40_000 + index, serverPort),
	)
	packets.sort((a, b) => a.atMs - b.atMs)
	return new Uint8Array(
		Buffer.concat([header, ...packets.flatMap(({ atMs, packet }) => [packetHead(atMs, packet), packet])]),
	)
}

function packetHead(atMs: number, packet: Uint8Array): Buffer {
	const head = Buffer.alloc(16)
	head.writeUInt32BE(Math.floor(atMs / 1_000))
	head.writeUInt32BE((atMs % 1_000) * 1_000, 4)
	head.writeUInt32BE(packet.length, 8)
	head.writeUInt32BE(packet.length, 12)
	return head
}

function packetsOf({ beganMs, steps }: RecordedConnection, clientPort: number, serverPort: number) {
	const next = { client: 1_000, server: 5_000 }
	const packets: { readonly atMs: number; readonly packet: Buffer }[] = []
	const send = (atMs: number, from: Step["from"], flags: number, bytes: Uint8Array = new Uint8Array()) => {
		const other = from === "client" ? "server" : "client"
		const ports = from === "client" ? [clientPort, serverPort] : [serverPort, clientPort]
		const packet = Buffer.alloc(40 + bytes.length)
		packet.writeUInt16BE(0x4500)
		packet.writeUInt16BE(packet.length, 2)
		packet.writeUInt16BE(0x4006, 8)
		packet.set(from === "client" ? [10, 0, 0, 1, 10, 0, 0, 2] : [10, 0, 0, 2, 10, 0, 0, 1], 12)
		for (const [at, port] of ports.entries()) packet.writeUInt16BE(port, 20 + 2 * at)
		packet.writeUInt32BE(next[from], 24)
		packet.writeUInt32BE((flags & ack) === 0 ? 0 : next[other], 28)
		packet.writeUInt16BE(0x5000 + flags, 32)
		packet.set(bytes, 40)
		packets.push({ atMs, packet })
		next[from] += bytes.length + ((flags & (syn | fin)) === 0 ? 0 : 1)
	}
	send(beganMs, "client", syn)
	send(beganMs, "server", syn | ack)
	send(beganMs, "client", ack)
	for (const { atMs, from, bytes, end } of steps) {
		for (let at = 0; at < (bytes?.length ?? 0); at += segmentMax) {
			send(atMs, from, ack, bytes?.subarray(at, at + segmentMax))
		}
		if (end !== undefined) send(atMs, from, end === "fin" ? fin | ack : rst | ack)
	}
	return packets
}

/** How a test's client connects. */
export interface RecordedClient {
	readonly port: number
	readonly servername: string
	/** Absent: plaintext HTTP/2. */
	readonly tls?: {
		readonly ca?: string
		readonly cert?: string
		readonly key?: string
		/** `false`: goes on whatever the certificate. */
		readonly rejectUnauthorized?: boolean
		readonly minVersion?: "TLSv1.2" | "TLSv1.3"
		readonly maxVersion?: "TLSv1.2" | "TLSv1.3"
	}
	/** Full path; default `/grpc.health.v1.Health/Check`. */
	readonly path?: string
	readonly token?: string
}

/** Makes one gRPC call as any client would and waits for the end of the connection. Returns the key log. Never rejects. */
export async function callRecorded(client: RecordedClient): Promise<string> {
	const lines: string[] = []
	const session = connectHttp2(`${client.tls === undefined ? "http" : "https"}://${client.servername}`, {
		createConnection: () => openSocket(client, (line) => lines.push(line)),
	})
	session.on("error", () => undefined)
	const call = session.request({
		":method": "POST",
		":path": client.path ?? "/grpc.health.v1.Health/Check",
		"content-type": "application/grpc",
		te: "trailers",
		"grpc-timeout": "5S",
		"user-agent": "grpc-test/1.0",
		...(client.token === undefined ? {} : { authorization: `Bearer ${client.token}` }),
	})
	call.on("error", () => undefined)
	call.end(Buffer.from([0, 0, 0, 0, 0]))
	call.resume()
	await new Promise((resolve) => {
		call.once("close", resolve)
		session.once("close", resolve)
	})
	const closed = new Promise((resolve) => session.once("close", resolve))
	if (!session.closed && !session.destroyed) {
		session.close()
		await closed
	}
	return lines.join("")
}

function openSocket(
	{ port, servername, tls }: RecordedClient,
	onKeyLog: (line: string) => void,
): Socket | TLSSocket {
	if (tls === undefined) return connect({ host: "127.0.0.1", port })
	const socket = connectTls({ host: "127.0.0.1", port, servername, ALPNProtocols: ["h2"], ...tls })
	socket.on("keylog", (line: Buffer) => onKeyLog(line.toString()))
	socket.on("error", () => undefined)
	return socket
}
