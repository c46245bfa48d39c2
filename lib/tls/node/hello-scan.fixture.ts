import {
	type AddressInfo,
	connect,
	createServer as createTcpServer,
	type Server,
	type Socket,
} from "node:net"
import { createSecureContext, createServer as createTlsServer, type TlsOptions } from "node:tls"
import { systemClock } from "#base/clock"
import type { ScanObservation } from "../scan.ts"
import { scanHellos } from "./hello-scanner.ts"

const running: { readonly close: () => Promise<void> }[] = []

/** Ends every server that was started here. */
export async function stopServers(): Promise<void> {
	await Promise.all(running.splice(0).map((server) => server.close()))
}

/** What was seen of the connections of one scan. */
export interface Watched {
	readonly scan: ScanObservation
	readonly opened: number
	readonly openedAtOnce: number
	readonly stillOpen: number
	readonly progress: readonly number[]
}

/** What a test changes about a scan. */
export interface Change {
	readonly signal?: AbortSignal
	readonly connectionsMax?: number
	readonly answerMs?: number
	readonly sni?: string | null
}

/** Scans a port of this machine and keeps count of the connections. */
export async function scan(port: number, change: Change = {}): Promise<Watched> {
	let opened = 0
	let openedAtOnce = 0
	const sockets = new Set<Socket>()
	const progress: number[] = []
	const observation = await scanHellos({
		peerAddress: `127.0.0.1:${port}`,
		sni: "localhost",
		connect: (signal) =>
			new Promise((resolve, reject) => {
				opened += 1
				const socket = connect({ port, host: "127.0.0.1" })
				sockets.add(socket)
				openedAtOnce = Math.max(openedAtOnce, [...sockets].filter((each) => !each.destroyed).length)
				socket.once("connect", () => {
					socket.removeAllListeners("error")
					resolve(socket)
				})
				socket.once("error", reject)
				signal.addEventListener("abort", () => {
					socket.destroy()
					reject(signal.reason)
				})
			}),
		contextFor: (version) => {
			const name = version === "1.2" ? "TLSv1.2" : "TLSv1.3"
			return createSecureContext({ minVersion: name, maxVersion: name })
		},
		signal: AbortSignal.timeout(15_000),
		clock: systemClock,
		onProgress: (_asking, connections) => progress.push(connections),
		connectionsMax: 200,
		concurrency: 5,
		answerMs: 2_000,
		...change,
	})
	const stillOpen = [...sockets].filter((socket) => !socket.destroyed).length
	return { scan: observation, opened, openedAtOnce, stillOpen, progress }
}

/** Node's own TLS server; every client that gets in is greeted. Resolves with the port. */
export async function tlsServer(options: TlsOptions): Promise<number> {
	const server = createTlsServer({ ALPNProtocols: ["h2"], ...options }, (socket) => {
		socket.on("error", () => socket.destroy())
		socket.write("hello")
	})
	server.on("tlsClientError", (_error, socket) => socket.destroy())
	return listen(server)
}

/** A TCP server that does as it is told. Resolves with the port. */
export async function tcpServer(onSocket: (socket: Socket) => void): Promise<number> {
	return listen(createTcpServer(onSocket))
}

async function listen(server: Server): Promise<number> {
	const open = new Set<Socket>()
	server.on("connection", (socket: Socket) => {
		open.add(socket)
		socket.on("error", () => socket.destroy())
		socket.once("close", () => open.delete(socket))
	})
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
	running.push({
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve())
				for (const socket of open) socket.destroy()
			}),
	})
	const address: AddressInfo | string | null = server.address()
	return typeof address === "object" && address !== null ? address.port : 0
}

/** `1.3 accepted` and so on. */
export function answers({ versions }: ScanObservation): readonly string[] {
	return Object.entries(versions).map(([version, { answer }]) => `${version} ${answer}`)
}
