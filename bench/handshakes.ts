import { type Socket, connect as tcpConnect } from "node:net"
import { createSecureContext, type SecureContext, connect as tlsConnect } from "node:tls"
import { systemClock } from "#base/clock"
import { decode } from "#tls/decode"
import { dialTls } from "#tls/node/dial"
import { nodePrimitives } from "#tls/node/primitives"
import { startRecording, tapSocket } from "#tls/node/tap"

/** One full handshake against 127.0.0.1:`port`, closed again. Resolves when the connection is closed. */
export type Handshake = (port: number, context: SecureContext) => Promise<void>

/** The client context of all contenders: the server's own certificate is not enforced. */
export function clientContext(ca: string): SecureContext {
	return createSecureContext({ ca })
}

/** What an ordinary Node program does. */
export const plainHandshake: Handshake = (port, secureContext) =>
	new Promise((resolve, reject) => {
		const socket = tlsConnect({
			port,
			host: "127.0.0.1",
			servername: "localhost",
			secureContext,
			ALPNProtocols: ["h2"],
			rejectUnauthorized: false,
		})
		// The client's Finished leaves one turn after secureConnect (measured on Node 24); without it the handshake is not full.
		socket.once("secureConnect", () => setImmediate(() => socket.destroy()))
		socket.once("error", reject)
		socket.once("close", () => resolve())
	})

/** Our dial: the same handshake over the tap, decoded into a transcript. */
export const tappedHandshake: Handshake = async (port, secureContext) => {
	const tcp = await connected(port)
	const recording = startRecording(systemClock, systemClock.monotonic())
	const stream = tapSocket(tcp, recording)
	const dialled = await dialTls(stream, recording, {
		secureContext,
		serverName: "localhost",
		alpn: ["h2"],
		signal: new AbortController().signal,
	})
	if (dialled.kind === "failed") throw dialled.error
	await new Promise((resolve) => setImmediate(resolve))
	const transcript = decode(recording.capture(), nodePrimitives)
	if (transcript.serverCertificates === undefined) throw new Error("the transcript lacks the certificate")
	const closed = new Promise((resolve) => tcp.once("close", resolve))
	dialled.socket.destroy()
	await closed
}

/** The tap alone, nothing decoded: where the cost comes from. */
export const tapOnlyHandshake: Handshake = async (port, secureContext) => {
	const tcp = await connected(port)
	const recording = startRecording(systemClock, systemClock.monotonic())
	const dialled = await dialTls(tapSocket(tcp, recording), recording, {
		secureContext,
		serverName: "localhost",
		alpn: ["h2"],
		signal: new AbortController().signal,
	})
	if (dialled.kind === "failed") throw dialled.error
	await new Promise((resolve) => setImmediate(resolve))
	const closed = new Promise((resolve) => tcp.once("close", resolve))
	dialled.socket.destroy()
	await closed
}

function connected(port: number): Promise<Socket> {
	return new Promise((resolve, reject) => {
		const socket = tcpConnect(port, "127.0.0.1", () => resolve(socket))
		socket.setNoDelay()
		socket.once("error", reject)
	})
}
