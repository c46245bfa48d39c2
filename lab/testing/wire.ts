import type { X509Certificate } from "node:crypto"
import { readFileSync } from "node:fs"
import { connect as connectTcp } from "node:net"
import { type ConnectionOptions, connect as connectTls } from "node:tls"
import type { LabSettings } from "../scenario.ts"

/** What one TLS connection showed, with verification recorded and not enforced. */
export interface SeenHandshake {
	/** The client believed the handshake to be done. */
	readonly isSecure: boolean
	/** Node's code of the error that ended the connection; empty when none did. */
	readonly error: string
	/** Node's one verdict on the chain; empty when it is fine. */
	readonly verdict: string
	readonly protocol: string | null
	/** `false` when the server selected none. */
	readonly alpn: string | false | null
	/** The chain as it was sent. */
	readonly sent: readonly X509Certificate[]
}

const limitMs = 5_000

/** The port of a target such as `grpcs://localhost:9091`. */
export function portOf(settings: Pick<LabSettings, "target">): number {
	return Number(settings.target.slice(settings.target.lastIndexOf(":") + 1))
}

/** The settings' files as TLS options. */
export function filesOf(settings: LabSettings): ConnectionOptions {
	return {
		...(settings.ca === "" ? {} : { ca: readFileSync(settings.ca) }),
		...(settings.certificate === "" ? {} : { cert: readFileSync(settings.certificate) }),
		...(settings.key === "" ? {} : { key: readFileSync(settings.key) }),
	}
}

/**
 * Makes one TLS connection to a lab port, offering ALPN `h2` for `localhost`. With `untilClosed` it says nothing and
 * waits for the server to end the connection, which is how a late refusal shows.
 */
export function handshake(
	port: number,
	options: ConnectionOptions & { readonly untilClosed?: boolean } = {},
): Promise<SeenHandshake> {
	const { untilClosed = false, ...tls } = options
	return new Promise((resolve) => {
		const seen = { isSecure: false, error: "", verdict: "", protocol: "" }
		let sent: readonly X509Certificate[] = []
		let alpn: string | false | null = null
		const socket = connectTls({
			host: "127.0.0.1",
			port,
			servername: "localhost",
			ALPNProtocols: ["h2"],
			rejectUnauthorized: false,
			...tls,
		})
		socket.setTimeout(limitMs, () => socket.destroy(new Error("timeout")))
		socket.on("secureConnect", () => {
			seen.isSecure = true
			seen.verdict = codeOf(socket.authorizationError)
			seen.protocol = socket.getProtocol() ?? ""
			sent = chainOf(socket.getPeerX509Certificate())
			alpn = socket.alpnProtocol
			if (!untilClosed) socket.destroy()
		})
		socket.on("error", (cause) => {
			seen.error = codeOf(cause)
		})
		socket.on("close", () => resolve({ ...seen, alpn, sent }))
		socket.resume()
	})
}

/** What came back on a raw connection, and how it ended: by the server's FIN or RST, or by us once we had enough. */
export interface SeenBytes {
	readonly bytes: Buffer
	readonly end: "fin" | "reset" | "enough" | "silence"
}

/** Sends bytes to a lab port and reads `enough` bytes, or until the server ends it, or `silenceMs` pass. */
export function exchange(
	port: number,
	send: Buffer,
	enough: number,
	silenceMs = limitMs,
): Promise<SeenBytes> {
	return new Promise((resolve) => {
		const chunks: Buffer[] = []
		let length = 0
		let end: SeenBytes["end"] = "fin"
		const socket = connectTcp({ host: "127.0.0.1", port }, () => socket.write(send))
		socket.setTimeout(silenceMs, () => {
			end = "silence"
			socket.destroy()
		})
		socket.on("data", (chunk) => {
			chunks.push(chunk)
			length += chunk.length
			if (length < enough) return
			end = "enough"
			socket.destroy()
		})
		socket.on("error", () => {
			end = "reset"
		})
		socket.on("close", () => resolve({ bytes: Buffer.concat(chunks), end }))
	})
}

/** Node fills `issuerCertificate` in the order of the wire for a peer's X509Certificate. */
function chainOf(leaf: X509Certificate | undefined): X509Certificate[] {
	const chain: X509Certificate[] = []
	for (let each = leaf; each !== undefined && !chain.includes(each); each = each.issuerCertificate) {
		chain.push(each)
	}
	return chain
}

/** Node types `authorizationError` as Error and fills it with a code as text. */
function codeOf(cause: unknown): string {
	if (cause === null || cause === undefined) return ""
	if (typeof cause === "object" && "code" in cause) return String(cause.code)
	return String(cause)
}
